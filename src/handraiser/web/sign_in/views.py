"""Coming in and going out."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from handraiser.web.knocks import too_many


class SignInForm(AuthenticationForm):
    """E-mail address and password. One sentence for every failure, so that nobody learns who exists."""

    error_messages = {
        "invalid_login": "That address and password do not fit together.",
        "inactive": "That address and password do not fit together.",
    }
    username = forms.EmailField(
        label="E-mail",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )

    def clean_username(self) -> str:
        """Addresses are kept in lower case."""
        return str(self.cleaned_data["username"]).strip().lower()


# Enough for an office behind one address on a bad day, and far too few to guess a password.
MOST_TRIES = 40


class SignIn(LoginView):
    """The sign-in page; afterwards back to where somebody wanted to go."""

    template_name = "web/sign_in/page.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **keys: Any) -> HttpResponse:
        """Try a password. Too many tries from one address have to wait."""
        if too_many(request, door="sign-in", most=MOST_TRIES, at=timezone.now()):
            context = self.get_context_data(
                refusal="Too many tries from your address. Please wait ten minutes."
            )
            return self.render_to_response(context, status=429)
        return super().post(request, *args, **keys)


class SignOut(LogoutView):
    """Ends the session. A POST, so that no link can do it."""
