"""The API as a Django app: it keeps repeated calls apart in a table of its own."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "handraiser.api"
    label = "api"
