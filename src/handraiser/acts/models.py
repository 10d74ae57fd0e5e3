"""What was done to leads a moment ago, kept for as long as it can be undone."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from handraiser.lead.models import Lead


class Act(models.Model):
    """One act on one lead. `before` and `after`: how the lead stood, with all that acts change (`images.IMAGE`).

    What somebody does to a lead in one moment is one act; what was done to several leads at one stroke has one
    `stroke`. `known` are the lead's events from before, `events` those of the act and of what followed from it.
    """

    id = models.UUIDField(primary_key=True)
    stroke = models.UUIDField()
    lead = models.ForeignKey(Lead, models.CASCADE, related_name="+", db_index=False)
    verb = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()
    before = models.JSONField()
    after = models.JSONField(default=dict)
    known = ArrayField(models.UUIDField())
    events = ArrayField(models.UUIDField(), default=list)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", db_index=False
    )

    class Meta:
        db_table = "acts_act"
        constraints = (
            models.UniqueConstraint(
                fields=["lead", "by", "at"], condition=Q(undone_at=None), name="acts_one_in_a_moment"
            ),
        )
        indexes = (
            models.Index(fields=["lead", "-at"], name="acts_newest"),
            models.Index(fields=["stroke"], name="acts_stroke"),
            models.Index(fields=["at"], name="acts_age"),
        )

    def __str__(self) -> str:
        return f"{self.verb} {self.at}"
