"""Files taken in."""

from django.urls import path

from handraiser.web.imports import run, views

urlpatterns = [
    path("imports", views.show, name="imports"),
    path("imports/<uuid:import_id>", views.one, name="import"),
    path("imports/<uuid:import_id>/progress", views.progress, name="import_progress"),
    path("imports/<uuid:import_id>/reading", run.read_again, name="import_reading"),
    path("imports/<uuid:import_id>/outcomes", run.read_outcomes, name="import_outcomes"),
    path("imports/<uuid:import_id>/rehearsal", run.rehearse, name="import_rehearsal"),
    path("imports/<uuid:import_id>/run", run.start, name="import_run"),
    path("imports/<uuid:import_id>/resumption", run.go_on, name="import_resumption"),
    path("imports/<uuid:import_id>/cancellation", run.stop, name="import_cancellation"),
    path("imports/<uuid:import_id>/refused.csv", views.refused, name="import_refused"),
    path("imports/<uuid:import_id>/mapping.yaml", views.mapping_file, name="import_mapping"),
]
