"""The Django app of clocks, touches and notices."""

from django.apps import AppConfig


class FollowUpConfig(AppConfig):
    name = "handraiser.follow_up"
    label = "follow_up"
    verbose_name = "Follow-up"
    default_auto_field = "django.db.models.BigAutoField"
