from django.apps import AppConfig


class RouteConfig(AppConfig):
    name = "handraiser.route"
    label = "route"
