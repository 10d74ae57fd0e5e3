"""The versions of the process document, and their life: what the panel says of them, pilots, leads in flight.

The database itself keeps a version that is out of draft from changing.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.timezone import get_current_timezone

from handraiser.lead.models import Lead

# So much of what a version is for stands beside its number.
LONGEST_TITLE = 60


class State(models.TextChoices):
    DRAFT = "draft", "Draft"
    REVIEWED = "reviewed", "Reviewed"
    PILOT = "pilot", "Pilot"
    LIVE = "live", "Live"
    RETIRED = "retired", "Retired"


class Version(models.Model):
    """One numbered state of the document: 0.5 draft, 0.75 reviewed, pilot, 1.0 live, retired.

    Out of draft, its text can never change and the row can never go: a trigger refuses it; only its number
    grows until it is published. `revision` counts the saves of a draft. Staff are named by plain ids, since a
    version outlives the people who made it.
    """

    id = models.UUIDField(primary_key=True)
    process = models.TextField()
    number = models.TextField()
    state = models.TextField(choices=State.choices, default=State.DRAFT)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    note = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()
    created_by_id = models.BigIntegerField(null=True)
    based_on_id = models.UUIDField(null=True)
    revision = models.IntegerField(default=1)
    updated_at = models.DateTimeField(null=True)
    updated_by_id = models.BigIntegerField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by_id = models.BigIntegerField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "process_version"
        constraints = (
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="live"), name="process_one_live_version"
            ),
            models.UniqueConstraint(
                fields=["number"],
                condition=Q(published_at__isnull=False),
                name="process_number_published_once",
            ),
            models.CheckConstraint(condition=Q(state__in=list(State)), name="process_known_state"),
            models.CheckConstraint(
                condition=~Q(state="live") | Q(published_at__isnull=False),
                name="process_live_is_published",
            ),
        )
        indexes = (models.Index(fields=["digest"], name="process_version_digest"),)

    def __str__(self) -> str:
        return f"{self.process} {self.number} ({self.state})"

    @property
    def title(self) -> str:
        """Its number and, until one is published whose number nobody else has, what it is for or when it was begun."""
        if self.published_at is not None:
            return self.number
        if self.note:
            return f"{self.number} “{self.note if len(self.note) <= LONGEST_TITLE else self.note[:LONGEST_TITLE] + '…'}”"
        begun = self.created_at.astimezone(get_current_timezone())
        return f"{self.number} of {begun:%d %B %Y, %H:%M}"


class Revision(models.Model):
    """A save of a draft, kept so that one can step back. `restores`: the earlier save whose text it took again."""

    pk = models.CompositePrimaryKey("version_id", "number")
    version = models.ForeignKey(Version, models.CASCADE, related_name="saves")
    number = models.IntegerField()
    text = models.TextField()
    saved_at = models.DateTimeField()
    saved_by_id = models.BigIntegerField(null=True)
    restores = models.IntegerField(null=True)

    class Meta:
        db_table = "process_revision"

    def __str__(self) -> str:
        return f"save {self.number} of {self.version_id}"


class Comment(models.Model):
    """What somebody says of a line or a part of a version. A request for changes stands until it is resolved."""

    id = models.UUIDField(primary_key=True)
    version = models.ForeignKey(Version, models.CASCADE, related_name="comments")
    # The place as faults name it, such as `stages[2].exit[0]` or `grade`; the line as it was when written.
    place = models.TextField(blank=True, default="")
    line = models.IntegerField(null=True)
    text = models.TextField()
    asks_for_change = models.BooleanField(default=False)
    answers = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies")
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField()
    resolved_at = models.DateTimeField(null=True)
    resolved_by_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "process_comment"

    def __str__(self) -> str:
        return self.text[:60]


class SignOff(models.Model):
    """A function signs a section. It counts while the section still has the digest that was signed."""

    id = models.UUIDField(primary_key=True)
    version = models.ForeignKey(Version, models.CASCADE, related_name="sign_offs")
    section = models.TextField()
    function = models.TextField()
    digest = models.CharField(max_length=64)
    note = models.TextField(blank=True, default="")
    signed_at = models.DateTimeField()
    signed_by_id = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "process_sign_off"
        indexes = (models.Index(fields=["version", "section"], name="process_signed"),)

    def __str__(self) -> str:
        return f"{self.section} by {self.function}"


class Pilot(models.Model):
    """A version that runs for a share of new leads, chosen by a stable hash, beside the live one as control.

    `condition` narrows who is eligible; `team` or `people` (staff ids) name whose leads the pilot's are: then
    the control arm's go to the others.
    """

    id = models.UUIDField(primary_key=True)
    version = models.ForeignKey(Version, models.PROTECT, related_name="pilots")
    control = models.ForeignKey(Version, models.PROTECT, related_name="+")
    share = models.FloatField()
    condition = models.TextField(blank=True, default="")
    team = models.TextField(null=True)
    people = ArrayField(models.BigIntegerField(), default=list)
    # The measure that decides, the least difference worth knowing, and how many leads in each arm tell it.
    measure = models.TextField()
    least_difference = models.FloatField()
    sample = models.IntegerField()
    guards = models.JSONField(default=list)
    why = models.TextField(blank=True, default="")
    started_at = models.DateTimeField()
    started_by_id = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_id = models.BigIntegerField(null=True)
    ended_how = models.TextField(null=True)
    ended_why = models.TextField(blank=True, default="")

    class Meta:
        db_table = "process_pilot"
        constraints = (
            models.UniqueConstraint(
                models.F("ended_at"),
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="process_one_pilot_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(share__gt=0) & Q(share__lt=1), name="process_pilot_has_a_control"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_how__in=["promoted", "dropped", "stopped"]),
                name="process_pilot_ends_somehow",
            ),
        )

    def __str__(self) -> str:
        return f"pilot of {self.version_id}"


class PilotLead(models.Model):
    """A lead in one of the arms: `pilot` or `control`."""

    pk = models.CompositePrimaryKey("pilot_id", "lead_id")
    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="leads")
    lead = models.ForeignKey(Lead, models.CASCADE, related_name="+")
    arm = models.TextField()
    entered_at = models.DateTimeField()

    class Meta:
        db_table = "process_pilot_lead"
        constraints = (
            models.CheckConstraint(condition=Q(arm__in=["pilot", "control"]), name="process_known_arm"),
        )


class Settling(models.Model):
    """A lead that a publication moved to another version, and when it is decided anew under it.

    Quietly: its grade, score and stage only; nobody gets it, nothing is offered and no clock starts by it.
    """

    lead = models.OneToOneField(Lead, models.CASCADE, primary_key=True, related_name="+")
    version_id = models.UUIDField()
    # Where it stood, if that stage has another key in the new version.
    was_stage = models.TextField(null=True)
    due_at = models.DateTimeField(db_index=True)
    quiet = models.BooleanField(default=False)

    class Meta:
        db_table = "process_settling"
