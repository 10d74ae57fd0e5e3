from django.apps import AppConfig


class ScoreConfig(AppConfig):
    name = "handraiser.score"
    label = "score"
