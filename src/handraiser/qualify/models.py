"""Evidence: who answered which question of the framework how, and when."""

from django.conf import settings
from django.db import models

from handraiser.lead.models import Lead


class Evidence(models.Model):
    """One answer to one question. The newest that is not undone counts."""

    id = models.UUIDField(primary_key=True)
    lead = models.ForeignKey(Lead, models.CASCADE, related_name="evidence")
    question = models.TextField()
    answer = models.TextField()
    met = models.BooleanField()
    note = models.TextField(blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "qualify_evidence"
