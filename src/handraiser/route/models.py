"""Whose turn it is."""

from django.conf import settings
from django.db import models


class Turn(models.Model):
    """How many leads a rota has given to a member, so that weights hold over time."""

    pk = models.CompositePrimaryKey("rota", "member_id")
    rota = models.TextField()
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    turns = models.FloatField(default=0)

    class Meta:
        db_table = "route_turn"
