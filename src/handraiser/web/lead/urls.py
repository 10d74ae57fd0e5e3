"""One lead, and the acts on it as nouns."""

from django.urls import path

from handraiser.web.lead import acts, answers, corrections, endings, views
from handraiser.web.lead.act import act

urlpatterns = [
    path("leads/<uuid:lead_id>", views.show, name="lead"),
    path("leads/<uuid:lead_id>/glance", views.glance, name="lead_glance"),
    path("leads/<uuid:lead_id>/touches", act(acts.Touch), name="touches"),
    path("leads/<uuid:lead_id>/sleep", act(acts.Snooze), name="sleep"),
    path("leads/<uuid:lead_id>/acceptance", act(acts.Accept), name="acceptance"),
    path("leads/<uuid:lead_id>/rejection", act(acts.Reject), name="rejection"),
    path("leads/<uuid:lead_id>/return", act(acts.SendBack), name="return"),
    path("leads/<uuid:lead_id>/handoff", act(acts.HandOff), name="handoff"),
    path("leads/<uuid:lead_id>/assignment", act(acts.Assign), name="assignment"),
    path("leads/<uuid:lead_id>/stage", act(endings.Move), name="stage"),
    path("leads/<uuid:lead_id>/disqualification", act(endings.Disqualify), name="disqualification"),
    path("leads/<uuid:lead_id>/recycling", act(endings.Recycle), name="recycling"),
    path("leads/<uuid:lead_id>/opportunity", act(endings.Opportunity), name="opportunity"),
    path("leads/<uuid:lead_id>/answers", answers.give, name="answers"),
    path("leads/<uuid:lead_id>/facts", act(corrections.Correct), name="facts"),
]
