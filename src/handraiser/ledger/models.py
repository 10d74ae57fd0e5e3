"""The ledger: what happened to whom, when, by whom, under which version. Append-only."""

from django.db import models
from django.db.models import Q


class Event(models.Model):
    """One decision or one act with its explanation. Ids are plain columns: the ledger outlives what it names."""

    id = models.UUIDField(primary_key=True)
    kind = models.TextField()
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    lead_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    inquiry_id = models.UUIDField(null=True)
    # Staff id; null means that the machine decided.
    actor_id = models.BigIntegerField(null=True)
    version_id = models.UUIDField(null=True)
    explanation = models.JSONField(default=dict)

    class Meta:
        db_table = "ledger_event"
        indexes = (
            models.Index(fields=["lead_id", "at"], name="ledger_lead_at"),
            # Few acts are undone; readers of the whole ledger ask which.
            models.Index(fields=["lead_id"], condition=Q(kind="lead.act_undone"), name="ledger_undone"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"
