"""The pilot that runs, those that ran, and how one begins and ends."""

from django.urls import path

from handraiser.web.pilot import views

urlpatterns = [
    path("process/pilot", views.running, name="process_pilot"),
    path("process/pilots/<uuid:pilot_id>", views.show, name="process_pilot_of"),
    path("process/versions/<uuid:version_id>/pilot", views.begin, name="process_pilot_begin"),
    path("process/pilots/<uuid:pilot_id>/end", views.end, name="process_pilot_end"),
]
