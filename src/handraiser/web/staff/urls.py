"""The people who work here: teams, hours, absences, keys to the API."""

from django.urls import path

from handraiser.web.staff import absences, people, teams, tokens, views

urlpatterns = [
    path("staff", views.show, name="staff"),
    path("staff/people", people.add, name="people"),
    path("staff/people/<int:user_id>", people.change, name="person"),
    path("staff/people/<int:user_id>/absences", absences.add, name="absences"),
    path("staff/absences/<int:absence_id>/end", absences.end, name="absence_end"),
    path("staff/people/<int:user_id>/tokens", tokens.issue, name="tokens"),
    path("staff/tokens/<int:token_id>/revocation", tokens.revoke, name="token_revocation"),
    path("staff/teams", teams.add, name="teams"),
    path("staff/teams/<int:team_id>", teams.change, name="team"),
    path("profile", people.own, name="profile"),
]
