"""A pilot is compared with its control, and not believed too early."""

from random import Random

import pytest

from handraiser.report.arms import BY_KEY, Arm, Comparison, compared, sample_needed

WON = BY_KEY["won"]


def width(one: Comparison) -> float:
    assert one.low is not None
    assert one.high is not None
    return one.high - one.low


def test_nothing_is_said_while_an_arm_is_empty() -> None:
    one = compared(WON, Arm(0, 0), Arm(40, 4), sample=100)
    assert (one.difference, one.verdict) == (None, "too_early")


def test_before_the_planned_number_the_interval_is_wider_than_afterwards() -> None:
    early = compared(WON, Arm(99, 30), Arm(99, 20), sample=100)
    late = compared(WON, Arm(100, 30), Arm(100, 20), sample=100)
    assert width(early) > 1.5 * width(late)
    assert (early.final, late.final) == (False, True)


def test_less_of_what_is_bad_is_better() -> None:
    assert compared(BY_KEY["rejected"], Arm(500, 50), Arm(500, 150), sample=100).verdict == "better"
    assert compared(WON, Arm(500, 50), Arm(500, 150), sample=100).verdict == "worse"


def test_the_number_of_leads_needed_is_that_of_the_textbook() -> None:
    # Fleiss, Levin and Paik: 0.6 against 0.7 at 5 % and power 80 % without correction.
    assert sample_needed(0.6, 0.1) == pytest.approx(356, abs=2)
    assert sample_needed(0.1, 0.02) > sample_needed(0.1, 0.05)


def test_who_looks_after_every_lead_is_fooled_in_less_than_one_of_twenty_cases() -> None:
    random, fooled = Random(7), 0
    for _ in range(120):
        ours = theirs = 0
        for leads in range(1, 400):
            ours += random.random() < 0.2
            theirs += random.random() < 0.2
            if leads >= 20 and compared(
                WON, Arm(leads, ours), Arm(leads, theirs), sample=400
            ).verdict not in {
                "too_early",
                "no_difference",
            }:
                fooled += 1
                break
    assert fooled <= 6
