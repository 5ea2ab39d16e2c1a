"""Drawings by other people, read in the limited child: one of each kind, and the nasty ones that are known."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import shapely

from checkers.drawing import columns
from checkers.drawing.inspect import inspection
from checkers.drawing.isolate import Limits, Outcome, read_isolated
from checkers.drawing.model import Kind, Omission, Sheet
from checkers.errors import CannotReadFile, LimitExceeded

pytestmark = pytest.mark.drawings
LIMITS = Limits(cpu_seconds=60, wall_seconds=120)

READ = (
    "chinese-components/Door_WM1_P.dwg",
    "chinese-components/Railing_B5.dwg",
    "dwg/LibreDWG+libredwg/test/test-data/example_r13.dwg",
    "dwg/LibreDWG+libredwg/test/test-data/example_2000.dwg",
    "dwg/LibreDWG+libredwg/test/test-data/2004/Surface.dwg",
    "dwg/LibreDWG+libredwg/test/test-data/example_2018.dwg",
    "dxf/LibreDWG+libredwg/test/test-data/2013/gh109_1.dxf",
    "dxf/CityScope/building.dxf",
    "dxf/mozman+ezdxf/examples_dxf/mtext_complex_inline_codes.dxf",
    "dxf/dotoritos-kim+dxf-json/integration-test/src/tc1/tc.dxf",
    "groundtruth/indoor/v1/Ground.dwg",
    "project-TRN/dwg/TRN_PP_AR-5-02_V01_Katuse-plaan.dwg",
    "project-TRN/pdf/K1.1 VUNDAMENDITALDMIKE PLAAN.pdf",
    "pdf/OpeningDesign+IFCopenHouse_Lantern_Hollow/As-built Documentation/garage.pdf",
    "hostile/mozilla+pdf.js/test_pdfs_ContentStreamCycleType3insideType3.pdf",
    "hostile/mozilla+pdf.js/test_pdfs_bad-PageLabels.pdf",
)
REFUSED = (
    "README.md",
    "perf/building1_tiled_x150.dxf.gz",
    "dwg/LibreDWG+libredwg/test/test-data/r1.4/entities.dwg",
    "dwg/LibreDWG+libredwg/test/test-data/r11/entities-2d.dwg",
    "dxf/LibreDWG+libredwg/test/test-data/r1.4/entities.dxf",
    "hostile/mozilla+pdf.js/test_pdfs_GHOSTSCRIPT-698804-1-fuzzed.pdf",
    "hostile/mozilla+pdf.js/test_pdfs_issue6010_1.pdf",
    "hostile/mozilla+pdf.js/test_pdfs_poppler-85140-0.pdf",
    "hostile/qpdf+qpdf/qpdf_qtest_qpdf_bad1.pdf",
)


def outcome(path: Path, folder: Path) -> Outcome:
    return read_isolated(path, path.name, folder / "work", limits=LIMITS, plotted=False)


def only(path: Path, folder: Path) -> Sheet:
    (sheet,) = outcome(path, folder).drawing.sheets
    return sheet


@pytest.mark.parametrize("name", READ)
def test_a_drawing_is_read_and_said_in_full(collection: Path, tmp_path: Path, name: str) -> None:
    read = outcome(collection / name, tmp_path)
    assert read.drawing.sheets
    said = json.dumps(inspection(read.drawing), allow_nan=False)
    assert str(collection) not in said
    for sheet in read.drawing.sheets:
        assert all(size > 0 for size in sheet.size_mm)
        assert len(sheet.entities.geometry) == len(sheet.entities.layer) == len(sheet.entities.handle)
    columns.dump(read.drawing, tmp_path / "again")


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_readable_drawing_is_refused_in_one_sentence(collection: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises((CannotReadFile, LimitExceeded)) as refused:
        outcome(collection / name, tmp_path)
    words = refused.value.words
    assert words.zh.endswith("。")
    assert words.en.endswith(".")
    assert "\n" not in words.zh + words.en
    assert str(collection) not in words.zh + words.en


def test_a_plan_as_dwg_and_as_pdf_is_the_same_sheet(collection: Path, tmp_path: Path) -> None:
    name = "TRN_PP_AR-5-02_V01_Katuse-plaan"
    dwg = only(collection / "project-TRN" / "dwg" / f"{name}.dwg", tmp_path / "dwg")
    pdf = only(collection / "project-TRN" / "pdf" / f"{name}.pdf", tmp_path / "pdf")
    assert dwg.scale == pdf.scale == 100
    assert dwg.frame == pdf.frame == "A2"
    assert dwg.size_mm == pytest.approx(pdf.size_mm, abs=0.5)


def test_chinese_layers_of_a_revit_export_are_understood(collection: Path, tmp_path: Path) -> None:
    folder = collection / "dxf/pattern-x+gemini-viewer-examples/public/demo/models/dxf"
    sheet = only(folder / "buiding1-1F.dxf", tmp_path)
    meanings = {layer.name: layer.meaning for layer in sheet.layers}
    assert meanings["轴网_dwg"] == "AXIS"
    assert meanings["S-COLS"] == "COLUMN"
    assert len(sheet.entities) > 5000
    # the storey is some 100 m long, not 100 mm and not 100 km
    width = sheet.bounds_m[2] - sheet.bounds_m[0]
    assert 50 < width < 1000


def test_every_tarch_proxy_is_drawn_or_said_to_be_missing(collection: Path, tmp_path: Path) -> None:
    sheet = only(collection / "dxf/LibreDWG+libredwg/test/test-data/2013/gh109_1.dxf", tmp_path)
    drawn = {
        str(handle)
        for handle, kind in zip(sheet.entities.handle, sheet.entities.kind, strict=True)
        if kind == Kind.PROXY
    }
    missing = sum(lost.count for lost in sheet.not_displayed if lost.kind is Omission.PROXY)
    assert len(drawn) + missing == 25


def test_the_same_proxies_in_a_dwg_are_named_by_class(collection: Path, tmp_path: Path) -> None:
    sheet = only(collection / "dwg/LibreDWG+libredwg/test/test-data/2013/gh109_1.dwg", tmp_path)
    lost = {missing.what: missing.count for missing in sheet.not_displayed if missing.kind is Omission.PROXY}
    assert lost["TCH_WALL"] == 9
    assert lost["TCH_OPENING"] == 7
    assert lost["TCH_COLUMN"] == 3


def test_a_layout_in_feet_and_inches_has_the_scale_written_on_it(collection: Path, tmp_path: Path) -> None:
    plan, section = outcome(collection / "dxf/dotoritos-kim+dxf-json/sample/A_000217.dxf", tmp_path).drawing.sheets
    # 1/8" = 1'-0" and 1/4" = 1'-0"
    assert (plan.where, plan.scale) == ("layout:PLAN", 96)
    assert (section.where, section.scale) == ("layout:SECTION", 48)


def test_every_room_people_marked_on_an_office_floor_is_a_polygon_of_its_size(collection: Path, tmp_path: Path) -> None:
    folder = collection / "groundtruth" / "indoor" / "v1"
    sheet = only(folder / "Ground.dwg", tmp_path)
    truth = json.loads((folder / "Ground.groundtruth.json").read_text(encoding="utf-8"))
    numbers = [number for number, layer in enumerate(sheet.layers) if layer.name.upper() == "UNITS"]
    ours = sheet.entities.geometry[np.isin(sheet.entities.layer, numbers)]
    assert len(truth["rooms"]) > 60
    for room in truth["rooms"]:
        # the truth is in the drawing's units, millimetres; one room stands twice in it, a centimetre apart
        marked = shapely.Polygon(np.array(room["points"]) / 1000)
        assert shapely.equals_exact(ours, marked, tolerance=0.02, normalize=True).any()
