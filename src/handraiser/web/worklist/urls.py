"""The worklist is what one sees first."""

from django.urls import path

from handraiser.web.worklist import views

urlpatterns = [path("", views.home, name="home"), path("worklist", views.show, name="worklist")]
