"""Behaviour: what a person did that shows interest. Partitioned by month of `at` (see the first migration)."""

from django.db import models


class Behaviour(models.Model):
    """One behaviour event. `person_id` is null until somebody with that mail is captured."""

    pk = models.CompositePrimaryKey("id", "at")
    id = models.UUIDField()
    at = models.DateTimeField()
    kind = models.TextField()
    person_id = models.UUIDField(null=True)
    email_key = models.TextField(null=True)
    properties = models.JSONField(default=dict)

    class Meta:
        db_table = "score_behaviour"
        managed = False
