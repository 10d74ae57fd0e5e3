"""Replays of everybody, and of one lead."""

from django.urls import path

from handraiser.web.replay import views

urlpatterns = [
    path("process/replay", views.runs, name="process_replay"),
    path("leads/<uuid:lead_id>/replay", views.lead, name="lead_replay"),
]
