"""The JSON Schema says what the types say."""

import json

import jsonschema_rs
import pytest

from handraiser.document import Document
from handraiser.process.ready import ready_names, ready_text
from handraiser.process.schema import json_schema
from handraiser.process.source import plain, read_source


def test_the_schema_is_a_schema_and_can_be_written_down() -> None:
    schema = json_schema(Document)

    assert jsonschema_rs.meta.is_valid(schema)
    assert json.loads(json.dumps(schema)) == schema
    assert set(schema["properties"]) == set(Document.model_fields)


@pytest.mark.parametrize("name", ready_names())
def test_a_ready_document_satisfies_the_schema(name: str) -> None:
    root = read_source(ready_text(name)).root
    assert root is not None

    jsonschema_rs.validate(json_schema(Document), plain(root))


def test_the_schema_refuses_an_unknown_section() -> None:
    root = read_source(ready_text("b2b_saas")).root
    assert root is not None

    with pytest.raises(jsonschema_rs.ValidationError, match="scoer"):
        jsonschema_rs.validate(json_schema(Document), {**plain(root), "scoer": {}})
