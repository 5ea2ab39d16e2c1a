from __future__ import annotations

from typing import Any

from shapely import box
from shapely.affinity import translate

from checkers.clauses import Severity
from checkers.errors import Words
from checkers.features.base import areas, distinct
from checkers.features.suspect import suspects
from checkers.finding import Finding, Verdict
from tests.checkers.drawn import Stroke, path, plans, rectangle, sheet

ROOM = rectangle(0, 0, 6, 4)


def doubt(drawn: Any, unit: str = "m", handle: str = "R", where: Any = ROOM, along: Any = None) -> Words | None:
    said = Words("符合", "met")
    finding = Finding(
        "a/b",
        Verdict.MET,
        Severity.GENERAL,
        "房间",
        drawn.id,
        said,
        where,
        1.0,
        handles=(handle,),
        unit=unit,
        along=along,
    )
    return plans(drawn).recognise(suspects).doubt(finding, drawn)


def drawn(*strokes: Any, **fields: Any) -> Any:
    return sheet([Stroke("SPACE", ROOM, handle="R"), *strokes], **fields)


def test_a_thing_drawn_well_is_not_suspect() -> None:
    assert doubt(drawn()) is None


def test_an_outline_drawn_twice_is_suspect_by_either_handle() -> None:
    twice = drawn(Stroke("SPACE", ROOM, handle="S"))
    assert doubt(twice) is not None
    assert doubt(twice, handle="S") is not None
    assert doubt(twice, handle="T", where=box(50, 50, 51, 51)) is None


def test_beside_a_line_without_length_and_not_a_metre_off() -> None:
    at = drawn(("WALL", path((6.2, 1), (6.2, 1))))
    assert doubt(at) is not None
    assert doubt(drawn(("WALL", path((7, 1), (7, 1))))) is None


def test_a_dimension_that_contradicts_counts_for_lengths_on_the_thing_alone() -> None:
    wrong = {"measured": 4.0, "text": "3000", "start": (3.0, 0.0), "end": (3.0, 4.0)}
    assert doubt(drawn(dimensions=[wrong])) is not None
    assert doubt(drawn(dimensions=[wrong]), unit="") is None
    beyond = {"measured": 4.0, "text": "3000", "start": (3.0, 4.0), "end": (3.0, 8.0)}
    assert doubt(drawn(dimensions=[beyond])) is None


def test_a_scale_the_title_block_states_otherwise_makes_lengths_suspect() -> None:
    assert doubt(drawn(title_block={"比例": "1:100"})) is None
    assert doubt(drawn(title_block={"比例": "1:200"})) is not None


def test_of_two_lines_almost_on_each_other_one_stays_and_is_not_sure() -> None:
    near = sheet([("SPACE", ROOM), ("SPACE", translate(ROOM, 0.02, 0))])
    [kept] = distinct(areas(near, "SPACE"))
    assert not kept.sure
    same = sheet([("SPACE", ROOM), ("SPACE", ROOM)])
    [kept] = distinct(areas(same, "SPACE"))
    assert kept.sure
