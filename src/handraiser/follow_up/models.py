"""Clocks, the touches that stop them, and the notices that they cause."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from handraiser.lead.models import Lead, Person


class State(models.TextChoices):
    RUNNING = "running", "Running"
    WARNED = "warned", "Warned"
    BREACHED = "breached", "Broken"
    MET = "met", "Kept"
    CANCELLED = "cancelled", "Cancelled"


class Clock(models.Model):
    """One promise about one lead. Open until `stopped_at`; a broken one stays open until it is answered.

    `next_at` is the moment at which the tick has something to do; null means never again. `calendar` is the
    calendar in words, complete enough to count the due time again. `stops_on` names what stops it.
    """

    id = models.UUIDField(primary_key=True)
    lead = models.ForeignKey(Lead, models.CASCADE, related_name="clocks")
    version_id = models.UUIDField()
    name = models.TextField()
    # The stage it started in; null for a clock that an offer started, which a move does not stop.
    stage = models.TextField(null=True)
    state = models.TextField(choices=State.choices, default=State.RUNNING)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="clocks", db_index=False
    )
    team = models.TextField(null=True)
    started_at = models.DateTimeField()
    warn_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)
    escalation_step = models.SmallIntegerField(default=0)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.TextField(null=True)
    stops_on = ArrayField(models.TextField(), default=list)
    calendar = models.TextField()
    explanation = models.JSONField(default=dict)

    class Meta:
        db_table = "follow_up_clock"
        constraints = (
            models.UniqueConstraint(
                fields=["lead", "name"],
                condition=Q(stopped_at=None),
                name="follow_up_one_open_clock_of_a_name",
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="follow_up_clock_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(due_at__gte=F("started_at")), name="follow_up_due_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["met", "cancelled"]) | Q(stopped_at__isnull=False),
                name="follow_up_kept_or_cancelled_is_stopped",
            ),
        )
        indexes = (
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="follow_up_clock_next"),
            models.Index(
                fields=["owner", "due_at"], condition=Q(stopped_at=None), name="follow_up_clock_of_owner"
            ),
            models.Index(
                fields=["team", "due_at"], condition=Q(stopped_at=None), name="follow_up_clock_of_team"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} due {self.due_at}"


class Touch(models.Model):
    """Something a human did to or with the person. `contact` says that it reached out; a note does not."""

    id = models.UUIDField(primary_key=True)
    lead = models.ForeignKey(Lead, models.CASCADE, related_name="done")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    kind = models.TextField()
    direction = models.TextField(default="out")
    outcome = models.TextField(null=True)
    contact = models.BooleanField(default=True)
    note = models.TextField(default="", blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "follow_up_touch"
        constraints = (
            models.CheckConstraint(
                condition=Q(direction__in=["in", "out"]), name="follow_up_touch_direction_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"


class Notice(models.Model):
    """Something that a member of staff should know, shown in the application."""

    id = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", db_index=False)
    lead = models.ForeignKey(Lead, models.CASCADE, null=True, related_name="+", db_index=False)
    kind = models.TextField()
    text = models.TextField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "follow_up_notice"
        indexes = (models.Index(fields=["user", "-at"], name="follow_up_notice_of_user"),)

    def __str__(self) -> str:
        return self.text
