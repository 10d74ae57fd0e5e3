"""Section `enrich`: who is asked for what, and in which order."""

from collections.abc import Mapping
from typing import Any

from pydantic import field_validator
from pydantic_core import PydanticCustomError

from handraiser.connectors import Provider, providers
from handraiser.process import Shape

# Fields are filled in this order, so a field stands after those that its providers need.
USUAL: Mapping[str, tuple[str, ...]] = {
    "domain": ("mail_domain",),
    "email_kind": ("mail_kind",),
    "country": ("phone_region", "country_from_domain"),
    "region": ("country_region",),
    "time_zone": ("country_region", "phone_region"),
    "seniority": ("job_title",),
    "department": ("job_title",),
}


class EnrichRules(Shape):
    """The waterfall: for each field the providers to ask, the first that knows wins.

    A field that is not named keeps its usual providers; one with an empty list is not filled.
    """

    waterfall: dict[str, tuple[str, ...]] = dict(USUAL)

    @field_validator("waterfall", mode="before")
    @classmethod
    def _over_the_usual(cls, waterfall: Any) -> Any:
        return {**USUAL, **waterfall} if isinstance(waterfall, Mapping) else waterfall

    @field_validator("waterfall")
    @classmethod
    def _can_be_followed(cls, waterfall: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        known, later = providers(), list(waterfall)
        for field, names in waterfall.items():
            for name in names:
                _check(field, known.get(name), name, later)
            later.remove(field)
        return waterfall


def _check(field: str, provider: Provider | None, name: str, later: list[str]) -> None:
    """Whether this provider can be asked for this field here. `later` are this field and those after it."""
    if provider is None or field not in provider.fills:
        able = [known.name for known in providers().values() if field in known.fills]
        wrong = f"'{name}' does not fill '{field}'." if provider else f"There is no provider '{name}'."
        raise _refused(
            wrong, f"For '{field}' one of: {', '.join(able)}." if able else f"Nobody fills '{field}' yet."
        )
    if provider.network:
        raise _refused(f"'{name}' calls somebody else's system.", "A provider that answers offline.")
    for need in provider.needs:
        if need in later and need != field:
            raise _refused(
                f"'{name}' needs '{need}', which is filled after '{field}'.", f"'{need}' before '{field}'."
            )


def _refused(wrong: str, meant: str) -> PydanticCustomError:
    return PydanticCustomError("waterfall", "{wrong}", {"wrong": wrong, "meant": meant})
