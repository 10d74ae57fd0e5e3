"""An inquiry taken down by hand."""

from django.urls import path

from handraiser.web.quick_entry import views

urlpatterns = [path("quick-entry", views.enter, name="quick_entry")]
