"""What the pages themselves remember: a view of the leads under a name, and who knocked how often."""

from django.conf import settings
from django.db import models


class SavedView(models.Model):
    """A view of the leads under a name. `query` is the query text of its address."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    title = models.CharField(max_length=80)
    query = models.TextField()
    shared = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "web_saved_view"
        constraints = (models.UniqueConstraint(fields=["owner", "title"], name="web_view_title_once"),)

    def __str__(self) -> str:
        return self.title


class Knock(models.Model):
    """How often one address knocked at a public page within one window of time. `who` is a keyed digest."""

    pk = models.CompositePrimaryKey("who", "window")
    who = models.CharField(max_length=32)
    window = models.DateTimeField()
    times = models.IntegerField(default=0)

    class Meta:
        db_table = "web_knock"
        indexes = (models.Index(fields=["window"], name="web_knock_window"),)

    def __str__(self) -> str:
        return f"{self.who} {self.window}"
