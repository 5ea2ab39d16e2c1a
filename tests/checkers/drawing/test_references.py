from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ezdxf import xclip, xref

from checkers.drawing import references
from checkers.drawing.companions import DEEPEST, Companion, last_part
from checkers.drawing.model import DrawingSet, Omission, SourceFile
from checkers.drawing.reader import read
from tests.checkers.drawing.drafting import MM, M, drawing, frame, rectangle, saved
from tests.checkers.drawing.test_dwg import as_dwg

INSERTED = (20_000, 10_000)
"""where the host puts the reference, millimetres"""


def grid(folder: Path, name: str = "grid.dxf", units: int = MM, size: float = 10_000) -> Path:
    """A reference: one square whose corner lies at its origin, and a text on layer 0."""
    doc = drawing(units)
    rectangle(doc.modelspace(), 0, 0, size, size, "A-AREA")
    doc.modelspace().add_text("轴网", height=size / 30, dxfattribs={"insert": (0, 0)})
    return saved(doc, folder, name)


def host(folder: Path, written: str, name: str = "host.dxf", **attached: Any) -> Path:
    """A framed drawing that references a file under this path."""
    doc = drawing()
    frame(doc.modelspace(), 0, 0, (841, 594), 100)
    xref.attach(doc, block_name="GRID", filename=written, insert=(*INSERTED, 0), **attached)
    return saved(doc, folder, name)


def companions(*paths: Path) -> list[Companion]:
    return [Companion(path.name, path) for path in paths]


def areas(drawn: DrawingSet) -> list[tuple[float, ...]]:
    """Bounds in metres of the areas on the one sheet."""
    (sheet,) = drawn.sheets
    return sorted(sheet.entities.geometry[row].bounds for row in sheet.rows("SPACE"))


def missing(drawn: DrawingSet) -> list[tuple[Omission, str, int]]:
    (sheet,) = drawn.sheets
    return [(lost.kind, lost.what, lost.count) for lost in sheet.not_displayed]


def source(drawn: DrawingSet) -> SourceFile:
    (file,) = drawn.files
    return file


@pytest.mark.parametrize(
    "written", ["grid.dxf", "GRID.DXF", r"D:\项目\..\轴网\Grid.dxf", "../refs/grid.dxf", "grid.dwg", "grid"]
)
def test_a_reference_among_the_companions_is_bound_in_place(tmp_path: Path, written: str) -> None:
    drawn = read(host(tmp_path, written), None, companions(grid(tmp_path))).drawing
    assert areas(drawn) == [pytest.approx((20.0, 10.0, 30.0, 20.0))]
    assert [(text.content, text.x, text.y) for text in drawn.sheets[0].texts] == [("轴网", 20.0, 10.0)]
    assert missing(drawn) == []
    assert source(drawn).bound == ("grid.dxf",)
    assert source(drawn).wanted == ()


def test_its_layers_carry_its_name_and_keep_their_meaning(tmp_path: Path) -> None:
    drawn = read(host(tmp_path, "grid.dxf"), None, companions(grid(tmp_path))).drawing
    named = {layer.name: layer.meaning for layer in drawn.sheets[0].layers}
    assert named["GRID$0$A-AREA"] == "SPACE"


def test_a_layer_the_host_keeps_for_the_reference_has_the_hosts_settings(tmp_path: Path) -> None:
    doc = drawing()
    frame(doc.modelspace(), 0, 0, (841, 594), 100)
    xref.attach(doc, block_name="GRID", filename="grid.dxf", insert=(*INSERTED, 0))
    kept = doc.layers.new_entry({"name": "GRID|A-AREA"})
    kept.off()
    drawn = read(saved(doc, tmp_path, "host.dxf"), None, companions(grid(tmp_path))).drawing
    (layer,) = [layer for layer in drawn.sheets[0].layers if layer.name.endswith("A-AREA")]
    assert (layer.name, layer.visible) == ("GRID|A-AREA", False)


def test_a_dwg_that_references_a_dwg_shows_it(tmp_path: Path) -> None:
    square = as_dwg(grid(tmp_path))
    plan = as_dwg(host(tmp_path, r"C:\work\grid.dwg"))
    drawn = read(plan, None, companions(square)).drawing
    assert areas(drawn) == [pytest.approx((20.0, 10.0, 30.0, 20.0))]
    assert source(drawn).bound == ("grid.dwg",)
    assert missing(drawn) == []


