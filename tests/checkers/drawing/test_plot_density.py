"""What would take a viewer minutes to draw is left off the page and listed; so is a page that shows nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pymupdf
import shapely

from checkers.drawing import picture
from checkers.drawing.model import Entities, Kind, Layer, Omission
from checkers.drawing.plot import PlottedSheet, plot

from .plotted import document, lines_mm, plotted, reading, sheet


def listed(page: PlottedSheet) -> dict[str, int]:
    return {item.what: item.count for item in page.not_displayed if item.kind is Omission.OTHER}


def to_and_fro(edges: int, wide: float, high: float) -> list[tuple[float, float]]:
    return [(wide * n / edges, high * (n % 2)) for n in range(edges)]


def test_a_hatch_that_runs_to_and_fro_across_the_page_is_left_out_and_listed(tmp_path: Path) -> None:
    made, space = document()
    # each edge crosses the 1697 rows of the picture of an A3: 5000 edges make 8.5 million crossings
    space.add_hatch().paths.add_polyline_path(to_and_fro(5000, 42_000, 29_700), is_closed=True)
    space.add_line((0, 0), (10_000, 0))
    page = plotted(made, tmp_path)
    assert listed(page) == {"HATCH (too dense)": 1}
    assert "过于密集" in page.not_displayed[0].remedy_zh
    assert lines_mm(page.pdf) == [(0.0, 0.0, 100.0, 0.0)]


def test_a_hatch_as_dense_on_a_small_part_of_the_page_is_drawn(tmp_path: Path) -> None:
    made, space = document()
    space.add_hatch().paths.add_polyline_path(to_and_fro(5000, 4200, 2970), is_closed=True)
    assert listed(plotted(made, tmp_path)) == {}


def test_a_polyline_that_runs_to_and_fro_is_left_out_and_one_off_the_page_costs_nothing(tmp_path: Path) -> None:
    made, space = document()
    space.add_lwpolyline(to_and_fro(5000, 42_000, 29_700))
    space.add_lwpolyline([(x, y + 100_000) for x, y in to_and_fro(5000, 42_000, 29_700)])
    assert listed(plotted(made, tmp_path)) == {"LINE (too dense)": 1}


def test_a_hatch_of_many_small_outlines_pays_for_none_of_the_ways_between_them(tmp_path: Path) -> None:
    made, space = document()
    hatch = space.add_hatch()
    for n in range(6000):
        x, y = n * 7, n % 2 * 29_000
        hatch.paths.add_polyline_path([(x, y), (x + 5, y), (x + 5, y + 100), (x, y + 100)], is_closed=True)
    assert listed(plotted(made, tmp_path)) == {}


def test_more_letters_than_a_page_can_hold_are_left_out_and_listed(tmp_path: Path) -> None:
    made, space = document()
    made.blocks.new("many").add_mtext("A" * 10_000, dxfattribs={"char_height": 100})
    # 21 × 10 texts of 10,000 letters: 200 of them are two million
    placed = {"row_count": 21, "column_count": 10, "row_spacing": 100, "column_spacing": 100}
    space.add_blockref("many", (0, 0), dxfattribs=placed)
    page = plotted(made, tmp_path)
    assert listed(page) == {"TEXT (too many letters)": 10}
    assert page.pdf.stat().st_size < 10_000_000


def with_entities(count: int) -> Entities:
    return replace(
        Entities.none(),
        geometry=shapely.linestrings([[(n, 0), (n, 1)] for n in range(count)]),
        kind=np.array([Kind.LINE.value] * count),
        layer=np.zeros(count, np.int32),
        colour=np.zeros(count, np.uint32),
        handle=np.array(["1"] * count),
        block=np.array([""] * count),
        visible=np.ones(count, np.bool_),
    )


def test_a_page_without_ink_whose_sheet_has_entities_is_listed(tmp_path: Path) -> None:
    made, space = document()
    space.add_line((900_000, 900_000), (910_000, 900_000))
    drawn = sheet(layers=(Layer("0", "", visible=True),), entities=with_entities(3))
    (page,) = plot(reading(made, drawn), tmp_path / "blank")
    assert listed(page) == {"PLOT (blank)": 3}
    assert "空白" in page.not_displayed[0].remedy_zh
    assert page.not_displayed[0].remedy_en
    hidden = sheet(layers=(Layer("0", "", visible=True, plots=False),), entities=with_entities(3))
    (page,) = plot(reading(made, hidden), tmp_path / "hidden")
    assert listed(page) == {}


def test_a_page_with_a_frame_only_whose_sheet_is_full_is_listed(tmp_path: Path) -> None:
    made, space = document()
    for n in range(4):
        space.add_line((n * 100, 0), (n * 100, 1000))
    layers = (Layer("0", "", visible=True),)
    (page,) = plot(reading(made, sheet(layers=layers, entities=with_entities(81))), tmp_path / "almost")
    assert listed(page) == {"PLOT (blank)": 81}
    (page,) = plot(reading(made, sheet(layers=layers, entities=with_entities(80))), tmp_path / "enough")
    assert listed(page) == {}


def test_a_picture_says_whether_anything_is_seen(tmp_path: Path) -> None:
    empty, drawn = pymupdf.open(), pymupdf.open()
    empty.new_page(width=200, height=100)
    drawn.new_page(width=200, height=100).draw_line((10, 10), (20, 10))
    for name, opened in (("empty", empty), ("drawn", drawn)):
        opened.save(tmp_path / f"{name}.pdf")
    assert not picture.draw(tmp_path / "empty.pdf", tmp_path / "empty")[2]
    assert picture.draw(tmp_path / "drawn.pdf", tmp_path / "drawn")[2]
