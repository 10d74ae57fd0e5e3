"""The list of leads, its export, its saved views."""

from django.urls import path

from handraiser.web.leads import assignment, saved, views

urlpatterns = [
    path("leads", views.show, name="leads"),
    path("leads/count", views.how_many, name="leads_count"),
    path("leads.csv", views.export, name="leads_export"),
    path("leads/condition-help", views.condition_help, name="condition_help"),
    path("leads/assignment", assignment.reassign, name="leads_assignment"),
    path("leads/views", saved.save, name="leads_views"),
    path("leads/views/<int:view_id>/removal", saved.remove, name="leads_view_removal"),
]
