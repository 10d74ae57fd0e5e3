"""What replays found."""

from django.db import models


class Run(models.Model):
    """One replay. `scope` says of what; `tallies` counts by kind of event, `differences` are the first of them."""

    id = models.UUIDField(primary_key=True)
    scope = models.TextField()
    started_at = models.DateTimeField()
    seconds = models.FloatField()
    # Staff id; null means the night's own run.
    by_id = models.BigIntegerField(null=True)
    checked = models.BigIntegerField()
    equal = models.BigIntegerField()
    different = models.BigIntegerField()
    not_replayable = models.BigIntegerField()
    tallies = models.JSONField()
    why_not = models.JSONField()
    differences = models.JSONField()

    class Meta:
        db_table = "replay_run"
        indexes = (models.Index(fields=["-started_at"], name="replay_run_newest"),)

    def __str__(self) -> str:
        return f"{self.scope} {self.started_at}"
