"""The ways by which people come to the demo company, and how different they are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Channel:
    """One source. `share`: per mille of all people. `interest`, `seniority`: 0 to 1, typical of who comes this way.

    `kinds`: what they ask for and how often. `private`: share of people without a company. `asks`: whether the
    form asks for the company's size and industry. `door`: form, api, quick or import. `chosen`: we picked
    companies of the right size.
    """

    source: str | None
    medium: str | None
    share: int
    interest: float
    seniority: float
    kinds: tuple[tuple[str, int], ...]
    campaigns: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    door: str = "form"
    private: float = 0.06
    asks: float = 0.6
    chosen: bool = False


SITE = "https://www.example.com"

CHANNELS: tuple[Channel, ...] = (
    Channel(
        "website", None, 190, 0.62, 0.5,
        (("contact_us", 20), ("demo_request", 26), ("pricing_request", 8), ("content_download", 34), ("newsletter", 12)),
        pages=(f"{SITE}/", f"{SITE}/product", f"{SITE}/pricing", f"{SITE}/customers"), asks=0.8,
    ),
    Channel(
        "paid_search", "cpc", 165, 0.5, 0.4,
        (("demo_request", 20), ("contact_us", 12), ("trial", 18), ("content_download", 50)),
        ("search_lead_management", "search_brand", "search_alternatives"),
        (f"{SITE}/lp/lead-management", f"{SITE}/lp/compare"), private=0.12, asks=0.7,
    ),
    Channel(
        "paid_social", "paid_social", 170, 0.22, 0.45,
        (("content_download", 82), ("webinar", 14), ("demo_request", 4)),
        ("guide_handoff_summer", "study_speed_to_lead", "guide_qualification"),
        (f"{SITE}/guides/handoff", f"{SITE}/study/speed-to-lead"), private=0.14, asks=0.55,
    ),
    Channel(
        "webinar", "email", 135, 0.38, 0.45, (("webinar", 100),),
        ("webinar_first_touch", "webinar_one_process", "webinar_recycling"), (f"{SITE}/webinars",), asks=0.7,
    ),
    Channel(
        "partner", "referral", 55, 0.75, 0.7, (("referral", 70), ("demo_request", 30)), ("partner_programme",),
        door="api", private=0.0, asks=0.95,
    ),
    Channel(
        "newsletter", "email", 60, 0.25, 0.3, (("newsletter", 60), ("content_download", 40)),
        ("newsletter_monthly",), (f"{SITE}/newsletter",), private=0.2, asks=0.2,
    ),
    Channel(
        "phone", None, 25, 0.7, 0.55, (("phone_call", 100),), door="quick", private=0.03, asks=0.5,
    ),
    # Nobody knows where these came from: it stays blank, and is a line of its own in every report.
    Channel(None, None, 20, 0.5, 0.4, (("contact_us", 50), ("content_download", 50)), asks=0.4),
)  # fmt: skip

# People of lists come together on one day, not one by one.
FAIR = Channel(
    "trade_fair", "event", 110, 0.34, 0.5, (("event", 100),), ("fair_spring_revenue_days",), door="import",
    private=0.01, asks=0.75,
)  # fmt: skip
RESEARCH = Channel(
    "research", "outbound", 70, 0.24, 0.8, (("prospected", 100),), ("target_accounts",), door="import",
    private=0.0, asks=0.97, chosen=True,
)  # fmt: skip
