"""Tables: named for their room, tied only downwards, and described by migrations."""

from contextlib import suppress
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

# From the top of the River to its bed.
ORDER = ("web", "api", "rooms", "process", "lead", "ledger", "staff", "django")
DEPTH = {"web": 0, "api": 0, "process": 2, "lead": 3, "ledger": 3, "staff": 4}


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("handraiser.")]


def upward_ties(found: list[type[models.Model]]) -> list[str]:
    """Foreign keys that point up the River, or from a room to another room."""
    complaints = []
    for model in found:
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey | models.ManyToManyField):
                here, there = model._meta.app_label, field.related_model._meta.app_label
                if here != there and _depth(there) <= _depth(here):
                    complaints.append(f"{model._meta.label}.{field.name} points to {there}")
    return complaints


def misnamed(found: list[type[models.Model]]) -> list[str]:
    """Tables not called `<room>_<noun>`."""
    return [
        model._meta.db_table
        for model in found
        if not model._meta.db_table.startswith(f"{model._meta.app_label}_")
    ]


def _depth(label: str) -> int:
    if not any(model._meta.app_label == label for model in our_models()) and label not in DEPTH:
        return 9
    return DEPTH.get(label, 1)


def test_foreign_keys_point_only_down() -> None:
    assert upward_ties(our_models()) == []


def test_tables_are_named_for_their_room() -> None:
    assert misnamed(our_models()) == []


def test_the_checks_find_a_wrong_tie_and_a_wrong_name(monkeypatch: pytest.MonkeyPatch) -> None:
    class Wrong(models.Model):
        session = models.ForeignKey("web.SavedView", on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "ledger"
            db_table = "misnamed"
            managed = False

    try:
        assert upward_ties([Wrong]) == ["ledger.Wrong.session points to web"]
        assert misnamed([Wrong]) == ["misnamed"]
    finally:
        del apps.all_models["ledger"]["wrong"]
        apps.clear_cache()


@pytest.mark.django_db
def test_migrations_tell_all_that_the_models_do() -> None:
    said = StringIO()
    # It exits where something is missing; what it said then is the better message.
    with suppress(SystemExit):
        call_command("makemigrations", "--check", "--dry-run", stdout=said, stderr=said)
    assert "No changes detected" in said.getvalue()
