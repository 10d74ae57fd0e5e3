"""The process as people read it, as it is written, and as it was."""

from django.urls import path

from handraiser.web.process import views

urlpatterns = [
    path("process", views.show, name="process"),
    path("process/source", views.source, name="process_source"),
    path("process/versions", views.all_versions, name="process_versions"),
    path("process/versions/<uuid:version_id>", views.show, name="process_version"),
    path("process/versions/<uuid:version_id>/source", views.source, name="process_version_source"),
    path("process.yaml", views.download, name="process_download"),
]
