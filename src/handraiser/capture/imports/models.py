"""An import: one kept file, its mapping, how far it came and what became of its rows."""

from django.conf import settings
from django.db import models


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", "Waits for its mapping to be confirmed"
    WAITING = "waiting", "Waits for a worker"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


class Import(models.Model):
    """`path` is below the uploads folder. Rows before `next_line` are done, and stay so whatever happens.

    `mapping` has the shape of `mapping.Mapping`; `notes` are sentences on the file as a whole; `report` holds
    {blank, noted, examples: [[line, note]], refused: {reason: n}, stopped: {reason: n}, seconds}.
    """

    id = models.UUIDField(primary_key=True)
    file_name = models.TextField()
    path = models.TextField()
    size = models.BigIntegerField()
    digest = models.TextField()
    state = models.TextField(choices=ImportState.choices, default=ImportState.UPLOADED)
    mapping = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    rows = models.IntegerField(default=0)
    new = models.IntegerField(default=0)
    updated = models.IntegerField(default=0)
    same = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)
    stopped = models.IntegerField(default=0)
    next_line = models.BigIntegerField(default=0)
    position = models.FloatField(default=0)
    report = models.JSONField(default=dict)
    error = models.TextField(blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "capture"
        db_table = "capture_import"
        indexes = (
            models.Index(fields=["-made_at"], name="capture_import_made"),
            models.Index(fields=["digest", "made_at"], name="capture_import_digest"),
        )

    def __str__(self) -> str:
        return self.file_name


class RefusedRow(models.Model):
    """One row of a file that was not taken in. `cells` is JSON text, which keeps what stood there to the letter."""

    pk = models.CompositePrimaryKey("imported_id", "line")
    imported = models.ForeignKey(Import, models.CASCADE, related_name="refused_rows")
    line = models.BigIntegerField()
    reason = models.TextField()
    cells = models.TextField()

    class Meta:
        app_label = "capture"
        db_table = "capture_refused_row"

    def __str__(self) -> str:
        return f"{self.line}: {self.reason}"
