"""Writing as it was what means the same: a value that is written out although it is the usual one, an order of keys."""

from typing import Any

from pydantic import BaseModel

from handraiser.process.sheet.weave import same_parts


def keep(before: Any, was: BaseModel, wanted: Any, becomes: BaseModel) -> Any:
    """The wanted data, with the parts of the data before wherever both mean the same."""
    return _keep(before, was.model_dump(mode="json"), wanted, becomes.model_dump(mode="json"))


def _keep(before: Any, was: Any, wanted: Any, becomes: Any) -> Any:
    if was == becomes:
        return before
    if all(isinstance(one, dict) for one in (before, was, wanted, becomes)):
        made = {
            key: _keep(before[key], was.get(key), wanted.get(key, becomes.get(key)), becomes.get(key))
            for key in before
            if key in wanted or (key in was and was.get(key) == becomes.get(key))
        }
        return made | {key: value for key, value in wanted.items() if key not in made}
    if all(isinstance(one, list) for one in (before, was, wanted, becomes)) and (
        len(before) == len(was) and len(wanted) == len(becomes)
    ):
        places = dict(same_parts(was, becomes))
        return [
            _keep(before[places[index]], was[places[index]], one, becomes[index]) if index in places else one
            for index, one in enumerate(wanted)
        ]
    return wanted
