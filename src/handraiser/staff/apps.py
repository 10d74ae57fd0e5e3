"""The Django app of the people who work with leads."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "handraiser.staff"
    label = "staff"
    verbose_name = "Staff"
    default_auto_field = "django.db.models.BigAutoField"
