"""The checked tree of a condition, or a part of it, as a phrase in the words of the condition itself."""

from handraiser.process.conditions.tree import (
    All,
    Among,
    Calculation,
    Call,
    ColumnValue,
    Comparison,
    Constant,
    Either,
    Like,
    Logic,
    Not,
    Truth,
    Unknown,
    Value,
)
from handraiser.process.difference.wordings import number


def asked(condition: Logic) -> str:
    """The condition as it could be written."""
    match condition:
        case Comparison(operator, left, right):
            return f"{value(left)} {operator} {value(right)}"
        case Among(one, options):
            return f"{value(one)} IN ({', '.join(value(option) for option in options)})"
        case Like(one, pattern, any_case):
            return f"{value(one)} {'ILIKE' if any_case else 'LIKE'} '{pattern}'"
        case Unknown(one):
            return f"{value(one)} IS NULL"
        case Truth(one):
            return value(one)
        case Not(Unknown(one)):
            return f"{value(one)} IS NOT NULL"
        case Not(part):
            return f"NOT ({asked(part)})"
        case All(parts):
            return " AND ".join(
                f"({asked(part)})" if isinstance(part, Either) else asked(part) for part in parts
            )
        case Either(parts):
            return " OR ".join(f"({asked(part)})" if isinstance(part, All) else asked(part) for part in parts)


def subject(one: Value) -> str:
    """What is asked about, as people say it: `days since opened at`."""
    match one:
        case ColumnValue(name):
            return name.replace("_", " ")
        case Call(function="confidence", subject=of):
            return f"confidence of {of.replace('_', ' ')}"
        case Call(function="answer", subject=of):
            return f"answer to {of.replace('_', ' ')}"
        case Call(function="days_since" | "length" | "lower", arguments=(inner, *_)):
            before = {"days_since": "days since ", "length": "length of ", "lower": ""}[one.function]
            return before + subject(inner)
        case _:
            return value(one)


def value(one: Value) -> str:
    """A value as it could be written."""
    match one:
        case ColumnValue(name):
            return name
        case Constant(bool() as constant):
            return str(constant).upper()
        case Constant(int() | float() as constant):
            return number(constant)
        case Constant(constant):
            return "'" + str(constant).replace("'", "''") + "'"
        case Calculation(operator, left, right):
            return f"({value(left)} {operator} {value(right)})"
        case Call(function, arguments, _, of):
            if function == "answer":
                return f"answer('{of}')"
            if function == "confidence":
                return f"confidence({of})"
            return f"{function}({', '.join(value(argument) for argument in arguments)})"
