"""What is told of two drawings of one sheet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import ezdxf
import pytest
from shapely import Point
from shapely.geometry import box

from checkers.comparing.changes import SheetChanges, changes
from checkers.comparing.travel import travel
from checkers.drawing.model import Sheet
from checkers.drawing.reader import read
from tests.checkers.comparing import building
from tests.checkers.comparing.building import Leaf, Thing, drawn

ROOMS = tuple(Thing(f"room{each}", "room", 10 + each * 8, 20, 6, 5, f"办公室{each}") for each in range(6))
PLAN = Leaf("plan", "建施-05", "三层平面图", (Thing("level", "note", 8, 50, text="标高 7.800"), *ROOMS))


def sheet_of(leaf: Leaf, folder: Path, name: str = "a") -> Sheet:
    return read(drawn([leaf], folder / f"{name}.dxf")).drawing.sheets[0]


def with_room(number: int, **changed: float | str) -> Leaf:
    things = list(PLAN.things)
    things[1 + number] = replace(things[1 + number], **changed)  # type: ignore[arg-type]
    return replace(PLAN, things=tuple(things))


def told_of(after: Leaf, folder: Path) -> SheetChanges:
    return changes(sheet_of(PLAN, folder), sheet_of(after, folder, "b"))


def kinds(told: SheetChanges) -> list[str]:
    return sorted(each.kind for each in told.changes)


def test_another_order_of_entities_is_no_change(tmp_path: Path) -> None:
    told = told_of(replace(PLAN, things=tuple(reversed(PLAN.things))), tmp_path)
    assert told.same
    assert told.changes == ()
    assert told.regions_mm == ()


def test_exploded_polylines_and_other_layers_are_no_change(tmp_path: Path) -> None:
    old = sheet_of(PLAN, tmp_path)
    document = ezdxf.readfile(tmp_path / "a.dxf")
    document.layers.add("0-别的")
    space = document.modelspace()
    for outline in list(space.query('LWPOLYLINE[layer=="WALL"]')):
        points = [(x, y) for x, y, *_ in outline.get_points()]
        for start, end in zip(points, points[1:] + points[:1], strict=True):
            middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
            space.add_line(middle, start, dxfattribs={"layer": "0-别的"})
            space.add_line(middle, end, dxfattribs={"layer": "0-别的"})
        space.delete_entity(outline)
    document.saveas(tmp_path / "exploded.dxf")
    told = changes(old, read(tmp_path / "exploded.dxf").drawing.sheets[0])
    assert told.same, [each.words.en for each in told.changes]


def test_a_moved_room_is_told_with_its_way_in_the_building(tmp_path: Path) -> None:
    told = told_of(with_room(2, x=26 + 0.9, y=20 + 1.2), tmp_path)
    assert kinds(told) == ["moved"]
    only = told.changes[0]
    assert only.words.zh.startswith("移动 1500 mm（向右 900 mm，向上 1200 mm）")
    assert only.words.en.startswith("moved by 1500 mm (right 900 mm, up 1200 mm)")
    assert only.old_mm is not None
    assert only.new_mm is not None
    assert only.old_mm.bounds == pytest.approx((260, 200, 320, 250), abs=0.1)
    assert only.new_mm.bounds == pytest.approx((269, 212, 329, 262), abs=0.1)


def test_a_wider_room_is_told_as_lengths(tmp_path: Path) -> None:
    told = told_of(with_room(5, width=6.3), tmp_path)
    assert "redimensioned" in kinds(told)
    assert any("6000 mm → 6300 mm" in each.words.zh for each in told.changes)


def test_added_removed_and_another_text(tmp_path: Path) -> None:
    things = [each for each in PLAN.things if each.key != "room1"]
    things[0] = replace(things[0], text="标高 8.100")
    things.append(Thing("store", "room", 30, 40, 3, 2, "储藏"))
    told = told_of(replace(PLAN, things=tuple(things)), tmp_path)
    assert kinds(told) == ["added", "removed", "text"]
    by_kind = {each.kind: each for each in told.changes}
    assert by_kind["text"].words.zh == "“标高 7.800” → “标高 8.100”"
    assert "“储藏”" in by_kind["added"].words.zh
    assert by_kind["added"].old_mm is None
    assert "“办公室1”" in by_kind["removed"].words.zh
    assert by_kind["removed"].new_mm is None
    assert any(region.contains(Point(315, 410)) for region in told.regions_mm)
    assert not any(region.intersects(box(100, 195, 160, 255)) for region in told.regions_mm)


def test_the_drawing_moved_in_its_frame_is_no_change_of_the_drawing(tmp_path: Path) -> None:
    pushed = replace(PLAN, things=tuple(replace(each, x=each.x + 3, y=each.y + 1) for each in PLAN.things))
    told = told_of(pushed, tmp_path)
    assert told.aligned
    landing = travel(box(260, 200, 320, 250), told)
    assert landing.standing == "placed"
    assert landing.shape_mm.bounds == pytest.approx((290, 210, 350, 260), abs=0.1)


def test_another_drawing_altogether_is_not_compared_line_by_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = sheet_of(PLAN, tmp_path)
    monkeypatch.setattr(building, "WIDTH", 42.0)
    monkeypatch.setattr(building, "HEIGHT", 29.7)
    columns = [Thing(f"c{each}", "column", 4 + each * 3.7, 13, 1.1, 1.3, f"柱{each}") for each in range(9)]
    told = changes(old, sheet_of(Leaf("x", "结修-1", "柱位图", tuple(columns)), tmp_path, "b"))
    assert not told.aligned
    assert told.why is not None
    assert not told.same
    assert travel(box(260, 200, 320, 250), told).standing == "look"


def test_a_mark_on_what_did_not_change_stays(tmp_path: Path) -> None:
    told = told_of(with_room(5, width=6.3), tmp_path)
    landing = travel(box(100, 200, 160, 250), told)
    assert landing.standing == "placed"
    assert landing.shape_mm.bounds == pytest.approx((100, 200, 160, 250))


@pytest.mark.parametrize("after", [with_room(2, x=26.9), with_room(2, width=5.5), with_room(2, text="会议室")])
def test_a_mark_on_what_changed_is_for_a_person_to_look_at(after: Leaf, tmp_path: Path) -> None:
    assert travel(box(258, 198, 322, 252), told_of(after, tmp_path)).standing == "look"


def test_something_new_at_the_place_asks_for_a_look(tmp_path: Path) -> None:
    after = replace(PLAN, things=(*PLAN.things, Thing("shaft", "room", 27, 21, 1.5, 1.5, "管井")))
    assert travel(box(265, 205, 290, 230), told_of(after, tmp_path)).standing == "look"
