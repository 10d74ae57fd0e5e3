"""Backtests that were run, and what they found of each lead."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class State(models.TextChoices):
    QUEUED = "queued", "Waiting"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    CANCELLED = "cancelled", "Cancelled"
    BROKEN = "broken", "Broken off"


class Part(models.TextChoices):
    SAMPLE = "sample", "a sample"
    WHOLE = "whole", "all of it"


class Run(models.Model):
    """One backtest of a version against another: first on a sample, then on all. Versions and staff are plain ids.

    `report` is of all, `first_report` of the sample; each is there only when its part was finished. The digests are
    those of the texts that were tried, since a draft may be changed afterwards; empty until it runs.
    """

    id = models.UUIDField(primary_key=True)
    version_id = models.UUIDField()
    against_id = models.UUIDField()
    digest = models.TextField(blank=True, default="")
    against_digest = models.TextField(blank=True, default="")
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    # About so many people, where the whole is a sample too.
    sample = models.IntegerField(null=True)
    state = models.TextField(choices=State.choices, default=State.QUEUED)
    part = models.TextField(choices=Part.choices, default=Part.SAMPLE)
    progress = models.FloatField(default=0)
    first_report = models.JSONField(null=True)
    report = models.JSONField(null=True)
    why = models.TextField(blank=True, default="")
    queued_at = models.DateTimeField()
    queued_by_id = models.BigIntegerField(null=True)
    # The last sign of life; a run that gave none for a while was broken off.
    seen_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "backtest_run"
        constraints = (
            models.CheckConstraint(condition=Q(state__in=State.values), name="backtest_known_state"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(report__isnull=False), name="backtest_done_has_a_report"
            ),
        )
        indexes = (models.Index(fields=["version_id", "-queued_at"], name="backtest_of_version"),)

    def __str__(self) -> str:
        return f"backtest of {self.version_id} ({self.state})"


class RunLead(models.Model):
    """A pass under both versions. `lead_id` is null where history had no such pass."""

    pk = models.CompositePrimaryKey("run_id", "part", "number")
    run = models.ForeignKey(Run, models.CASCADE, related_name="leads", db_index=False)
    part = models.TextField()
    number = models.IntegerField()
    lead_id = models.UUIDField(null=True)
    person_id = models.UUIDField()
    pass_number = models.IntegerField()
    opened_at = models.DateTimeField()
    movement = models.TextField()
    won = models.BooleanField()
    draft_stage = models.TextField(null=True)
    base_stage = models.TextField(null=True)
    draft_outcome = models.TextField(null=True)
    base_outcome = models.TextField(null=True)
    draft_grade = models.TextField(null=True)
    base_grade = models.TextField(null=True)
    draft_score = models.FloatField(null=True)
    base_score = models.FloatField(null=True)
    draft_owner_id = models.BigIntegerField(null=True)
    base_owner_id = models.BigIntegerField(null=True)
    draft_broken = models.IntegerField(null=True)
    base_broken = models.IntegerField(null=True)
    draft_differs = ArrayField(models.TextField(), default=list)
    # The decisions with their reasons, as JSON text: they are only ever shown whole.
    draft_told = models.TextField(null=True)
    base_told = models.TextField(null=True)

    class Meta:
        db_table = "backtest_lead"
