"""The menu: the same words as the folders of the screens, for those who may go there."""

from dataclasses import dataclass

from django.urls import reverse

from handraiser.web.may import May

# (name of the address, title, icon, keys, permission without which it is not shown)
MENU: tuple[tuple[str, str, str, str, str | None], ...] = (
    ("worklist", "Worklist", "list-todo", "g w", None),
    ("leads", "Leads", "users", "g l", None),
    ("imports", "Imports", "upload", "g i", "take_in"),
    ("forms", "Forms", "square-pen", "g f", "forms"),
    ("process", "Process", "workflow", "g p", None),
    ("overview", "Overview", "layout-dashboard", "g o", "figures"),
    ("staff", "Staff", "user-check", "g s", None),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu."""

    title: str
    address: str
    icon: str
    keys: str
    current: bool


def entries(path: str, may: May) -> list[Entry]:
    """The menu as this person sees it, with the line of this page marked."""
    shown = []
    for name, title, icon, keys, needs in MENU:
        if needs is not None and not getattr(may, needs):
            continue
        address = reverse(f"web:{name}")
        shown.append(Entry(title, address, icon, keys, path == address or path.startswith(f"{address}/")))
    return shown
