import pytest
from pydantic import ValidationError

from handraiser.follow_up.rules import FollowUpRules
from handraiser.staff.hours import read_hours


def clock(**fields: object) -> dict[str, object]:
    return {
        "name": "first_touch",
        "title": "First touch",
        "starts": {"stage": "mql"},
        "within": "4 hours",
        **fields,
    }


def test_a_section_may_be_left_empty() -> None:
    rules = FollowUpRules()
    assert rules.clocks == ()
    assert str(rules.history_after) == "7 days"


def test_hours_are_written_as_text_or_as_a_list() -> None:
    for written in ("mon-fri 08:00-16:00", {"mon-fri": [["08:00", "16:00"]]}):
        rules = FollowUpRules.model_validate({"company_calendar": {"hours": written}})
        assert rules.company_calendar.hours == read_hours("mon-fri 08:00-16:00")


def test_a_document_goes_out_and_comes_back_the_same() -> None:
    rules = FollowUpRules.model_validate(
        {"clocks": [clock(), clock(name="acceptance", starts="offer", when="score > 5")]}
    )
    assert FollowUpRules.model_validate_json(rules.model_dump_json()) == rules


def test_the_section_has_a_schema() -> None:
    assert "clocks" in FollowUpRules.model_json_schema()["properties"]


@pytest.mark.parametrize(
    ("section", "place"),
    [
        ({"clocks": [clock(starts="sometimes")]}, ("clocks", 0, "starts")),
        ({"clocks": [clock(starts={"stage": "mql", "offer": True})]}, ("clocks", 0, "starts")),
        ({"clocks": [clock(starts={})]}, ("clocks", 0, "starts")),
        ({"clocks": [clock(name="First touch")]}, ("clocks", 0, "name")),
        ({"clocks": [clock(warn_after=1.5)]}, ("clocks", 0, "warn_after")),
        ({"clocks": [clock(within="soon")]}, ("clocks", 0, "within")),
        ({"clocks": [clock(stops_on=["a,b"])]}, ("clocks", 0, "stops_on", 0)),
        ({"clocks": [clock(escalate=[{"do": "shout"}])]}, ("clocks", 0, "escalate", 0, "do")),
        ({"company_calendar": {"hours": ""}}, ("company_calendar", "hours")),
        ({"company_calendar": {"hours": "mon 9-17"}}, ("company_calendar", "hours")),
        ({"company_calendar": {"time_zone": "Mars/Olympus"}}, ("company_calendar", "time_zone")),
        ({"company_calendar": {"holiday_country": "ZZ"}}, ("company_calendar",)),
        ({"surprise": 1}, ("surprise",)),
    ],
)
def test_what_is_wrong_is_told_at_its_place(section: dict[str, object], place: tuple[object, ...]) -> None:
    with pytest.raises(ValidationError) as refused:
        FollowUpRules.model_validate(section)
    assert refused.value.errors()[0]["loc"][: len(place)] == place


def test_names_that_nothing_answers_to_are_told() -> None:
    rules = FollowUpRules.model_validate(
        {
            "clocks": [
                clock(starts={"stage": "nowhere"}),
                clock(stops_on=["fax"]),
                clock(name="stage_duration"),
            ]
        }
    )
    assert [path for path, _, _ in rules.faults(["mql"])] == [
        ("clocks", 0, "starts", "stage"),
        ("clocks", 1, "stops_on", 0),
        ("clocks", 2, "name"),
    ]
