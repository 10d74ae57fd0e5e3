"""What follows from what stands in `flow.py`: there are no signals, no model callbacks, no tasks queued by name."""

import ast

import pytest

from tests.house.source import Source, package_sources, snippet

CALLBACKS = {"save", "delete", "save_base", "bulk_create"}
SIGNAL_HOMES = ("django.dispatch", "django.db.models.signals", "django.core.signals")


def hidden_reactions(source: Source) -> list[str]:
    """Signals, and models that do something when they are saved or deleted."""
    found = []
    for node in ast.walk(source.tree):
        match node:
            case ast.ImportFrom(module=str(module)) if module.startswith(SIGNAL_HOMES):
                found.append(f"{source.path}:{node.lineno} listens to signals")
            case ast.ImportFrom(module="django.db.models", names=names) if "signals" in {
                name.name for name in names
            }:
                found.append(f"{source.path}:{node.lineno} listens to signals")
            case ast.ClassDef() if _is_model(node):
                found += [
                    f"{source.path}:{member.lineno} {node.name}.{member.name} acts behind the writer's back"
                    for member in node.body
                    if isinstance(member, ast.FunctionDef) and member.name in CALLBACKS
                ]
    return found


def _is_model(node: ast.ClassDef) -> bool:
    return any(
        ast.unparse(base).split(".")[-1] in {"Model", "AbstractBaseUser", "AbstractUser"}
        for base in node.bases
    )


def test_nothing_happens_behind_the_flow() -> None:
    assert [complaint for source in package_sources() for complaint in hidden_reactions(source)] == []


@pytest.mark.parametrize(
    "text",
    [
        "from django.dispatch import receiver",
        "from django.db.models.signals import post_save",
        "from django.db.models import signals",
        "class Lead(models.Model):\n    def save(self, *args):\n        assign(self)",
        "class User(AbstractBaseUser):\n    def delete(self): ...",
    ],
)
def test_the_check_finds_what_happens_behind_it(text: str) -> None:
    assert len(hidden_reactions(snippet(text, "lead/models.py"))) == 1


def test_the_check_lets_forms_save() -> None:
    assert hidden_reactions(snippet("class Form(forms.Form):\n    def save(self): ...", "web/forms.py")) == []
