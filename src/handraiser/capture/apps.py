from django.apps import AppConfig


class CaptureConfig(AppConfig):
    name = "handraiser.capture"
    label = "capture"
