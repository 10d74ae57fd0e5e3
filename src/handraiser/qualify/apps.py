from django.apps import AppConfig


class QualifyConfig(AppConfig):
    name = "handraiser.qualify"
    label = "qualify"
