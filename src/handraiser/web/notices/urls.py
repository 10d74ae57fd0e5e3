"""What one should know."""

from django.urls import path

from handraiser.web.notices import views

urlpatterns = [
    path("notices", views.show, name="notices"),
    path("notices/bell", views.bell, name="bell"),
    path("notices/reading", views.read_all, name="notices_reading"),
]
