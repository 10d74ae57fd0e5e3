"""The offer to sales and its answer; the opportunity and its outcome."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from handraiser.lead.models import Lead


class Offer(models.Model):
    """A lead offered to an account executive: accepted, rejected with a reason, or returned when nobody answered."""

    id = models.UUIDField(primary_key=True)
    lead = models.ForeignKey(Lead, models.CASCADE, related_name="offers")
    offered_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    offered_at = models.DateTimeField()
    answer = models.TextField(null=True)
    reason = models.TextField(null=True)
    note = models.TextField(blank=True, default="")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "handoff_offer"
        constraints = (
            models.UniqueConstraint(
                fields=["lead"], condition=Q(answered_at=None), name="handoff_one_open_offer"
            ),
        )


class Opportunity(models.Model):
    """What sales works on. Its outcome is what the process is measured by."""

    id = models.UUIDField(primary_key=True)
    lead = models.OneToOneField(Lead, models.CASCADE, related_name="sale")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    external_id = models.TextField(null=True)
    state = models.TextField(default="open")
    amount = models.FloatField(null=True)
    currency = models.TextField(null=True)
    reason = models.TextField(null=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    wake_at = models.DateTimeField(null=True)
    # Facts that cannot be true, such as won before the first contact: kept, flagged, left out of averages.
    flag = models.TextField(null=True)

    class Meta:
        db_table = "handoff_opportunity"
        indexes = (models.Index(fields=["state"], name="handoff_state"),)
