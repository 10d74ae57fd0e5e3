"""Calls that carried an idempotency key, so that a repeated one is answered as the first was."""

from django.db import models


class Call(models.Model):
    """One call under one key of one token. `answer` is JSON text; null while the first one is still at work."""

    pk = models.CompositePrimaryKey("token_id", "key")
    token_id = models.BigIntegerField()
    key = models.TextField()
    digest = models.TextField()
    at = models.DateTimeField()
    status = models.SmallIntegerField(null=True)
    answer = models.TextField(null=True)

    class Meta:
        db_table = "api_call"
        indexes = (models.Index(fields=["at"], name="api_call_at"),)

    def __str__(self) -> str:
        return self.key
