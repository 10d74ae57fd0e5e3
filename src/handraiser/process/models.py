"""The versions of the process document. The database itself keeps them from changing."""

from django.db import models
from django.db.models import Q


class State(models.TextChoices):
    DRAFT = "draft", "Draft"
    REVIEWED = "reviewed", "Reviewed"
    PILOT = "pilot", "Pilot"
    LIVE = "live", "Live"
    RETIRED = "retired", "Retired"


class Version(models.Model):
    """One numbered state of the document: 0.5 draft, 0.75 reviewed, pilot, 1.0 live, retired.

    Out of draft, its text can never change and the row can never go: a trigger refuses it. Staff are
    named by plain ids, since a version outlives the people who made it.
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
