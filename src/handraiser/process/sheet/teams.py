"""Which team a cell such as "BDR/AE" or "Sales & CS" means, among those that the base knows."""

import re
from dataclasses import dataclass
from typing import Any

from handraiser.kit.fold import folded
from handraiser.process.sheet.words import team_of

BETWEEN = re.compile(r"\s*(?:/|,|;|&|\+|\n|\band\b|\bund\b|\bor\b)\s*", re.I)

# A person or a remark behind the team: "Marketing (Dev Patel)", "BDR - Anna Weber".
BEHIND = re.compile(r"\s*(?:\(.*\)|\[.*\]|\s[-–:]\s.*)\s*$", re.S)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The key of the team that owns the stage, and whether the cell names more than one."""

    key: str
    several: bool


def team_for(said: str, base: dict[str, Any]) -> Chosen:
    """The first team named; the whole cell where it is one name, such as "Research and development"."""
    known = known_teams(base)
    whole = _key(said, known)
    if whole in known or team_of(said) is not None:
        return Chosen(whole, several=False)
    bare = BEHIND.sub("", said).strip()
    if bare and (_key(bare, known) in known or team_of(bare) is not None):
        return Chosen(_key(bare, known), several=False)
    parts = [part for part in BETWEEN.split(said) if part.strip()]
    # Parts that nobody knows are words of one name.
    if len(parts) > 1 and any(_key(part, known) in known or team_of(part) for part in parts):
        return Chosen(_key(parts[0], known), several=True)
    if len(parts) > 1 and "/" in said:
        return Chosen(_key(parts[0], known), several=True)
    return Chosen(whole, several=False)


def known_teams(base: dict[str, Any]) -> set[str]:
    """The teams that the base names in its routes and stages."""
    route = base.get("route")
    teams = route.get("teams") if isinstance(route, dict) else None
    named = {str(stage.get("team")) for stage in base.get("stages") or () if isinstance(stage, dict)}
    return {
        team for team in {*(teams if isinstance(teams, dict) else ()), *named} if not team.startswith("[")
    }


def _key(name: str, known: set[str]) -> str:
    by_name = {folded(team): team for team in known}
    slug = re.sub(r"[^a-z0-9]+", "_", folded(name)).strip("_") or name
    usual = team_of(name)
    return by_name.get(folded(name)) or (usual if usual is not None else slug)
