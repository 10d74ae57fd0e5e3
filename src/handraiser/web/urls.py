"""Every page's address: nouns, one list for each screen."""

from django.urls import include, path, re_path

from handraiser.web import drawings

app_name = "web"

urlpatterns = [
    re_path(r"^icons-[0-9a-f]{12}\.svg$", drawings.sprite, name="icons"),
    path("", include("handraiser.web.sign_in.urls")),
]
