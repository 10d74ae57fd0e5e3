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
    # The order in which it became known of its person: set when it is stored, and anew when it is claimed.
    learned = models.BigIntegerField()

    class Meta:
        db_table = "score_behaviour"
        managed = False
