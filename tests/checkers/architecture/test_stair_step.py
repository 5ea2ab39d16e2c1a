from __future__ import annotations

from typing import Any

import pytest

from checkers.architecture.stair_step import stair_step
from tests.checkers.architecture.stairs_drawn import stair_sheet
from tests.checkers.drawn import findings, plans, sheet, transformed

PLAN = "1#楼三~十八层平面图"
SECTION = "1#楼1-1剖面图"


def said(drawn: Any, *, use: Any = "residential", height: Any = 53.8, **more: Any) -> list[str]:
    facts = {"buildings": [{"name": "1#", "use": use, "height": height, **more}]} if use else {}
    return [str(finding.verdict) for finding in findings(stair_step, plans(drawn, **facts))]


def drawn(going: float) -> Any:
    return stair_sheet(title=PLAN, going=going)


def written(*words: str, title: str = SECTION) -> Any:
    return sheet(texts=[(word, 3.0 * index, 0) for index, word in enumerate(words)], title=title)


def test_the_going_of_a_flight_is_measured_on_the_plan() -> None:
    [one, _] = findings(stair_step, plans(drawn(0.28), buildings=[{"name": "1#", "use": "residential"}]))
    assert (one.verdict, one.measured, one.required) == ("met", pytest.approx(0.28), 0.26)
    assert said(drawn(0.25)) == ["broken", "broken"]


def test_the_very_going_is_met_and_a_little_less_is_doubtful() -> None:
    assert said(drawn(0.26)) == ["met", "met"]
    assert said(drawn(0.2596)) == ["doubtful", "doubtful"]
    assert said(drawn(0.258)) == ["broken", "broken"]


def test_rises_are_read_from_sections() -> None:
    assert said(written("165x18=2970")) == ["met"]
    assert said(written("175x18=3150")) == ["met"]
    assert said(written("175.5x18=3159")) == ["doubtful"]
    assert said(written("180x17=3060")) == ["broken"]
    assert said(written("165.8×18")) == ["met"]


def test_a_pair_states_both() -> None:
    assert said(written("踏步 260x170")) == ["met", "met"]
    assert said(written("踏步 250x180")) == ["broken", "broken"]


def test_the_use_chooses_the_row() -> None:
    assert said(drawn(0.3), use="kindergarten") == ["met", "met"]
    assert said(drawn(0.3), use="elderly") == ["broken", "broken"]
    assert said(drawn(0.27), use="commercial", crowded=True) == ["broken", "broken"]
    assert said(drawn(0.27), use="commercial", crowded=False) == ["met", "met"]
    assert said(drawn(0.27), use="commercial") == ["doubtful", "doubtful"]
    assert said(drawn(0.255), use="office", height=20.0) == ["broken", "broken"]
    assert said(drawn(0.255), use="office", height=50.0) == ["doubtful", "doubtful"]
    assert said(written("130x18=2340"), use="kindergarten") == ["met"]
    assert said(written("150x18=2700"), use="kindergarten") == ["broken"]


def test_an_unknown_building_leaves_only_clear_cases() -> None:
    assert said(drawn(0.33), use=None) == ["met", "met"]
    assert said(drawn(0.28), use=None) == ["doubtful", "doubtful"]
    assert said(drawn(0.24), use=None) == ["broken", "broken"]


def test_a_text_on_another_sheet_may_be_of_something_else() -> None:
    assert said(written("180x17=3060", title="1#楼板配筋图")) == ["doubtful"]


def test_a_stair_without_name_may_stand_inside_a_dwelling() -> None:
    assert said(stair_sheet(title=PLAN, going=0.23, texts=())) == ["doubtful", "doubtful"]


def test_a_set_without_stairs_is_not_looked_at() -> None:
    assert said(written("踏步详见大样", "150")) == []


def test_turned_and_moved_nothing_changes() -> None:
    assert said(transformed(drawn(0.26), [0.6, -0.8, 0.8, 0.6, 5e5, 3.5e6])) == ["met", "met"]


@pytest.mark.parametrize(
    ("use", "crowded", "going", "rise"),
    [
        ("kindergarten", True, "met", "broken"),  # 0.28 and 0.13
        ("kindergarten", None, "met", "broken"),  # 0.26 and 0.13
        ("elderly", True, "broken", "broken"),  # 0.32 and 0.13
        ("school", None, "met", "met"),  # 0.28 and 0.15 at the strictest
        ("school", True, "met", "met"),
        ("hotel", True, "met", "met"),  # 0.28 and 0.165
    ],
)
def test_crowded_buildings_keep_what_the_people_in_them_need(
    use: str, crowded: bool | None, going: str, rise: str
) -> None:
    facts = {"buildings": [{"name": "1#", "use": use, "crowded": crowded, "height": 12.0}]}
    drawn = sheet(texts=[("踏步 280x150", 5, 5)], title="楼梯详图")
    assert [str(f.verdict) for f in findings(stair_step, plans(drawn, **facts))] == [going, rise]


def test_a_school_may_be_crowded() -> None:
    facts = {"buildings": [{"name": "1#", "use": "school", "height": 12.0}]}
    drawn = sheet(texts=[("踏步 270x150", 5, 5)], title="楼梯详图")
    assert [str(f.verdict) for f in findings(stair_step, plans(drawn, **facts))] == ["doubtful", "met"]
