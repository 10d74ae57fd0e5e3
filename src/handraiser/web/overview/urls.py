"""The figures."""

from django.urls import path

from handraiser.web.overview import views

urlpatterns = [
    path("overview", views.show, name="overview"),
    path("overview/charts/<slug:name>", views.chart, name="overview_chart"),
]
