"""Which viewports of a layout show the model, and what is said when none does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from checkers.drawing import dwg, dxf, viewports
from checkers.drawing.model import Omission, Sheet
from checkers.drawing.reader import read
from tests.checkers.drawing.drafting import drawing, rectangle, saved

PARK = "project-1810-S-Park/Transfer"
PARK_SHEET = "1810 S Park-Sheet - "


def numbers(layout: Any) -> list[int]:
    """Numbers of the viewports that show the model, the largest first."""
    return [window.dxf.id for window in viewports.windows(layout)]


def placed(layout: Any, number: int, at: tuple[float, float], size: tuple[float, float], **view: Any) -> Any:
    """A viewport with a number of its own."""
    window = layout.add_viewport(at, size, view.pop("seen_at", (0, 0)), view.pop("seen_height", 0.0))
    window.dxf.id = number
    for name, value in view.items():
        window.dxf.set(name, value)
    return window


def bare() -> tuple[Any, Any]:
    """A document and its first layout, in millimetres, without the viewport that ezdxf adds to it."""
    doc = drawing()
    layout = doc.layout("Layout1")
    layout.page_setup(size=(420, 297), margins=(0, 0, 0, 0), units="mm")
    for viewport in list(layout.viewports()):
        layout.delete_entity(viewport)
    return doc, layout


def test_the_paper_view_is_the_one_that_shows_its_own_place_whatever_its_number() -> None:
    _, layout = bare()
    placed(layout, 1, (200, 150), (300, 200), seen_at=(50_000, 30_000), seen_height=20_000)
    placed(layout, 2, (6, 4.5), (12, 9), seen_at=(6, 4.5), seen_height=12)
    assert numbers(layout) == [1]


def test_the_paper_view_of_autocad_is_centred_on_the_corner_of_the_paper() -> None:
    _, layout = bare()
    # a window at full size that shows its own place, as Revit writes one around a title block
    placed(layout, 1, (200, 150), (340, 220), seen_at=(200, 150), seen_height=220)
    placed(layout, 2, (0, 0), (723, 351), seen_at=(156, 72), seen_height=351)
    assert numbers(layout) == [1]


def test_of_two_that_show_their_own_place_the_one_as_large_as_the_limits_is_the_paper_view() -> None:
    _, layout = bare()
    layout.dxf.limmin, layout.dxf.limmax = (0, 0), (12, 9)
    placed(layout, 1, (17, 11), (34, 22), seen_at=(17, 11), seen_height=22)
    placed(layout, 2, (6, 4.5), (12, 9), seen_at=(6, 4.5), seen_height=12)
    assert numbers(layout) == [1]
    layout.dxf.limmax = (34, 22)
    assert numbers(layout) == [2]


def test_number_one_is_the_paper_view_when_none_shows_its_own_place() -> None:
    _, layout = bare()
    placed(layout, 1, (100, 100), (400, 300), seen_at=(130, 90), seen_height=300)
    placed(layout, 2, (100, 100), (200, 100), seen_at=(5000, 0), seen_height=10_000)
    assert numbers(layout) == [2]


def test_number_one_is_a_window_when_it_shows_the_model_reduced_or_is_the_only_one() -> None:
    _, layout = bare()
    placed(layout, 1, (100, 100), (400, 300), seen_at=(5000, 0), seen_height=30_000)
    assert numbers(layout) == [1]
    _, layout = bare()
    placed(layout, 1, (100, 100), (200, 100), seen_at=(5000, 0), seen_height=100)
    assert numbers(layout) == [1]


def test_viewports_that_are_off_show_nothing_and_the_others_come_largest_first() -> None:
    _, layout = bare()
    placed(layout, 2, (100, 100), (50, 50), seen_at=(5000, 0), seen_height=5000)
    placed(layout, 3, (200, 100), (80, 80), seen_at=(5000, 0), seen_height=5000)
    placed(layout, 4, (300, 100), (90, 90), seen_at=(5000, 0), seen_height=5000, status=0)
    placed(layout, 5, (400, 100), (90, 90), seen_at=(5000, 0), seen_height=5000, flags=0x20000)
    assert numbers(layout) == [3, 2]


def old(layout: Any) -> Any:
    """A viewport as releases before 2000 write it: what it shows stands in extended data."""
    window = placed(layout, 2, (200, 150), (300, 200))
    view = [(1070, 16), (1010, (0, 0, 0)), (1010, (0, 0, 1)), (1040, 0.0), (1040, 20_000.0)]
    middle = [(1040, 50_000.0), (1040, 30_000.0), (1040, 50.0)]
    window.set_xdata(
        "ACAD", [(1000, "MVIEW"), (1002, "{"), *view, *middle, (1002, "{"), (1003, "A-AREA"), (1002, "}"), (1002, "}")]
    )
    return window


def test_a_view_of_an_old_release_is_read_from_extended_data(tmp_path: Path) -> None:
    doc, layout = bare()
    rectangle(doc.modelspace(), 45_000, 27_000, 10_000, 6000, "A-AREA")
    rectangle(doc.modelspace(), 45_000, 27_000, 10_000, 6000, "A-WALL")
    rectangle(layout, 10, 10, 400, 277)
    old(layout)
    (sheet,) = read(saved(doc, tmp_path)).drawing.sheets
    # 20 m through 200 mm
    assert sheet.scale == 100
    assert len(sheet.rows("WALL")) == 1
    assert not sheet.entities.visible[sheet.rows("SPACE")].any()


def lost(sheet: Sheet) -> dict[str, int]:
    return {item.what: item.count for item in sheet.not_displayed if item.kind is Omission.OTHER}


def seen(doc: Any, folder: Path) -> Sheet:
    return next(sheet for sheet in read(saved(doc, folder)).drawing.sheets if sheet.where == "layout:Layout1")


def test_viewports_that_show_nothing_of_a_drawn_model_are_listed(tmp_path: Path) -> None:
    doc, layout = bare()
    rectangle(doc.modelspace(), 0, 0, 10_000, 6000)
    rectangle(layout, 10, 10, 400, 277)
    window = placed(layout, 2, (200, 150), (300, 200), seen_at=(900_000, 900_000), seen_height=20_000)
    sheet = seen(doc, tmp_path)
    assert lost(sheet) == {"VIEWPORT (nothing in view)": 1}
    assert "视口" in sheet.not_displayed[0].remedy_zh
    window.dxf.view_center_point = (5000, 3000)
    assert lost(seen(doc, tmp_path)) == {}


def test_viewports_that_say_no_view_or_look_from_the_side_are_listed(tmp_path: Path) -> None:
    doc, layout = bare()
    rectangle(doc.modelspace(), 0, 0, 10_000, 6000)
    rectangle(layout, 10, 10, 400, 277)
    placed(layout, 2, (200, 150), (300, 200), seen_at=(5000, 3000), seen_height=20_000)
    placed(layout, 3, (300, 150), (30, 20), seen_at=(5000, 3000), seen_height=0.0)
    tilted = placed(layout, 4, (100, 50), (30, 20), seen_at=(5000, 3000), seen_height=20_000)
    tilted.dxf.view_direction_vector = (1, 1, 1)
    assert lost(seen(doc, tmp_path)) == {"VIEWPORT (no view)": 1, "VIEWPORT (3D)": 1}


@pytest.mark.parametrize("round_window", [True, False])
def test_a_clipped_viewport_measures_what_is_inside_its_outline(tmp_path: Path, *, round_window: bool) -> None:
    doc, layout = bare()
    # 1:100 around (50, 30) m: the one square lies in the middle, the other in a corner of the window
    rectangle(doc.modelspace(), 49_000, 29_000, 2000, 2000, "A-AREA")
    rectangle(doc.modelspace(), 40_500, 37_500, 2000, 2000, "A-WALL")
    rectangle(layout, 10, 10, 400, 277)
    window = placed(layout, 2, (200, 150), (200, 200), seen_at=(50_000, 30_000), seen_height=20_000)
    if round_window:
        window.dxf.clipping_boundary_handle = layout.add_circle((200, 150), 100).dxf.handle
        window.dxf.flags |= 0x10000
    sheet = seen(doc, tmp_path)
    assert len(sheet.rows("SPACE")) == 1
    assert len(sheet.rows("WALL")) == (0 if round_window else 1)


@pytest.mark.drawings
@pytest.mark.parametrize(
    ("name", "scale", "size"),
    [
        # printed on the sheets: 1" = 30'-0", 1" = 20'-0" and 1/8" = 1'-0"; ANSI D is 34 × 22 inches
        (f"{PARK}/20190911 - to MBM - backgrounds/{PARK_SHEET}A001 - SITE PLAN.dwg", 360, (863.6, 558.8)),
        (f"{PARK}/20190911 - to MBM - backgrounds/{PARK_SHEET}A051 - DEMO PLANS.dwg", 240, (863.6, 558.8)),
        (f"{PARK}/20191011 - to Team - latest plans/{PARK_SHEET}A200 - BUILDING ELEVATIONS.dwg", 96, (863.6, 558.8)),
        (
            f"{PARK}/20191029 - to Team - updated backgrounds/{PARK_SHEET}A101 - FLOOR PLAN - 1ST.dwg",
            96,
            (863.6, 558.8),
        ),
        ("project-TRN/dwg/TRN_PP_AR-5-01_V01_Korruseplaan.dwg", 100, (594.0, 420.0)),
        ("project-TRN/dwg/TRN_PP_AR-7-02_V01_Aken-vert.dwg", 10, (420.0, 297.0)),
    ],
)
def test_sheets_by_others_have_the_scale_printed_on_them(
    collection: Path, name: str, scale: float, size: tuple[float, float]
) -> None:
    (sheet,) = read(collection / name).drawing.sheets
    assert sheet.scale == scale
    assert sheet.size_mm == pytest.approx(size, abs=0.5)
    assert len(sheet.entities) > 400


@pytest.mark.drawings
@pytest.mark.parametrize(
    ("name", "layout", "shown"),
    [
        ("dxf/DomCR+ACadSharp/samples/sample_AC1009_ascii.dxf", "Layout1", {2: 9.10887}),
        ("dxf/DomCR+ACadSharp/samples/sample_AC1032_ascii.dxf", "Layout1", {2: 9.22871}),
        ("dwg/DomCR+ACadSharp/samples/sample_AC1014.dwg", "Layout1", {2: 9.22871}),
        ("dxf/mozman+ezdxf/examples_dxf/VP4.dxf", "Layout1", {2: 17.718, 3: 178.989, 4: 576.562, 5: 37.621}),
        ("dxf/LibreDWG+libredwg/test/test-data/example_2018.dxf", "Layout1", {}),
        (f"{PARK}/20190813 - to LA - title block/Title block.dwg", "Layout1", {1: 22.0}),
    ],
)
def test_windows_of_drawings_by_others_and_the_height_each_shows(
    collection: Path, tmp_path: Path, name: str, layout: str, shown: dict[int, float]
) -> None:
    path = collection / name
    if path.suffix == ".dwg":
        dwg._convert(path, tmp_path / "converted.dxf")
        path = tmp_path / "converted.dxf"
    found = viewports.windows(dxf.load(path).doc.layout(layout))
    assert {window.dxf.id: window.dxf.view_height for window in found} == {
        number: pytest.approx(height, rel=1e-4) for number, height in shown.items()
    }
