"""Who, and one pass of them through the process. Identity only: behaviour lives in the rooms."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Company(models.Model):
    """An organisation, found again by its keys."""

    id = models.UUIDField(primary_key=True)
    name = models.TextField(null=True)
    domain = models.TextField(null=True)
    country = models.TextField(null=True)
    industry = models.TextField(null=True)
    employees = models.BigIntegerField(null=True)
    revenue = models.FloatField(null=True)
    # A named account: routing gives its leads to this person before any other rule.
    named_owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    provenance = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "lead_company"

    def __str__(self) -> str:
        return self.name or self.domain or str(self.id)


class Person(models.Model):
    """A human. Survives passes, merges and renames."""

    id = models.UUIDField(primary_key=True)
    company = models.ForeignKey(Company, models.PROTECT, null=True, related_name="people")
    email = models.TextField(null=True)
    email_domain = models.TextField(null=True)
    email_kind = models.TextField(null=True)
    first_name = models.TextField(null=True)
    last_name = models.TextField(null=True)
    full_name = models.TextField(null=True)
    phone = models.TextField(null=True)
    title = models.TextField(null=True)
    seniority = models.TextField(null=True)
    department = models.TextField(null=True)
    country = models.TextField(null=True)
    region = models.TextField(null=True)
    city = models.TextField(null=True)
    time_zone = models.TextField(null=True)
    consent = models.BooleanField(null=True)
    provenance = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "lead_person"

    def __str__(self) -> str:
        return self.full_name or self.email or self.phone or str(self.id)


class PersonKey(models.Model):
    """An exact key of a person. The primary key, not a prior look-up, makes one person of many captures."""

    pk = models.CompositePrimaryKey("kind", "value")
    kind = models.TextField()
    value = models.TextField()
    person = models.ForeignKey(Person, models.CASCADE, related_name="keys")

    class Meta:
        db_table = "lead_person_key"


class CompanyKey(models.Model):
    """An exact key of a company: its registrable domain, or its cleaned name and country."""

    pk = models.CompositePrimaryKey("kind", "value")
    kind = models.TextField()
    value = models.TextField()
    company = models.ForeignKey(Company, models.CASCADE, related_name="keys")

    class Meta:
        db_table = "lead_company_key"


class Lead(models.Model):
    """One pass of a person through the process."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="leads")
    company = models.ForeignKey(Company, models.PROTECT, null=True, related_name="leads", db_index=False)
    pass_number = models.IntegerField(default=1)
    version_id = models.UUIDField()
    # How it came: the first inquiry of this pass.
    door = models.TextField()
    source = models.TextField(null=True)
    campaign = models.TextField(null=True)
    medium = models.TextField(null=True)
    landing_page = models.TextField(null=True)
    external_id = models.TextField(null=True)
    inquiry_kinds = ArrayField(models.TextField(), default=list)
    opened_at = models.DateTimeField()
    # What was decided.
    stage = models.TextField()
    furthest_stage = models.TextField()
    stage_entered_at = models.DateTimeField()
    grade = models.TextField(null=True)
    grade_points = models.FloatField(null=True)
    score = models.FloatField(default=0)
    scored_at = models.DateTimeField(null=True)
    behaviours = ArrayField(models.TextField(), default=list)
    last_behaviour_at = models.DateTimeField(null=True)
    answers = models.JSONField(default=dict)
    questions_met = models.IntegerField(default=0)
    qualified = models.BooleanField(default=False)
    team = models.TextField(null=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="leads", db_index=False
    )
    hold_reason = models.TextField(null=True)
    # What people did.
    touches = models.IntegerField(default=0)
    calls = models.IntegerField(default=0)
    meetings = models.IntegerField(default=0)
    first_touch_at = models.DateTimeField(null=True)
    last_touch_at = models.DateTimeField(null=True)
    handoff = models.TextField(null=True)
    opportunity = models.TextField(null=True)
    amount = models.FloatField(null=True)
    snoozed_until = models.DateTimeField(null=True)
    # How it ended. `wake_at`: when a recycled or sleeping lead comes back by itself.
    outcome = models.TextField(null=True)
    outcome_reason = models.TextField(null=True)
    ended_at = models.DateTimeField(null=True)
    wake_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "lead_lead"
        constraints = (
            models.UniqueConstraint(fields=["person", "pass_number"], name="lead_pass_once"),
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="lead_one_open_pass"),
        )
        indexes = (
            models.Index(fields=["opened_at", "id"], name="lead_opened"),
            models.Index(fields=["stage", "opened_at"], name="lead_stage_opened"),
            models.Index(fields=["owner", "stage"], condition=Q(ended_at=None), name="lead_owner_open"),
            models.Index(
                fields=["team", "opened_at"], condition=Q(hold_reason__isnull=False), name="lead_holding"
            ),
            models.Index(
                fields=["company"], condition=Q(ended_at=None, owner__isnull=False), name="lead_company_owned"
            ),
            # A score above nothing fades day by day; these are looked at again.
            models.Index(fields=["scored_at"], condition=Q(score__gt=0, ended_at=None), name="lead_fading"),
            models.Index(fields=["wake_at"], condition=Q(wake_at__isnull=False), name="lead_wake"),
        )

    def __str__(self) -> str:
        return str(self.id)


class OwnerLoad(models.Model):
    """How many open leads an owner has. Kept by a trigger on `lead_lead`, so that no verb can forget it."""

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="load"
    )
    open_leads = models.IntegerField(default=0)

    class Meta:
        db_table = "lead_owner_load"
