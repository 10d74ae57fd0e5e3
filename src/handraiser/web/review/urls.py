"""A review and what is done in it, as nouns."""

from django.urls import path

from handraiser.web.review import monthly, views
from handraiser.web.review.every import every
from handraiser.web.review.forms import Say, Sign, in_review

urlpatterns = [
    path("process/reviews", views.mine, name="process_reviews"),
    path("process/monthly-review", monthly.show, name="process_monthly_review"),
    path("process/monthly-review/<slug:subject>", monthly.note, name="process_monthly_note"),
    path("process/versions/<uuid:version_id>/review", views.show, name="process_review"),
    path("process/versions/<uuid:version_id>/review/asking", views.asking, name="process_asking"),
    path("process/versions/<uuid:version_id>/review/panel", views.usual_panel, name="process_panel"),
    path("process/versions/<uuid:version_id>/review/conclusion", views.conclusion, name="process_conclusion"),
    path("process/versions/<uuid:version_id>/comments", in_review(Say), name="process_comments"),
    path("process/versions/<uuid:version_id>/sign-offs", in_review(Sign), name="process_sign_offs"),
    path("process/versions/<uuid:version_id>/sign-offs/all", every, name="process_sign_all"),
    path(
        "process/versions/<uuid:version_id>/sign-offs/withdrawal", views.withdrawal, name="process_withdrawal"
    ),
    path("process/comments/<uuid:comment_id>/resolution", views.resolution, name="process_resolution"),
]
