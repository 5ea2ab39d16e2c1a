"""Areas written inside outlines: expected values are width times depth, by hand."""

from __future__ import annotations

from typing import Any

import pytest

from checkers.preflight.area_label_mismatch import area_label_mismatch
from tests.checkers.drawn import findings, plans, rectangle, sheet, transformed, verdicts
from tests.checkers.features.plan_drawn import TURNED, Plan, two_rooms


def room(width: float, depth: float, *texts: str) -> Any:
    return sheet(
        [("SPACE", rectangle(0, 0, width, depth))], [("办公室", 0.3, 0.8), *((text, 0.3, 0.4) for text in texts)]
    )


def said(drawn: Any) -> str:
    [finding] = findings(area_label_mismatch, plans(drawn))
    return str(finding.verdict)


def test_a_room_of_20_square_metres_written_so_is_met() -> None:
    [finding] = findings(area_label_mismatch, plans(room(4, 5, "20.00㎡")))
    assert (finding.verdict, finding.measured, finding.required) == ("met", 0.0, pytest.approx(0.2))


def test_a_room_of_20_square_metres_written_25_is_broken() -> None:
    [finding] = findings(area_label_mismatch, plans(room(4, 5, "25.00㎡")))
    assert (finding.verdict, finding.measured) == ("broken", 5.0)
    assert "请更正" in finding.message.zh


def test_one_per_cent_is_met_and_more_is_broken() -> None:
    """1 % of 100 is 1 m²."""
    assert said(room(10, 10.1, "100.00㎡")) == "met"
    assert said(room(10, 10.1009, "100.00㎡")) == "doubtful"
    assert said(room(10, 10.102, "100.00㎡")) == "broken"


def test_a_tenth_of_a_square_metre_is_nothing_in_a_shaft() -> None:
    assert said(room(1, 1.1, "1.00㎡")) == "met"
    assert said(room(1, 1.12, "1.00㎡")) == "broken"


def test_what_is_within_the_rounding_of_the_label_is_doubtful() -> None:
    """12.4 is 0.4 off 12; 0.12 is allowed; the label may stand for up to 12.5."""
    assert said(room(4, 3.1, "12㎡")) == "doubtful"


def test_two_areas_inside_one_line_say_nothing() -> None:
    assert findings(area_label_mismatch, plans(room(4, 5, "20.00㎡", "25.00㎡"))) == []


def test_without_an_area_nothing_is_looked_at() -> None:
    assert findings(area_label_mismatch, plans(room(4, 5))) == []


@pytest.mark.parametrize(("moved", "verdict"), [(None, "met"), (TURNED, "met")])
def test_rooms_that_walls_close_are_held_against_their_label(moved: list[float] | None, verdict: str) -> None:
    """The office: 4 × 5 m is written 20.00㎡."""
    [finding] = findings(area_label_mismatch, two_rooms().drawn(moved))
    assert (finding.subject, finding.verdict) == ("办公室", verdict)


def closed(label: str) -> str:
    plan = Plan()
    plan.ring(0, 0, 4, 5)
    plan.texts += [("办公室", 1, 2), (label, 1, 1)]
    [finding] = findings(area_label_mismatch, plan.drawn())
    return str(finding.verdict)


def test_a_label_to_the_middles_of_the_walls_is_doubtful() -> None:
    """4.2 × 5.2 = 21.84; 4 × 5 = 20; around 18 m of wall an area can honestly lie from 19.46 to 22.7."""
    assert closed("21.84㎡") == "doubtful"
    assert closed("20.00㎡") == "met"
    assert closed("24.00㎡") == "broken"
    assert closed("18.00㎡") == "broken"


def test_a_room_that_leaks_is_doubtful() -> None:
    plan = Plan()
    plan.ring(0, 0, 4, 4)
    plan.ring(4.2, 0, 4, 4)
    plan.hole(4.1, 0.5, 3.0, upright=True)
    plan.texts += [("办公室", 2, 2), ("会议室", 6, 2), ("16.00㎡", 2, 1)]
    assert [str(finding.verdict) for finding in findings(area_label_mismatch, plan.drawn())] == ["doubtful"]


def test_compartments_are_held_against_the_area_with_their_name() -> None:
    right = sheet([("FIRE_COMP", rectangle(0, 0, 50, 40))], [("防火分区一 建筑面积2000.00㎡", 20, 20)])
    wrong = sheet([("FIRE_COMP", rectangle(0, 0, 50, 40))], [("防火分区一 建筑面积1900.00㎡", 20, 20)])
    assert list(verdicts(area_label_mismatch, plans(right)).values()) == ["met"]
    assert list(verdicts(area_label_mismatch, plans(wrong)).values()) == ["broken"]


def test_the_area_of_a_room_is_not_that_of_its_compartment() -> None:
    drawn = sheet([("FIRE_COMP", rectangle(0, 0, 50, 40))], [("防火分区一", 20, 20), ("库房", 5, 6), ("30.00㎡", 5, 5)])
    assert findings(area_label_mismatch, plans(drawn)) == []


def test_protective_units_are_held_against_their_building_area() -> None:
    texts = [("防护单元1", 20, 20), ("战时功能：二等人员掩蔽所", 20, 18), ("掩蔽面积：900㎡", 20, 14)]
    right = sheet([("CD", rectangle(0, 0, 45, 40))], [*texts, ("建筑面积：1800.0㎡", 20, 16)])
    wrong = sheet([("CD", rectangle(0, 0, 45, 40))], [*texts, ("建筑面积：1700.0㎡", 20, 16)])
    assert said(right) == "met"
    assert said(wrong) == "broken"
    assert said(transformed(wrong, TURNED)) == "broken"


def test_thousands_are_read_whole() -> None:
    assert said(room(50, 40, "2,000.0㎡")) == "met"
    assert said(room(50, 10, "2,500.0㎡")) == "broken"  # 500 m², and no label of 500
    comp = sheet([("FIRE_COMP", rectangle(0, 0, 50, 40))], [("防火分区一", 1, 1), ("面积2,000.0㎡", 1, 2)])
    assert said(comp) == "met"


@pytest.mark.parametrize(
    "text", ["9㎡/人", "可开启面积2.0㎡", "防火分区面积1200㎡", "本层建筑面积：1200㎡", "排烟口面积0.8㎡"]
)
def test_areas_of_other_things_written_in_a_room_are_not_its_own(text: str) -> None:
    assert findings(area_label_mismatch, plans(room(4, 5, text))) == []
    assert said(room(4, 5, text, "20.00㎡")) == "met"


def test_the_area_of_a_protective_unit_is_not_that_of_the_room_it_is_written_in() -> None:
    """A unit of 20 × 30 m to the middle of its walls; its store is 19.7 × 29.7 m, 585.09 m², at their faces."""
    texts = [("防护单元1", 4, 12), ("物资库", 4, 10), ("建筑面积：600.00m²", 4, 8)]
    lines = [("SPACE", rectangle(0.15, 0.15, 19.7, 29.7)), ("CD", rectangle(0, 0, 20, 30))]
    drawn = sheet(lines, texts, title="人防地下室战时平面图")
    [finding] = findings(area_label_mismatch, plans(drawn))
    assert (finding.subject, finding.verdict) == ("防护单元1", "met")
