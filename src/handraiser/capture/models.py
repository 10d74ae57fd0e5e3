"""The inquiry: one raw recorded expression of interest, kept unchanged for ever."""

from django.db import models
from django.db.models import Q

from handraiser.capture.imports.models import Import, RefusedRow

__all__ = ["Form", "Import", "Inquiry", "RefusedRow"]


class Inquiry(models.Model):
    """What arrived, by which door, and what became of it.

    `raw` is JSON text, not jsonb: it keeps what arrived to the letter, escaped NULs included.
    `system` is the name space of `external_id`; `source` is where marketing says the person came from.
    """

    id = models.UUIDField(primary_key=True)
    door = models.TextField()
    system = models.TextField()
    kind = models.TextField(null=True)
    source = models.TextField(null=True)
    occurred_at = models.DateTimeField()
    received_at = models.DateTimeField()
    raw = models.TextField()
    # Makes a repeated call, or the very same row of the same system, one inquiry.
    dedupe_key = models.TextField(null=True, unique=True)
    import_id = models.UUIDField(null=True)
    line = models.IntegerField(null=True)
    # waiting: durable, not yet decided; done; stopped: `stop_reason` names why; it is run again.
    state = models.TextField(default="waiting")
    stop_reason = models.TextField(null=True)
    stop_detail = models.TextField(null=True)
    result = models.TextField(null=True)
    person_id = models.UUIDField(null=True)
    lead_id = models.UUIDField(null=True)
    version_id = models.UUIDField(null=True)

    class Meta:
        db_table = "capture_inquiry"
        indexes = (
            models.Index(fields=["state", "id"], condition=~Q(state="done"), name="capture_inquiry_open"),
            models.Index(fields=["lead_id"], name="capture_inquiry_lead"),
            models.Index(
                fields=["import_id", "line"],
                condition=Q(import_id__isnull=False),
                name="capture_inquiry_import",
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class Form(models.Model):
    """A hosted form at a public address."""

    slug = models.SlugField(unique=True)
    title = models.TextField()
    kind = models.TextField()
    source = models.TextField(default="website")
    intro = models.TextField(blank=True, default="")
    thanks = models.TextField(default="Thank you. We will be in touch.")
    consent_text = models.TextField(blank=True, default="")
    fields = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "capture_form"

    def __str__(self) -> str:
        return self.title
