from django.apps import AppConfig


class ActsConfig(AppConfig):
    name = "handraiser.acts"
    label = "acts"
