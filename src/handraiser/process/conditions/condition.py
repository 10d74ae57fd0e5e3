"""A condition as the document holds it: a text that has been read, checked and can be run."""

from typing import TYPE_CHECKING, Any, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from handraiser.process.conditions.compiled import Compiled, compiled
from handraiser.process.conditions.refusal import ConditionRefused

if TYPE_CHECKING:
    import polars as pl


class Condition:
    """A SQL condition over the column catalogue, such as `grade IN ('A','B') AND score >= 50`.

    Raises `ConditionRefused` when the text is not a condition. Two conditions are equal when their
    texts are. What comes out is never NULL: what cannot be known counts as false.
    """

    __slots__ = ("_compiled", "text")

    text: str
    _compiled: Compiled

    def __init__(self, text: str) -> None:
        self.text = text
        self._compiled = compiled(text)

    @property
    def expression(self) -> "pl.Expr":
        """A boolean Polars expression over a frame that has `columns`. The same object every time."""
        return self._compiled.expression

    @property
    def columns(self) -> frozenset[str]:
        """The frame columns needed, among them `at` for days_since() and the provenance for confidence()."""
        return self._compiled.columns

    @property
    def questions(self) -> frozenset[str]:
        """The keys of the qualification questions whose answer() the condition asks for."""
        return self._compiled.questions

    @property
    def words(self) -> frozenset[tuple[str, str]]:
        """Each whole text asked for with what it is asked of: `("stage", "mql")`, `("answer('budget')", "approved")`."""
        return self._compiled.words

    def sql(self, *, prefix: str = "condition") -> tuple[str, dict[str, Any]]:
        """The same condition for PostgreSQL over the aliases l, p and c, with its parameters.

        The text has named placeholders, `%(condition_0)s` and so on; another prefix keeps two conditions
        of one statement apart. Where `columns` holds `at`, the caller adds the moment of decision as the
        parameter `at`.
        """
        return self._compiled.sql(prefix)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Condition({self.text!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Condition):
            return NotImplemented
        return self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validate, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "format": "condition", "examples": ["grade IN ('A', 'B') AND score >= 50"]}

    @classmethod
    def _validate(cls, value: object) -> Self:
        if isinstance(value, cls):
            return value
        if isinstance(value, bool):  # YAML reads a bare true, which is a fine condition.
            return cls("TRUE" if value else "FALSE")
        if not isinstance(value, str):
            raise PydanticCustomError(
                "condition",
                "A condition is a text.",
                {"meant": "Write it like \"grade = 'A' AND score >= 50\"."},
            )
        try:
            return cls(value)
        except ConditionRefused as refused:
            raise PydanticCustomError(
                "condition", "{wrong}", {"wrong": str(refused), "faults": refused.faults}
            ) from None
