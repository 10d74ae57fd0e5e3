"""A mapping as a document: which column is what, written by a person or saved from a guess."""

import codecs
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator
from rapidfuzz import process
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from handraiser.capture.mapping.outcomes import NONE, OUTCOMES, key_of
from handraiser.capture.mapping.targets import SKIP, TARGETS
from handraiser.capture.vocabulary import compact
from handraiser.kit.refusal import Refusal

DateOrder = Literal["dmy", "mdy", "ymd", "ydm"]

NAMING = {"email", "phone", "external_id", "full_name", "first_name", "last_name"}


class MappingRefused(Refusal):
    """The mapping says something that cannot be done; the message lists every fault."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("The mapping cannot be used:\n" + "\n".join(f"- {fault}" for fault in faults))
        self.faults = list(faults)


class NobodyNamed(Refusal):
    """Rows of this file would name nobody."""

    code = "nobody_named"

    def __init__(self) -> None:
        super().__init__(
            "No column says who the people are: neither e-mail nor phone, name or id was recognised, so no row could "
            "become a lead. If one of the columns does, say which is which in a mapping."
        )


class Mapping(BaseModel):
    """Columns not named are kept with the inquiry as they are; `skip` leaves a column out altogether.

    A constant fills rows in which no column gives that target; but the source only of a list that has no column
    for it, where a blank says that it is not known. `time_zone` is that of times without one.
    `system` is the name space of external ids: the same id in the same system is the same person.
    `dates` tells the order of day and month where a date can be read both ways, `dates_of` that of single columns.
    `outcomes` tells words of the column of outcomes that do not speak for themselves, as `beauftragt: won`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    columns: dict[str, str] = {}
    constants: dict[str, str] = {}
    outcomes: dict[str, str] = {}
    dates: DateOrder | None = None
    dates_of: dict[str, DateOrder] = {}
    time_zone: str = "UTC"
    decimal: Literal[".", ","] | None = None
    system: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None

    @field_validator("columns", "constants", "outcomes", mode="before")
    @classmethod
    def _as_text(cls, value: Any) -> Any:
        # YAML reads `2024` and `no` as other things than text; as names and constants they are text.
        if not isinstance(value, dict):
            return value
        return {str(key): _plain(item) for key, item in value.items() if item is not None}

    @field_validator("columns")
    @classmethod
    def _known_targets(cls, columns: dict[str, str]) -> dict[str, str]:
        return {header: _target(name, allowed={*TARGETS, SKIP}) for header, name in columns.items()}

    @field_validator("constants")
    @classmethod
    def _known_constants(cls, constants: dict[str, str]) -> dict[str, str]:
        return {_target(name, allowed=set(TARGETS)): value for name, value in constants.items()}

    @field_validator("outcomes")
    @classmethod
    def _known_outcomes(cls, outcomes: dict[str, str]) -> dict[str, str]:
        for word, outcome in outcomes.items():
            if outcome not in (*OUTCOMES, NONE):
                raise ValueError(
                    f"“{word}” is {outcome}, but an outcome is one of {', '.join((*OUTCOMES, NONE))}."
                )
        return {key_of(word): outcome for word, outcome in outcomes.items()}

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            near = _suggest(zone, sorted(available_timezones()))
            raise ValueError(f"there is no time zone “{zone}”.{near}") from error
        return zone

    @field_validator("encoding")
    @classmethod
    def _known_encoding(cls, encoding: str | None) -> str | None:
        try:
            return encoding and codecs.lookup(encoding).name
        except LookupError as error:
            raise ValueError(f"“{encoding}” is not an encoding that is known here") from error

    @field_validator("delimiter")
    @classmethod
    def _one_character(cls, delimiter: str | None) -> str | None:
        named = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": " "}
        delimiter = named.get(delimiter or "", delimiter)
        if delimiter is not None and len(delimiter) != 1:
            raise ValueError("a delimiter is one character, or one of tab, comma, semicolon, pipe, space")
        return delimiter

    def fitted(self, headers: Sequence[str]) -> "Mapping":
        """The same mapping with the file's own spelling of its headers; raises `MappingRefused`."""
        spelled = {compact(header): header for header in reversed(headers)}
        faults: list[str] = []
        columns: dict[str, str] = {}
        feeds: dict[str, str] = {}
        for header, name in self.columns.items():
            own = header if header in headers else spelled.get(compact(header))
            if own is None:
                faults.append(f"columns: the file has no column “{header}”.{_suggest(header, headers)}")
                continue
            if name in feeds and name != SKIP and not TARGETS[name].joins:
                faults.append(
                    f"columns: “{feeds[name]}” and “{own}” are both {name}; only one column can be."
                )
            columns[own] = name
            feeds.setdefault(name, own)
        orders = {}
        for header, order in self.dates_of.items():
            own = header if header in headers else spelled.get(compact(header))
            if own is None:
                faults.append(f"dates_of: the file has no column “{header}”.{_suggest(header, headers)}")
                continue
            orders[own] = order
        if faults:
            raise MappingRefused(faults)
        return self.model_copy(update={"columns": columns, "dates_of": orders})

    def with_defaults(self, guessed: "Mapping") -> "Mapping":
        """The same mapping with guesses where it says nothing."""
        left_open = {
            name: getattr(guessed, name)
            for name in ("columns", "outcomes", "dates", "decimal", "system")
            if not getattr(self, name)
        }
        if "time_zone" not in self.model_fields_set:
            left_open["time_zone"] = guessed.time_zone
        if not self.dates:
            # Whoever tells one order for the file means every column of it.
            left_open["dates_of"] = {**guessed.dates_of, **self.dates_of}
        return self.model_copy(update={**left_open, "constants": {**guessed.constants, **self.constants}})

    def refuse_nobody(self) -> None:
        """Raises `NobodyNamed` unless something says who the people are."""
        if not NAMING & {*self.columns.values(), *self.constants}:
            raise NobodyNamed

    def to_yaml(self) -> str:
        """The mapping as text for a file."""
        out = StringIO()
        yaml = YAML()
        yaml.default_flow_style = False
        yaml.allow_unicode = True
        yaml.width = 4096
        yaml.dump(self.model_dump(exclude_defaults=True), out)
        return out.getvalue()


