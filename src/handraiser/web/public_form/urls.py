"""The hosted forms as visitors see them."""

from django.urls import path

from handraiser.web.public_form import views

urlpatterns = [path("f/<slug:slug>", views.answer, name="public_form")]
