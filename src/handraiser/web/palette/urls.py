"""The command palette's answers."""

from django.urls import path

from handraiser.web.palette import views

urlpatterns = [path("palette", views.suggest, name="palette")]
