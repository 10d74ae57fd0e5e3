"""Coming in and going out."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView


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


class SignIn(LoginView):
    """The sign-in page; afterwards back to where somebody wanted to go."""

    template_name = "web/sign_in/page.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """Ends the session. A POST, so that no link can do it."""
