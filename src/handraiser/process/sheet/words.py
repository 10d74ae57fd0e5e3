"""The words by which people head the columns of a stage table, and by which they name the stages."""

import re
from collections.abc import Mapping

from handraiser.kit.fold import folded

# What a column of a stage table fills. `ignored` columns hold numbers of rows and the like.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": (
        "stage", "lead stage", "stages", "lead stages", "stage name", "name of stage", "funnel stage", "status",
        "lead status", "lifecycle stage", "phase", "lead phase", "stufe", "leadstufe", "lead stufe", "step", "level",
        "etape", "etapa", "fase", "phasen", "stufen",
    ),
    "key": ("key", "stage key", "id", "short name", "kurzel", "schlussel"),
    "definition": (
        "definition", "description", "what it is", "what is it", "meaning", "stage definition", "criteria definition",
        "beschreibung", "bedeutung", "descripcion", "definicion",
    ),
    "team": (
        "team", "owner team", "team owner", "responsible team", "responsible", "who", "department", "function",
        "responsibility", "owning team", "verantwortlich", "zustandig", "abteilung", "wer", "team owner role",
        "role", "owned by", "equipe", "equipo",
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
        "definition of done",
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

# Words that tell what a column is about where the heading as a whole is not known. The first that fits counts.
TELLING = tuple(
    (field, re.compile(rf"\b(?:{words})\b"))
    for field, words in (
        ("entry", r"entry|entrance|enters?|eintritt\w*|eingang\w*|entree|entrada"),
        (
            "exit",
            r"exits?|salida|moves? (?:on|to|forward)|advance\w*|gates?|criteri(?:a|on)|require\w*|\w*kriterien|crit\w+s",
        ),
        ("sla", r"sla|response time|respond\w*|first touch|reaktionszeit"),
        (
            "duration",
            r"duration|how long|time in|time limit|max(?:imum)? (?:time|days|stay)|days in|\w*dauer|duree|duracion",
        ),
        (
            "steps",
            r"activit(?:y|ies)|actions?|tasks?|what (?:do we|we|to) do|aktivitaten|massnahmen|actividades",
        ),
        ("measure", r"metrics?|kpis?"),
        (
            "definition",
            r"descriptions?|definitions?|what (?:is )?it|explanation|summary|meaning|\w*beschreibung",
        ),
        ("owner", r"owner"),
        ("team", r"teams?|responsible|department|who|zustandig\w*|verantwortlich\w*|responsable"),
        ("title", r"stages?|phases?|etape|etapa"),
    )
)
# With one of these words a heading speaks of something else: "Date of exit", "Conversion rate of the stage".
ELSEWHERE = re.compile(
    r"\b(?:dates?|rates?|counts?|numbers?|percent|conversion|notes?|remarks?|comments?|links?|urls?|volume|targets?|"
    r"goals?|probability|datum|quote|anzahl|bemerkung\w*|last|previous|old|next|buying|buyers?)\b"
)
# How surely a heading names the stages, where several could.
NAMING = (r"stage", r"stufe|etap", r"phase|fase", r"lifecycle|status")
MOST_WORDS = 7
FRAME = re.compile(r"^\s*(?:[0-9]{1,2}[.):]\s*)?(?P<words>.*?)[\s*:?†]*$", re.S)
NUMBERING = frozenset({"#", "№", "n°", "nº"})
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")

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
    """What a column with that heading fills, by the whole heading or by a word that tells it."""
    return heading_of(heading) or _told(heading)


def heading_of(heading: str) -> str | None:
    """The same for headings that are known as a whole: nobody writes them into the cells below."""
    if not heading.strip() or len(heading) > 80:
        return None
    framed = FRAME.match(heading)
    plain = framed["words"] if framed is not None else heading
    if plain.strip() in NUMBERING:
        return "ignored"
    return _by_name(plain, _FIELD_OF) or _FIELD_OF.get(folded(BRACKETS.sub(" ", plain)))


def naming(heading: str) -> int:
    """How surely a heading names the stages: the more the surer."""
    words = folded(heading)
    found = (place for place, pattern in enumerate(NAMING) if re.search(pattern, words))
    return len(NAMING) - next(found, len(NAMING))


def _told(heading: str) -> str | None:
    words = folded(BRACKETS.sub(" ", heading))
    if not words or len(words.split()) > MOST_WORDS or ELSEWHERE.search(words):
        return None
    return next((field for field, pattern in TELLING if pattern.search(words)), None)


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
