"""What the next measuring answers to the findings of the last."""

from __future__ import annotations

from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from checkers.comparing.findings import Answer, Told, answers

PLACE = box(100, 100, 120, 110)
FAR = box(400, 100, 420, 110)


def told(
    name: str,
    verdict: str,
    where: BaseGeometry | None = PLACE,
    *,
    sheet: str = "s1",
    subject: str = "门 M1",
    rule: str = "fire/door",
) -> Told:
    return Told(name, rule, subject, sheet, verdict, where)


def test_what_is_met_now_in_its_place_answers_what_was_broken() -> None:
    old = [told("a", "broken"), told("b", "broken", FAR)]
    new = [told("x", "met", sheet="t1"), told("y", "broken", FAR, sheet="t1")]
    assert answers(old, new, {"s1": "t1"}, {}) == [Answer("a", "x", "met"), Answer("b", "y", "broken")]


def test_a_thing_that_is_not_found_again_is_gone_and_not_met() -> None:
    assert answers([told("a", "broken")], [told("x", "met", FAR, sheet="t1")], {"s1": "t1"}, {}) == [
        Answer("a", None, "gone")
    ]


def test_another_rule_in_the_same_place_answers_nothing() -> None:
    new = [told("x", "met", sheet="t1", rule="fire/other")]
    assert answers([told("a", "broken")], new, {"s1": "t1"}, {})[0].outcome == "gone"


def test_a_finding_on_a_sheet_nobody_matched_is_not_answered() -> None:
    assert answers([told("a", "broken")], [told("x", "met", sheet="t1")], {}, {})[0].outcome == "gone"


def test_one_new_finding_does_not_answer_two_old_ones() -> None:
    old = [told("a", "broken"), told("b", "broken", box(101, 101, 121, 111))]
    outcomes = answers(old, [told("x", "met", sheet="t1")], {"s1": "t1"}, {})
    assert [each.outcome for each in outcomes] == ["gone", "gone"]


def test_a_finding_about_the_whole_set_is_known_by_its_subject() -> None:
    old = [told("a", "broken", None, sheet="", subject="容积率", rule="planning/far")]
    new = [told("x", "met", None, sheet="", subject="容积率", rule="planning/far")]
    assert answers(old, new, {}, {}) == [Answer("a", "x", "met")]


def test_between_two_as_near_none_is_chosen() -> None:
    new = [
        told("x", "met", box(98, 100, 118, 110), sheet="t1", subject="门 M2"),
        told("y", "broken", box(102, 100, 122, 110), sheet="t1", subject="门 M3"),
    ]
    assert answers([told("a", "broken")], new, {"s1": "t1"}, {})[0].outcome == "gone"
