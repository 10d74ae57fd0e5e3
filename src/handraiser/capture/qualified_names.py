"""Names of columns that say whose field it is: `Deal - Won time`, `Account.Name`, `stage_id/name`, `Email (Contact)`."""

import re

from handraiser.capture.vocabulary import NEUTRAL, compact, folded, names
from handraiser.kit.words import words

_PARTED = re.compile(r"\s+[-–|>→]\s+|[:./>|]+\s*")
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
_ODOO = re.compile(r"_ids?/(?:display_)?name$|/(?:display_)?name$", re.I)

# Words of programs, which no field is called after.
_PROGRAMS = words(
    "hs hubspot sf sfdc salesforce zoho crm odoo mautic marketo pardot pipedrive dynamics espo apollo hsa"
)
_OF_DEALS = words("deal deals opportunity opportunities opp opps potential sale sales")
_OF_COMPANIES = words(
    "company companies account accounts organization organisation org firma unternehmen empresa societe"
)
_WHOSE = NEUTRAL | _PROGRAMS | _OF_DEALS | _OF_COMPANIES | words("user associated related")
# Not when it came, but when something else happened to it.
_OTHER_TIME = words("last next modified changed updated activity due expected est estimated planned first")

# As warehouses shorten them.
_SHORT = {
    "addr": "address", "amt": "amount", "ts": "timestamp", "dt": "date", "nm": "name", "org": "organization",
    "orgn": "organization", "acct": "account", "acc": "account", "cust": "customer", "nbr": "number", "num": "number",
    "no": "number", "cntry": "country", "ctry": "country", "ind": "industry", "emp": "employees", "src": "source",
    "cmpgn": "campaign", "camp": "campaign", "desc": "description", "ph": "phone", "mob": "mobile", "ttl": "title",
    "f": "first", "l": "last", "own": "owner", "curr": "currency", "ccy": "currency", "rev": "revenue", "utc": "",
    "usd": "", "eur": "", "gbp": "", "chf": "",
}  # fmt: skip

# What the field of a deal or of a company is here; any other field of theirs is none of a person's.
_DEAL_TARGETS = frozenset(
    [
        *("owner", "amount", "currency", "outcome", "outcome_at", "won_at", "lost_at", "outcome_reason"),
        *("occurred_at", "source", "campaign", "medium", "opportunity_id"),
    ]
)
_COMPANY_TARGETS = frozenset(
    ["company_name", "industry", "employees", "revenue", "country", "region_name", "city", "domain"]
)
_CERTAINTY = 0.85
_QUESTION_WORDS = 4
_ASKING = words(
    "your you what which who please ihre ihr sie welche votre vos quel quelle su tu que il suo quale uw welke seu"
)
# Words that in a question can only be meant one way.
_TELLING = words(
    """
    email mail phone telephone mobile company organization organisation employer country city industry employees website
    telefon handy firma unternehmen land stadt branche mitarbeiter telephone societe entreprise pays ville secteur telefono
    empresa pais ciudad azienda paese citta settore telefoon bedrijf stad telefone cidade setor
    """
)
_ASKED_FOR = frozenset(
    [
        *(
            "email",
            "first_name",
            "last_name",
            "full_name",
            "phone",
            "title",
            "company_name",
            "domain",
            "industry",
        ),
        *("employees", "revenue", "country", "city"),
    ]
)


def without_qualifiers(header: str) -> tuple[str, float, str] | None:
    """The target, a confidence and the telling part of a name that says whose field it is; None if no part tells."""
    bare = _ODOO.sub("", header.strip())
    plain = _BRACKETS.sub(" ", bare)
    if plain != bare and (known := names().get(compact(plain))) and known[0] != "-":
        return known[0], known[1] * _CERTAINTY, folded(plain)
    if _OTHER_TIME & set(folded(bare).split()):
        return None
    whose = _whose(_written_out(bare))
    for reading in (bare, plain, *_tails(plain)):
        said = [word for word in _written_out(reading) if word not in _PROGRAMS]
        # `Deal - Deal created` and `Person - Person created` say it twice.
        for words_said in (said, [word for word in said if word not in _OF_DEALS], _inner(said)):
            found = names().get("".join(words_said)) if words_said else None
            if found and found[0] != "-" and (whose is None or found[0] in whose):
                return found[0], found[1] * _CERTAINTY, " ".join(words_said)
    return None


def name_within_question(header: str) -> tuple[str, float, str] | None:
    """The only field that a long heading speaks of: `Which company do you work for?`; None if it speaks of several."""
    said = folded(header).split()
    if len(said) < _QUESTION_WORDS or not ("?" in header or _ASKING & set(said)):
        return None
    for length in (3, 2, 1):
        found = {
            (target[0], " ".join(part))
            for part in zip(*(said[place:] for place in range(length)), strict=False)
            if (target := names().get("".join(part)))
            and target[1] == 1.0
            and target[0] in _ASKED_FOR
            and (length > 1 or part[0] in _TELLING)
        }
        targets = {target for target, _ in found}
        if targets:
            return (targets.pop(), 0.6, min(found)[1]) if len(targets) == 1 else None
    return None


def _written_out(header: str) -> list[str]:
    return [written for word in folded(header).split() if (written := _SHORT.get(word, word))]


def _tails(header: str) -> list[str]:
    """The name without its first parts, as long as these only say whose field it is."""
    parts = [part for part in _PARTED.split(header) if part.strip()]
    tails = []
    for place in range(1, len(parts)):
        if not set(folded(parts[place - 1]).split()) <= _WHOSE:
            break
        tails.append(" ".join(parts[place:]))
    return tails


def _whose(said: list[str]) -> frozenset[str] | None:
    if _OF_DEALS & set(said):
        return _DEAL_TARGETS
    return _COMPANY_TARGETS if _OF_COMPANIES & set(said) else None


def _inner(said: list[str]) -> list[str]:
    return [word for word in said if word not in NEUTRAL and word not in _OF_COMPANIES]
