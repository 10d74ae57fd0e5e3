"""Where people come in and go out."""

from django.urls import path

from handraiser.web.sign_in import views

urlpatterns = [
    path("sign-in", views.SignIn.as_view(), name="sign_in"),
    path("sign-out", views.SignOut.as_view(), name="sign_out"),
]
