from django.apps import AppConfig


class ReplayConfig(AppConfig):
    name = "handraiser.replay"
    label = "replay"
