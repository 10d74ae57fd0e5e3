"""Two conditions compared as what they ask, not as text: the number that moved, the part that was added."""

from handraiser.process.conditions import Condition
from handraiser.process.conditions.compiled import compiled
from handraiser.process.conditions.tree import (
    All,
    Among,
    Call,
    Comparison,
    Constant,
    Either,
    Like,
    Logic,
    Not,
    Truth,
    Value,
)
from handraiser.process.difference.phrases import asked, subject
from handraiser.process.difference.wordings import ARROW, number

BOUNDS = ("<", "<=", ">", ">=")


def compared(before: Condition, after: Condition) -> str:
    """What became of a condition, as the end of a sentence that begins with what it belongs to."""
    was, becomes = compiled(before.text).tree, compiled(after.text).tree
    if was == becomes:
        return "the condition is written otherwise and asks the same"
    constants = _constants(was, becomes)
    if constants is not None:
        return "; ".join(dict.fromkeys(constants))
    parts = _parts(was, becomes)
    if parts is not None:
        return parts
    return f"condition {asked(was)} {ARROW} {asked(becomes)}"


def _constants(was: Logic, becomes: Logic) -> list[str] | None:
    """The constants that changed, if nothing else did; None otherwise."""
    match was, becomes:
        case Comparison(one, left, Constant() as old), Comparison(other, same, Constant() as new):
            if one != other or left != same:
                return None
            return [] if old == new else [_turned(left, one, old, new)]
        case Among(value, options), Among(same, others) if value == same:
            return _among(subject(value), options, others)
        case Like(value, pattern, any_case), Like(same, other, as_before) if (
            value == same and any_case == as_before
        ):
            return [] if pattern == other else [f"{subject(value)} like '{pattern}' {ARROW} '{other}'"]
        case Truth(Call() as call), Truth(Call() as other):
            return _call(call, other)
        case Not(part), Not(other):
            inner = _constants(part, other)
            return None if inner is None else [f"not: {one}" for one in inner]
        case (All(parts), All(others)) | (Either(parts), Either(others)) if len(parts) == len(others):
            told: list[str] = []
            for part, other in zip(parts, others, strict=True):
                inner = _constants(part, other)
                if inner is None:
                    return None
                told.extend(inner)
            return told
        case _:
            return [] if was == becomes else None


def _turned(left: Value, operator: str, old: Constant, new: Constant) -> str:
    noun = f"{subject(left)} threshold" if operator in BOUNDS else subject(left)
    unlike = "not " if operator == "<>" else ""
    return f"{noun} {unlike}{_constant(old)} {ARROW} {unlike}{_constant(new)}"


def _among(name: str, options: tuple[Constant, ...], others: tuple[Constant, ...]) -> list[str]:
    if options == others:
        return []
    added = [_constant(one) for one in others if one not in options]
    gone = [_constant(one) for one in options if one not in others]
    told = []
    if added:
        told.append(f"{name} may also be {' or '.join(added)}")
    if gone:
        told.append(f"{name} may no longer be {' or '.join(gone)}")
    return told or [f"{name}: the same values in another order"]


def _call(call: Call, other: Call) -> list[str] | None:
    if call == other:
        return []
    if call.function != other.function or call.arguments[:1] != other.arguments[:1]:
        return None
    match call.arguments[1:], other.arguments[1:]:
        case (Constant() as old,), (Constant() as new,):
            verb = {"contains": "contains", "starts_with": "starts with"}.get(call.function, call.function)
            return [f"{subject(call.arguments[0])} {verb} {_constant(old)} {ARROW} {_constant(new)}"]
        case _:
            return None


def _parts(was: Logic, becomes: Logic) -> str | None:
    """What was added to, or taken from, a row of parts joined by AND or by OR."""
    for kind, also in ((All, "also asks for"), (Either, "also accepts")):
        if not isinstance(was, kind) and not isinstance(becomes, kind):
            continue
        before = was.parts if isinstance(was, kind) else (was,)
        after = becomes.parts if isinstance(becomes, kind) else (becomes,)
        added = [asked(part) for part in after if part not in before]
        gone = [asked(part) for part in before if part not in after]
        if len(added) + len(gone) == len(before) + len(after):
            continue
        told = []
        if added:
            told.append(f"the condition now {also} {' and '.join(added)}")
        if gone:
            verb, _, preposition = also.removeprefix("also ").partition(" ")
            so_far = f"no longer {verb} {preposition}" if not added else f"no longer {preposition}"
            told.append(f"{'' if added else 'the condition '}{' '.join(so_far.split())} {' and '.join(gone)}")
        return ", and ".join(told) or "the parts of the condition stand in another order"
    return None


def _constant(constant: Constant) -> str:
    value = constant.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    return number(value) if isinstance(value, int | float) else f"{value}"
