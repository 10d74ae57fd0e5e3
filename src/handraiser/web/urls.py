"""Every page's address: nouns, one list for each screen."""

from django.urls import include, path, re_path

from handraiser.web import drawings, undo

app_name = "web"

urlpatterns = [
    re_path(r"^icons-[0-9a-f]{12}\.svg$", drawings.sprite, name="icons"),
    path("undo/acts/<uuid:stroke>", undo.undo_act, name="act_undo"),
    path("undo/acts/<uuid:stroke>/<uuid:lead_id>", undo.undo_act, name="act_undo"),
    path("undo/<slug:key>", undo.take_back, name="undo"),
    path("", include("handraiser.web.sign_in.urls")),
    path("", include("handraiser.web.worklist.urls")),
    path("", include("handraiser.web.leads.urls")),
    path("", include("handraiser.web.lead.urls")),
    path("", include("handraiser.web.just_done.urls")),
    path("", include("handraiser.web.imports.urls")),
    path("", include("handraiser.web.forms.urls")),
    path("", include("handraiser.web.public_form.urls")),
    path("", include("handraiser.web.process.urls")),
    path("", include("handraiser.web.draft.urls")),
    path("", include("handraiser.web.sheet.urls")),
    path("", include("handraiser.web.review.urls")),
    path("", include("handraiser.web.discovery.urls")),
    path("", include("handraiser.web.publication.urls")),
    path("", include("handraiser.web.pilot.urls")),
    path("", include("handraiser.web.replay.urls")),
    path("", include("handraiser.web.backtest.urls")),
    path("", include("handraiser.web.overview.urls")),
    path("", include("handraiser.web.staff.urls")),
    path("", include("handraiser.web.quick_entry.urls")),
    path("", include("handraiser.web.palette.urls")),
    path("", include("handraiser.web.notices.urls")),
]
