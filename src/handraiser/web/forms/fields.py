"""What a hosted form may ask. Each is a field of an inquiry."""

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask: the inquiry's field, what it is called, how it is typed and what a browser may fill in."""

    name: str
    label: str
    type: Literal["text", "email", "tel", "long"]
    autocomplete: str
    shown: bool = False
    required: bool = False


QUESTIONS = (
    Question("first_name", "First name", "text", "given-name", shown=True),
    Question("last_name", "Last name", "text", "family-name", shown=True, required=True),
    Question("email", "Work e-mail", "email", "email", shown=True, required=True),
    Question("phone", "Phone", "tel", "tel", shown=True),
    Question("company_name", "Company", "text", "organization", shown=True, required=True),
    Question("title", "Job title", "text", "organization-title"),
    Question("employees", "How many work there", "text", "off"),
    Question("industry", "Industry", "text", "off"),
    Question("country", "Country", "text", "country-name"),
    Question("city", "City", "text", "address-level2"),
    Question("domain", "Website", "text", "url"),
    Question("message", "How can we help?", "long", "off", shown=True),
)
BY_NAME = {question.name: question for question in QUESTIONS}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as one form asks it."""

    question: Question
    label: str
    required: bool


def asked_of(stored: list[dict[str, Any]]) -> list[Asked]:
    """The questions of a form from what is stored: [{name, label, required}]; unknown names are passed over."""
    return [
        Asked(BY_NAME[one["name"]], one.get("label") or BY_NAME[one["name"]].label, bool(one.get("required")))
        for one in stored
        if one.get("name") in BY_NAME
    ]