def load_mapping(path: Path) -> Mapping:
    """Read a mapping file; raises `MappingRefused` with every fault in it."""
    try:
        return read_mapping(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise MappingRefused([f"{path.name} cannot be read: {error}"]) from error


def read_mapping(text: str) -> Mapping:
    """A mapping from its YAML text; raises `MappingRefused` with every fault in it."""
    try:
        read = YAML(typ="safe", pure=True).load(text)
    except YAMLError as error:
        place = getattr(error, "problem_mark", None)
        where = f"line {place.line + 1}, column {place.column + 1}: " if place else ""
        raise MappingRefused(
            [f"{where}{getattr(error, 'problem', None) or 'not readable as YAML'}"]
        ) from error
    if not isinstance(read, dict):
        raise MappingRefused(
            ["it must be a list of keys, such as `columns:` with a header and a target on each line"]
        )
    try:
        return Mapping.model_validate(read)
    except ValidationError as error:
        raise MappingRefused([_fault(dict(detail)) for detail in error.errors()]) from error


def _fault(detail: dict[str, Any]) -> str:
    path = ".".join(map(str, detail["loc"]))
    if detail["type"] == "extra_forbidden":
        return f"{path}: there is no such key.{_suggest(path, list(Mapping.model_fields))}"
    return f"{path}: {detail['msg'].removeprefix('Value error, ')}"


def _target(name: str, *, allowed: set[str]) -> str:
    if name in allowed:
        return name
    raise ValueError(f"there is no target “{name}”.{_suggest(name, sorted(allowed))}")


def _suggest(wrong: str, known: Sequence[str]) -> str:
    found = process.extractOne(wrong.lower(), {name: name.lower() for name in known}, score_cutoff=60)
    return f" Did you mean “{found[2]}”?" if found else ""


def _plain(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str | dict | list) else str(value)
