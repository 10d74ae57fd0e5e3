"""The Django app of the process document."""

from django.apps import AppConfig


class ProcessConfig(AppConfig):
    name = "handraiser.process"
    label = "process"
    verbose_name = "Process"
