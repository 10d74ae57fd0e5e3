"""The publication of a version is a noun: looked at, tried, and made."""

from django.urls import path

from handraiser.web.publication import views

urlpatterns = [
    path("process/versions/<uuid:version_id>/publication", views.publication, name="process_publication"),
    path(
        "process/versions/<uuid:version_id>/publication/outlook",
        views.outlook,
        name="process_publication_outlook",
    ),
]
