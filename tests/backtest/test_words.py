"""What the report says in words: one is one, stages go by their titles, and nothing is written as the ledger keeps it."""

from handraiser.backtest import words

TEAMS = {"bdr": "Business development"}
TITLES = {"mql": "Marketing qualified lead", "sal": "Sales accepted lead"}


def test_a_gate_that_nobody_passed_goes_by_the_titles_of_its_stages() -> None:
    told = words.never("gate: mql -> sal", TITLES, TEAMS)
    assert told == "gate: nobody met the exit criteria from Marketing qualified lead to Sales accepted lead"
    assert words.never("clock: first_touch", TITLES, TEAMS) == "clock: first touch"
    assert words.never("score: Called: twice", TITLES, TEAMS) == "score: Called: twice"


def test_an_owner_is_found_by_the_way_of_a_team() -> None:
    told = words.way_of_owner("bdr / territory North / South", TEAMS)
    assert told == ("Business development", "territory North / South")
    assert words.never("territory: North / South / bdr", TITLES, TEAMS) == (
        "territory: North / South of Business development"
    )
    assert words.way_of_owner("bdr / rota", TEAMS) == ("Business development", "in turn in the whole team")


def test_what_somebody_said_with_a_move_is_no_way_of_its_own() -> None:
    assert words.way_of_move("moved by hand: They want to talk now.") == "moved by hand"
    assert words.way_of_move("the exit criteria are met") == "the exit criteria are met"


def test_an_act_is_told_as_people_say_it() -> None:
    assert words.act("touch.made") == "a touch"
    assert words.act("a call by Anna Weber") == "a call by Anna Weber"
