"""The words by which people head the columns of a stage table, and by which they name the stages."""

from collections.abc import Mapping

from handraiser.kit.fold import folded

# What a column of a stage table fills. `ignored` columns hold numbers of rows and the like.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": (
        "stage", "lead stage", "stages", "lead stages", "stage name", "name of stage", "funnel stage", "status",
        "lead status", "lifecycle stage", "phase", "lead phase", "stufe", "leadstufe", "lead stufe",
    ),
    "key": ("key", "stage key", "id", "short name", "kurzel", "schlussel"),
    "definition": (
        "definition", "description", "what it is", "what is it", "meaning", "stage definition", "criteria definition",
        "beschreibung", "bedeutung",
    ),
    "team": (
        "team", "owner team", "team owner", "responsible team", "responsible", "who", "department", "function",
        "responsibility", "owning team", "verantwortlich", "zustandig", "abteilung", "wer", "team owner role",
    ),
    "owner": ("owner", "stage owner", "accountable", "who answers for it", "inhaber", "besitzer", "eigentumer"),
    "steps": (
        "activities", "activity", "activities to be conducted by team", "activities to be conducted", "actions",
        "what to do", "steps", "tasks", "to do", "todo", "what happens", "playbook", "next steps", "action items",
        "aktivitaten", "massnahmen", "aufgaben", "schritte", "was zu tun ist", "was tun", "tatigkeiten",
    ),
    "job_aids": ("job aids", "job aid", "tools", "resources", "aids", "templates", "hilfsmittel", "werkzeuge", "vorlagen"),
    "entry": (
        "entry criteria", "entry criterion", "entry", "entrance criteria", "enters when", "entry conditions",
        "eingangskriterien", "eintrittskriterien",
    ),
    "exit": (
        "exit criteria", "exit criterion", "exit", "exits when", "moves on when", "exit conditions", "criteria",
        "criteria to move on", "when to move on", "gate", "stage gate", "advance criteria", "moves to next stage when",
        "ausgangskriterien", "ausstiegskriterien", "austrittskriterien", "kriterien", "ubergabekriterien",
    ),
    "exit_needs": ("exit needs", "all or any", "exit criteria needed"),
    "duration": (
        "duration", "maximum duration", "max duration", "time in stage", "time limit", "longest stay", "max time",
        "maximum time", "max days", "how long", "dauer", "hochstdauer", "maximale dauer", "verweildauer", "frist",
    ),
    "sla": (
        "sla", "service level", "service level agreement", "response time", "first touch", "clock", "promise",
        "reaktionszeit", "antwortzeit",
    ),
    "next": ("next", "next stage", "followed by", "moves to", "nachste stufe", "nachste phase", "danach"),
    "buying_stage": ("buying stage", "buyer stage", "buyers journey", "buyer journey", "buyer journey stage", "kaufphase"),
    "measure": ("measure", "metric", "metrics", "kpi", "kpis", "measures", "key metric", "kennzahl", "kennzahlen", "messgrosse"),
    "routed": ("routed", "given to a person", "assigned to a person"),
    "way_out": ("way out", "when time runs out", "if time runs out", "wenn die zeit ablauft"),
    "ignored": ("no", "nr", "number", "step no", "lfd nr", "row"),
}  # fmt: skip

# A heading in brackets or after a dash says more of the same: "Lead Stage (Examples)".
WELL_KNOWN: Mapping[str, tuple[str, ...]] = {
    "suspect": ("suspect", "suspects", "verdachtskontakt"),
    "prospect": ("prospect", "prospects", "interessent", "interessenten"),
    "mql": ("mql", "marketing qualified lead", "marketing qualified", "marketing qualifizierter lead"),
    "sal": ("sal", "sales accepted lead", "sales accepted", "vom vertrieb angenommener lead"),
    "sql": (
        "sql", "sales qualified lead", "sales qualified", "opportunity", "sales qualified opportunity", "sqo",
        "vertriebsqualifizierter lead", "verkaufschance",
    ),
    "customer": ("customer", "customers", "closed won customer", "kunde", "kunden"),
}  # fmt: skip

TEAMS: Mapping[str, tuple[str, ...]] = {
    "marketing": ("marketing", "demand generation", "demand gen", "marketing team", "marketing operations"),
    "bdr": (
        "bdr", "bdrs", "sdr", "sdrs", "business development", "sales development", "inside sales",
        "business development representative", "sales development representative", "bdr team", "sdr team",
    ),
    "sales": ("sales", "ae", "aes", "account executive", "account executives", "vertrieb", "sales team", "field sales"),
    "customer_success": ("cs", "customer success", "csm", "kundenbetreuung", "customer success team"),
}  # fmt: skip

_FIELD_OF = {folded(word): field for field, words in FIELDS.items() for word in words}
_STAGE_OF = {folded(word): key for key, words in WELL_KNOWN.items() for word in words}
_TEAM_OF = {folded(word): key for key, words in TEAMS.items() for word in words}


def field_of(heading: str) -> str | None:
    """What a column with that heading fills."""
    if not heading.strip() or len(heading) > 80:
        return None
    return _by_name(heading, _FIELD_OF)


def stage_of(name: str) -> str | None:
    """The key of a well-known stage: `mql` for "Marketing Qualified Lead" and for "MQL (hot)"."""
    if not name.strip() or len(name) > 80:
        return None
    return _by_name(name, _STAGE_OF)


def team_of(name: str) -> str | None:
    """The usual key of a team: `sales` for "AE"."""
    return _TEAM_OF.get(folded(name))


def _by_name(name: str, known: Mapping[str, str]) -> str | None:
    whole = folded(name)
    if whole in known:
        return known[whole]
    before, _, inside = name.partition("(")
    if inside:
        for part in (before, inside.rpartition(")")[0]):
            if folded(part) in known:
                return known[folded(part)]
    for sign in (":", " - ", " – ", "/"):
        if sign in name:
            found = known.get(folded(name.split(sign)[0]))
            if found is not None:
                return found
    numbered = whole.split(" ", 1)
    if len(numbered) == 2 and numbered[0].isdigit():
        return known.get(numbered[1])
    return None
