"""Hosted forms, made and changed."""

from django.urls import path

from handraiser.web.forms import views

urlpatterns = [
    path("forms", views.show, name="forms"),
    path("forms/new", views.add, name="form_new"),
    path("forms/<slug:slug>", views.change, name="form"),
    path("forms/<slug:slug>/embedding", views.embedding, name="form_embedding"),
]
