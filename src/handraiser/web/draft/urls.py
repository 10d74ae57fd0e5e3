"""Drafts, and what helps in writing one."""

from django.urls import path

from handraiser.web.draft import checking, editor, matches, said, saves, text, views, words

urlpatterns = [
    path("process/drafts", views.drafts, name="process_drafts"),
    path("process/drafts/<uuid:version_id>", editor.edit_sections, name="process_draft"),
    path("process/drafts/<uuid:version_id>/checks", checking.checks, name="process_draft_checks"),
    path("process/drafts/<uuid:version_id>/said", said.show, name="process_draft_said"),
    path("process/drafts/<uuid:version_id>/text", text.edit_text, name="process_draft_text"),
    path("process/drafts/<uuid:version_id>/saves", saves.show, name="process_draft_saves"),
    path("process/drafts/<uuid:version_id>/note", views.note, name="process_draft_note"),
    path("process/drafts/<uuid:version_id>/discarding", views.discarding, name="process_draft_discarding"),
    path("process/checks", text.checks, name="process_checks"),
    path("process/matches", matches.show, name="process_matches"),
    path("process/words", words.show, name="process_words"),
]