def test_a_reference_that_did_not_come_along_is_listed_with_its_path(tmp_path: Path) -> None:
    written = r"D:\项目\轴网\Grid.dwg"
    grid(tmp_path)
    drawn = read(host(tmp_path, written)).drawing
    assert missing(drawn) == [(Omission.XREF, written, 1)]
    assert source(drawn).wanted == (written,)
    assert "随图提交" in drawn.sheets[0].not_displayed[0].remedy_zh


def test_two_files_of_the_name_are_not_chosen_between(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    both = companions(grid(tmp_path / "a"), grid(tmp_path / "b", "GRID.dxf"))
    drawn = read(host(tmp_path, "grid.dxf"), None, both).drawing
    ((kind, what, count),) = missing(drawn)
    assert (kind, count) == (Omission.XREF, 1)
    assert what.startswith("grid.dxf (")
    assert "同名" in what
    assert areas(drawn) == []
    assert source(drawn).bound == ()


def test_the_exact_name_goes_before_the_other_ending(tmp_path: Path) -> None:
    square = as_dwg(grid(tmp_path))
    small = grid(tmp_path, size=5000)
    drawn = read(host(tmp_path, "grid.dwg"), None, companions(small, square)).drawing
    assert source(drawn).bound == ("grid.dwg",)
    assert areas(drawn) == [pytest.approx((20.0, 10.0, 30.0, 20.0))]


def test_the_base_point_of_the_reference_lies_where_it_is_inserted(tmp_path: Path) -> None:
    doc = drawing()
    rectangle(doc.modelspace(), 0, 0, 10_000, 10_000, "A-AREA")
    doc.header["$INSBASE"] = (1000, 2000, 0)
    square = saved(doc, tmp_path, "grid.dxf")
    drawn = read(host(tmp_path, "grid.dxf", rotation=90), None, companions(square)).drawing
    # the square's corner is (-1, -2) m from its base; a quarter turn takes (x, y) to (-y, x)
    assert areas(drawn) == [pytest.approx((12.0, 9.0, 22.0, 19.0))]


def test_a_reference_within_a_reference_is_bound_through_both(tmp_path: Path) -> None:
    inner = grid(tmp_path, "inner.dxf", size=1000)
    doc = drawing()
    xref.attach(doc, block_name="INNER", filename="inner.dxf", insert=(3000, 0, 0))
    middle = saved(doc, tmp_path, "middle.dxf")
    drawn = read(host(tmp_path, "middle.dxf"), None, companions(inner, middle)).drawing
    assert areas(drawn) == [pytest.approx((23.0, 10.0, 24.0, 11.0))]
    assert set(source(drawn).bound) == {"inner.dxf", "middle.dxf"}


def test_an_overlay_is_seen_in_its_own_host_and_not_further_on(tmp_path: Path) -> None:
    inner = grid(tmp_path, "inner.dxf", size=1000)
    doc = drawing()
    frame(doc.modelspace(), 0, 0, (841, 594), 100)
    xref.attach(doc, block_name="INNER", filename="inner.dxf", insert=(3000, 0, 0), overlay=True)
    middle = saved(doc, tmp_path, "middle.dxf")
    assert areas(read(middle, None, companions(inner)).drawing) == [pytest.approx((3.0, 0.0, 4.0, 1.0))]
    outer = read(host(tmp_path, "middle.dxf"), None, companions(inner, middle)).drawing
    assert areas(outer) == []
    assert missing(outer) == []
    assert any("overlay inner.dxf" in note for note in source(outer).repairs)


def test_an_overlay_that_did_not_come_along_is_listed(tmp_path: Path) -> None:
    assert missing(read(host(tmp_path, "grid.dxf", overlay=True)).drawing) == [(Omission.XREF, "grid.dxf", 1)]


def test_a_drawing_that_references_itself_is_listed(tmp_path: Path) -> None:
    plan = host(tmp_path, "host.dxf")
    ((kind, what, _),) = missing(read(plan).drawing)
    assert kind == Omission.XREF
    assert what.startswith("host.dxf (参照了自身")


def test_two_drawings_that_reference_each_other_end(tmp_path: Path) -> None:
    doc = drawing()
    rectangle(doc.modelspace(), 0, 0, 1000, 1000, "A-AREA")
    xref.attach(doc, block_name="BACK", filename="host.dxf")
    other = saved(doc, tmp_path, "other.dxf")
    plan = host(tmp_path, "other.dxf")
    drawn = read(plan, None, companions(other)).drawing
    assert areas(drawn) == [pytest.approx((20.0, 10.0, 21.0, 11.0))]
    assert [(kind, what.startswith("host.dxf (参照了自身")) for kind, what, _ in missing(drawn)] == [
        (Omission.XREF, True)
    ]


def test_a_chain_of_references_is_followed_to_a_depth_and_the_rest_listed(tmp_path: Path) -> None:
    links = [grid(tmp_path, "link0.dxf", size=1000)]
    for number in range(1, DEEPEST + 1):
        doc = drawing()
        xref.attach(doc, block_name="NEXT", filename=f"link{number - 1}.dxf")
        links.append(saved(doc, tmp_path, f"link{number}.dxf"))
    drawn = read(host(tmp_path, links[-1].name), None, companions(*links)).drawing
    ((kind, what, _),) = missing(drawn)
    assert kind == Omission.XREF
    assert what.startswith("link0.dxf (")
    assert areas(drawn) == []


def test_a_reference_in_metres_is_scaled_by_its_insert_and_said_so(tmp_path: Path) -> None:
    square = grid(tmp_path, units=M, size=10)
    drawn = read(host(tmp_path, "grid.dxf", scale=1000), None, companions(square)).drawing
    assert areas(drawn) == [pytest.approx((20.0, 10.0, 30.0, 20.0))]
    (note,) = [note for note in source(drawn).repairs if "grid.dxf" in note]
    assert "in m, this drawing in mm" in note
    assert "contradict" not in note


def test_an_insert_without_the_factor_of_the_units_is_said_to_contradict_them(tmp_path: Path) -> None:
    square = grid(tmp_path, units=M, size=10)
    drawn = read(host(tmp_path, "grid.dxf"), None, companions(square)).drawing
    assert areas(drawn) == [pytest.approx((20.0, 10.0, 20.01, 10.01))]
    assert any("contradict" in note for note in source(drawn).repairs)


def test_a_damaged_reference_is_listed_with_what_is_wrong(tmp_path: Path) -> None:
    broken = tmp_path / "grid.dxf"
    broken.write_bytes(b"PK\x03\x04 an archive")
    ((kind, what, _),) = missing(read(host(tmp_path, "grid.dxf"), None, companions(broken)).drawing)
    assert kind == Omission.XREF
    assert "ZIP" in what


def test_references_too_large_together_are_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(references, "MOST_BYTES", 1000)
    ((kind, what, _),) = missing(read(host(tmp_path, "grid.dxf"), None, companions(grid(tmp_path))).drawing)
    assert kind == Omission.XREF
    assert "过大" in what


def test_a_reference_on_a_frozen_layer_is_not_said_to_be_shown(tmp_path: Path) -> None:
    doc = drawing()
    frame(doc.modelspace(), 0, 0, (841, 594), 100)
    doc.layers.add("X").freeze()
    xref.attach(doc, block_name="GRID", filename="grid.dxf").dxf.layer = "X"
    drawn = read(saved(doc, tmp_path, "host.dxf"), None, companions(grid(tmp_path))).drawing
    assert source(drawn).bound == ()
    assert areas(drawn) == []


def test_the_clip_of_a_reference_is_left_on_its_insert(tmp_path: Path) -> None:
    doc = drawing()
    frame(doc.modelspace(), 0, 0, (841, 594), 100)
    insert = xref.attach(doc, block_name="GRID", filename="grid.dxf", insert=(*INSERTED, 0))
    xclip.XClip(insert).set_block_clipping_path([(0, 0), (5000, 5000)])
    reading = read(saved(doc, tmp_path, "host.dxf"), None, companions(grid(tmp_path)))
    document: Any = reading.document
    (placed,) = document.modelspace().query("INSERT")
    assert xclip.XClip(placed).has_clipping_path


def test_blocks_and_dimensions_of_a_reference_come_along(tmp_path: Path) -> None:
    doc = drawing()
    door = doc.blocks.new("door")
    rectangle(door, 0, 0, 1000, 200, "A-AREA")
    doc.modelspace().add_blockref("door", (2000, 0), dxfattribs={"layer": "A-DOOR"})
    doc.modelspace().add_linear_dim(base=(0, 500), p1=(0, 0), p2=(4000, 0)).render()
    plan = saved(doc, tmp_path, "plan.dxf")
    drawn = read(host(tmp_path, "plan.dxf"), None, companions(plan)).drawing
    assert areas(drawn) == [pytest.approx((22.0, 10.0, 23.0, 10.2))]
    assert [dimension.measured for dimension in drawn.sheets[0].dimensions] == [pytest.approx(4.0)]
    assert missing(drawn) == []


def test_what_a_reference_cannot_show_is_said_in_the_host(tmp_path: Path) -> None:
    path = grid(tmp_path)
    custom = "  0\nTCH_WALL\n  5\nFFF1\n330\n1F\n100\nAcDbEntity\n  8\n0\n100\nTCHDBWALL\n  0\nENDSEC\n  0\nSECTION\n  2\nOBJECTS"
    content = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    before, after = content.split("  0\nENDSEC\n  0\nSECTION\n  2\nOBJECTS", 1)
    path.write_text(before + custom + after, encoding="utf-8")
    drawn = read(host(tmp_path, "grid.dxf"), None, companions(path)).drawing
    assert missing(drawn) == [(Omission.PROXY, "TCH_WALL", 1)]


def test_names_are_compared_by_their_last_part_in_any_letters() -> None:
    assert last_part(r"..\轴网\GRID.dwg") == last_part("/mnt/x/grid.DWG") == "grid.dwg"


def test_what_a_framed_host_shows_is_not_measured_again_in_the_reference(tmp_path: Path) -> None:
    square = grid(tmp_path)
    plan = read(host(tmp_path, "grid.dxf"), None, companions(square)).drawing
    alone = read(square).drawing
    joined = DrawingSet.joined([alone, plan])
    assert [sheet.file for sheet in joined.sheets] == ["host.dxf"]
    assert [sheet.file for sheet in joined.set_aside] == ["grid.dxf"]
    assert joined.shown_in("grid.dxf") == ("host.dxf",)
    assert len(joined.files) == 2


def test_a_reference_with_a_frame_of_its_own_stays_a_sheet(tmp_path: Path) -> None:
    doc = drawing()
    frame(doc.modelspace(), 0, 0, (420, 297), 100)
    framed = saved(doc, tmp_path, "grid.dxf")
    plan = read(host(tmp_path, "grid.dxf"), None, companions(framed)).drawing
    joined = DrawingSet.joined([read(framed).drawing, plan])
    assert joined.set_aside == ()
    assert "grid.dxf" in {sheet.file for sheet in joined.sheets}


def test_unframed_files_that_only_reference_each_other_stay_in_the_set(tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        doc = drawing()
        rectangle(doc.modelspace(), 0, 0, 1000, 1000, "A-AREA")
        xref.attach(doc, block_name="OTHER", filename=f"{other}.dxf", insert=(5000, 0, 0))
        saved(doc, tmp_path, f"{name}.dxf")
    paths = [tmp_path / "a.dxf", tmp_path / "b.dxf"]
    sets = [read(path, None, companions(*(each for each in paths if each != path))).drawing for path in paths]
    assert [sheet.file for sheet in DrawingSet.joined(sets).sheets] == ["a.dxf", "b.dxf"]


@pytest.mark.parametrize("came", [True, False])
def test_a_reference_in_a_block_among_thousands_of_lines_is_found(tmp_path: Path, *, came: bool) -> None:
    doc = drawing()
    space = doc.modelspace()
    frame(space, 0, 0, (841, 594), 100)
    for number in range(3000):
        space.add_line((30_000 + number, 30_000), (30_000 + number, 30_100))
    outer = doc.blocks.new("OUTER")
    references_of = doc.blocks.new("GRID", dxfattribs={"flags": 4, "xref_path": "grid.dxf"})
    outer.add_blockref(references_of.name, (1000, 0))
    space.add_blockref("OUTER", (*INSERTED, 0))
    square = companions(grid(tmp_path)) if came else []
    drawn = read(saved(doc, tmp_path, "host.dxf"), None, square).drawing
    if came:
        assert areas(drawn) == [pytest.approx((21.0, 10.0, 31.0, 20.0))]
        assert source(drawn).bound == ("grid.dxf",)
    else:
        assert missing(drawn) == [(Omission.XREF, "grid.dxf", 1)]
        assert source(drawn).wanted == ("grid.dxf",)
