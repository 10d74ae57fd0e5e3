from django.apps import AppConfig


class LeadConfig(AppConfig):
    name = "handraiser.lead"
    label = "lead"
