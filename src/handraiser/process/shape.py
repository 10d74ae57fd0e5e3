"""The base of every section of the process document, and the durations written in it."""

import re
from datetime import timedelta
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

LONGEST_SECONDS = 10 * 366 * 24 * 3600

SECONDS = {"minute": 60, "hour": 3600, "day": 86_400, "week": 604_800}
WRITTEN = re.compile(r"(?P<number>[0-9]{1,6}) +(?P<business>business +)?(?P<unit>minute|hour|day|week)s?")


class Shape(BaseModel):
    """A part of the document: an unknown key is an error, and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def __eq__(self, other: object) -> bool:
        """Equal in all that is written; what is kept beside it, such as a compiled rule, does not count."""
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in type(self).model_fields)


class DurationRefused(ValueError):
    """A text that is not a duration. `wrong` says why, `meant` what to write."""

    def __init__(self, *, wrong: str, meant: str) -> None:
        super().__init__(f"{wrong} {meant}")
        self.wrong = wrong
        self.meant = meant


class Duration:
    """A length of time as a person writes it: `4 business hours`, `24 hours`, `3 business days`.

    `seconds` is the length; `business` says that only working time counts. A business day has no
    fixed number of seconds, so `3 business days` has `days` 3 and `seconds` 0.
    """

    __slots__ = ("business", "days", "seconds", "text")

    text: str
    seconds: int
    business: bool
    days: int

    def __init__(self, text: str) -> None:
        written = WRITTEN.fullmatch(text.strip().lower())
        if written is None:
            raise DurationRefused(
                wrong=f"{text[:60]!r} is not a duration.",
                meant="Write a whole number and a unit, such as '4 business hours' or '10 days'.",
            )
        number, unit = int(written["number"]), written["unit"]
        self.text = text
        self.business = written["business"] is not None
        if self.business and unit == "week":
            raise DurationRefused(wrong="A business week is not a unit.", meant="Write it in business days.")
        self.days = number if self.business and unit == "day" else 0
        self.seconds = 0 if self.days else number * SECONDS[unit]
        if number == 0:
            raise DurationRefused(
                wrong="A duration must be longer than nothing.", meant="Leave the key out instead."
            )
        if number * SECONDS[unit] > LONGEST_SECONDS:
            raise DurationRefused(wrong="A duration may be ten years at most.", meant="Check the unit.")

    @property
    def delta(self) -> timedelta:
        """The length on the wall clock. A business day counts as twenty-four hours here."""
        return timedelta(days=self.days, seconds=self.seconds)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Duration({self.text!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Duration):
            return NotImplemented
        return self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> tuple[int, int, bool]:
        return self.days, self.seconds, self.business

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validate, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {
            "type": "string",
            "pattern": r"^\s*[0-9]{1,6} +(business +)?(minute|hour|day|week)s?\s*$",
            "examples": ["4 business hours", "90 minutes", "10 days"],
        }

    @classmethod
    def _validate(cls, value: object) -> Self:
        if isinstance(value, cls):
            return value
        if not isinstance(value, str):
            raise PydanticCustomError(
                "duration",
                "A duration is a text.",
                {"meant": "Write it with its unit, for example '24 hours'."},
            )
        try:
            return cls(value)
        except DurationRefused as refused:
            raise PydanticCustomError(
                "duration", "{wrong}", {"wrong": refused.wrong, "meant": refused.meant}
            ) from None
