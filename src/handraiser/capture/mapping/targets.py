"""What a column of a file may become."""

from dataclasses import dataclass
from typing import Literal

TargetType = Literal["text", "key", "moment", "amount", "outcome", "yes_no"]


@dataclass(frozen=True, slots=True)
class Target:
    """`joins`: several columns may feed it, and of those that are filled the first counts."""

    name: str
    title: str
    type: TargetType = "text"
    joins: bool = False


SKIP = "skip"

_LIST = (
    Target("email", "E-mail", joins=True),
    Target("first_name", "First name"),
    Target("last_name", "Last name"),
    Target("full_name", "Full name"),
    Target("phone", "Phone", joins=True),
    Target("title", "Job title"),
    Target("company_name", "Company"),
    Target("domain", "Website or domain of the company"),
    Target("industry", "Industry"),
    Target("employees", "Employees"),
    Target("revenue", "Yearly revenue"),
    Target("country", "Country"),
    Target("region_name", "State or region"),
    Target("city", "City"),
    Target("source", "Source", "key"),
    Target("campaign", "Campaign", "key"),
    Target("medium", "Medium", "key"),
    Target("term", "Search term", "key"),
    Target("content", "Advertisement", "key"),
    Target("landing_page", "Landing page", "key"),
    Target("inquiry_kind", "Kind of inquiry", "key"),
    Target("message", "Message"),
    Target("external_id", "Id in the other system", "key"),
    Target("occurred_at", "When it happened", "moment"),
    Target("consent", "May be written to", "yes_no"),
    Target("opt_out", "May not be written to", "yes_no"),
    Target("owner", "Owner (e-mail or name)", "key"),
    Target("outcome", "Outcome", "outcome"),
    Target("outcome_at", "When the outcome was known", "moment"),
    Target("won_at", "When it was won", "moment"),
    Target("lost_at", "When it was lost", "moment"),
    Target("amount", "Amount", "amount"),
    Target("currency", "Currency", "key"),
    Target("outcome_reason", "Reason of the outcome", "key"),
    Target("opportunity_id", "Id of the opportunity", "key"),
)

TARGETS: dict[str, Target] = {target.name: target for target in _LIST}
