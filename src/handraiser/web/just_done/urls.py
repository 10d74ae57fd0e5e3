"""What one has just done."""

from django.urls import path

from handraiser.web.just_done import views

urlpatterns = [path("just-done", views.show, name="just_done")]
