"""The reference, the explanations and the types say the same."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from handraiser.document import Document
from handraiser.lead.catalogue import CATALOGUE
from handraiser.process import Condition
from handraiser.process.conditions.functions import FUNCTIONS
from handraiser.process.explanations import EXPLANATIONS
from handraiser.process.reference import reference
from handraiser.process.reference_words import OPERATORS
from handraiser.process.schema import json_schema

FILE = Path(__file__).resolve().parents[2] / "docs" / "process" / "reference.md"


def models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from models(field.annotation)
    for inner in get_args(annotation):
        yield from models(inner)


def test_the_reference_in_the_documentation_is_the_one_of_the_types() -> None:
    assert FILE.read_text() == reference(Document), (
        "run `handraiser process reference --out docs/process/reference.md`"
    )


def test_every_key_is_explained_and_every_explained_key_exists() -> None:
    keys = {(model.__name__, key) for model in models(Document) for key in model.model_fields}
    explained = {(model, key) for model, told in EXPLANATIONS.items() for key in told}

    assert keys - explained == set()
    assert explained - keys == set()


def test_every_key_function_column_and_operator_stands_in_the_reference() -> None:
    written = FILE.read_text()

    for model in models(Document):
        for key in model.model_fields:
            assert f"| `{key}` |" in written
    for function in FUNCTIONS.values():
        assert f"`{function.signature}`" in written
        assert function.example in written
    columns = written.partition("### Columns")[2]
    for column in CATALOGUE:
        assert (f"| `{column.name}` |" in columns) == column.rule
    for operator, _ in OPERATORS:
        assert operator in written


def test_every_operator_of_the_reference_is_read() -> None:
    for text in (
        "(TRUE AND FALSE) OR NOT qualified",
        "grade = 'A' OR grade <> 'B' OR grade != 'C'",
        "score < 1 OR score <= 1 OR score > 1 OR score >= 1",
        "grade IN ('a', 'b') OR pass_number NOT IN (1, 2)",
        "score BETWEEN 1 AND 5 OR score NOT BETWEEN 1 AND 5",
        "title LIKE '%a_b%' OR title NOT LIKE 'x'",
        "title ILIKE '%vp%' OR title NOT ILIKE 'x'",
        "grade IS NULL OR grade IS NOT NULL",
        "score + 1 - 2 * 3 / 4 > 0",
    ):
        assert Condition(text).text == text


def test_the_json_schema_carries_the_explanations() -> None:
    schema = json_schema(Document)

    assert (
        schema["$defs"]["ScoreRule"]["properties"]["cap"]["description"] == EXPLANATIONS["ScoreRule"]["cap"]
    )
    assert schema["properties"]["stages"]["description"] == EXPLANATIONS["Document"]["stages"]
