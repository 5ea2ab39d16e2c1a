"""What a PDF page draws, where it is seen, and on which layer: expected values in points by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely

from checkers.drawing.model import Kind, Omission, Sheet
from checkers.drawing.reader import read
from tests.checkers.drawing.pdf_writing import POINT, only, stream, written


def in_points(sheet: Sheet, row: int = 0) -> tuple[float, ...]:
    """Bounds of one entity in points from the page's lower left corner."""
    bounds = sheet.on_paper(sheet.entities.geometry[row]).bounds
    return tuple(float(edge) * POINT for edge in bounds)


def kinds(sheet: Sheet) -> list[str]:
    return sheet.entities.kind.tolist()


def omitted(sheet: Sheet) -> dict[tuple[Omission, str], int]:
    return {(lost.kind, lost.what): lost.count for lost in sheet.not_displayed}


@pytest.mark.parametrize(
    ("turn", "size", "expected"),
    [
        (0, (400, 300), (10, 20, 110, 20)),
        # turned clockwise: what pointed right points down
        (90, (300, 400), (20, 290, 20, 390)),
        (180, (400, 300), (290, 280, 390, 280)),
        (270, (300, 400), (280, 10, 280, 110)),
    ],
)
def test_a_turned_page_is_read_as_it_is_seen(
    tmp_path: Path, turn: int, size: tuple[int, int], expected: tuple[int, ...]
) -> None:
    sheet = only(written(tmp_path, "10 20 m 110 20 l S", page=f"/MediaBox[0 0 400 300]/Rotate {turn}"))
    assert sheet.size_mm == pytest.approx((size[0] / POINT, size[1] / POINT), abs=0.01)
    assert in_points(sheet) == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_text_stands_at_the_line_it_was_written_on_however_the_page_is_turned_and_in_any_user_unit(
    tmp_path: Path, turn: int
) -> None:
    content = "50 60 m 90 60 l S BT /F 10 Tf 50 60 Td (NORD) Tj ET"
    sheet = only(written(tmp_path, content, page=f"/MediaBox[0 0 400 300]/Rotate {turn}/UserUnit 2"))
    start = sheet.on_paper(sheet.entities.geometry[0]).coords[0]
    (text,) = sheet.texts
    assert (text.x * 1000, text.y * 1000) == pytest.approx(start, abs=0.05)
    assert text.rotation == pytest.approx((360 - turn) % 360)
    # ten units of two points each
    assert text.height * 1000 * POINT == pytest.approx(20, abs=0.1)


def test_a_user_unit_enlarges_the_page_and_all_on_it(tmp_path: Path) -> None:
    sheet = only(written(tmp_path, "10 20 m 110 20 l S", page="/MediaBox[0 0 400 300]/UserUnit 2.5"))
    assert sheet.size_mm == pytest.approx((1000 / POINT, 750 / POINT), abs=0.01)
    assert in_points(sheet) == pytest.approx((25, 50, 275, 50), abs=1e-3)


def test_the_page_is_its_crop_box_and_what_lies_beyond_it_is_cut(tmp_path: Path) -> None:
    boxes = "/MediaBox[-50 -40 350 260]/CropBox[100 100 300 200]"
    sheet = only(written(tmp_path, "50 150 m 250 150 l S 0 0 m 90 90 l S", page=boxes))
    assert sheet.size_mm == pytest.approx((200 / POINT, 100 / POINT), abs=0.01)
    assert kinds(sheet) == ["line"]
    # cut at the left edge, a twentieth of a millimetre beyond it at most
    assert in_points(sheet) == pytest.approx((0, 50, 150, 50), abs=0.15)


def test_a_line_is_cut_to_its_clip_and_one_outside_is_not_measured(tmp_path: Path) -> None:
    content = "q 100 100 50 50 re W n 0 120 m 400 120 l S 0 10 m 400 10 l S Q 0 20 m 400 20 l S"
    sheet = only(written(tmp_path, content))
    assert len(sheet.entities) == 2
    assert in_points(sheet, 0) == pytest.approx((100, 120, 150, 120), abs=0.15)
    assert in_points(sheet, 1) == pytest.approx((0, 20, 400, 20), abs=0.15)


def test_a_line_through_a_clip_in_two_parts_becomes_two_lines(tmp_path: Path) -> None:
    content = "100 100 50 50 re 300 100 50 50 re W n 0 120 m 400 120 l S"
    sheet = only(written(tmp_path, content))
    assert [round(in_points(sheet, row)[0]) for row in range(2)] == [100, 300]
    assert len(set(sheet.entities.handle.tolist())) == 1


def test_nested_clips_cut_together_and_slanted_ones_exactly(tmp_path: Path) -> None:
    # a triangle (0,0) (200,0) (0,200) within the box 0…100; the level line at 50 ends at 100, not at 150
    content = "0 0 m 200 0 l 0 200 l h W n 0 0 100 300 re W n 0 50 m 400 50 l S 0 150 m 400 150 l S"
    sheet = only(written(tmp_path, content))
    assert in_points(sheet, 0) == pytest.approx((0, 50, 100, 50), abs=0.15)
    assert in_points(sheet, 1) == pytest.approx((0, 150, 50, 150), abs=0.15)


def test_a_clip_in_the_corner_of_a_slanted_ones_box_shows_nothing(tmp_path: Path) -> None:
    # the square stands on its tip; of its box the corner at (0, 0) is outside it
    slanted = "100 0 m 200 100 l 100 200 l 0 100 l h W n"
    sheet = only(written(tmp_path, f"{slanted} 5 5 20 20 re W n 0 10 m 400 10 l S"))
    assert len(sheet.entities) == 0
    reached = only(written(tmp_path, f"{slanted} 5 5 90 90 re W n 0 80 m 400 80 l S"))
    assert in_points(reached) == pytest.approx((20, 80, 95, 80), abs=0.15)


def test_a_filled_area_half_inside_its_clip_is_half_an_area(tmp_path: Path) -> None:
    sheet = only(written(tmp_path, "0 0 50 300 re W n 0 0 100 100 re f"))
    assert kinds(sheet) == [Kind.HATCH]
    area = sheet.on_paper(sheet.entities.geometry[0]).area * POINT**2
    assert area == pytest.approx(50 * 100, rel=0.005)


def test_a_frame_drawn_on_the_very_edge_of_the_page_stays_whole(tmp_path: Path) -> None:
    sheet = only(written(tmp_path, "0 0 400 300 re S"))
    assert isinstance(sheet.entities.geometry[0], shapely.Polygon)


def test_forms_within_forms_are_placed_by_all_their_matrices(tmp_path: Path) -> None:
    inner = stream("0 0 m 10 0 l S", "/Type/XObject/Subtype/Form/BBox[0 0 100 100]/Matrix[2 0 0 2 5 0]")
    outer = stream(
        "q 0 1 -1 0 50 0 cm /B Do Q",
        "/Type/XObject/Subtype/Form/BBox[0 0 300 300]/Matrix[1 0 0 1 0 7]/Resources<</XObject<</B 11 0 R>>>>",
    )
    sheet = only(
        written(tmp_path, "q 3 0 0 3 0 0 cm /A Do Q", resources="/XObject<</A 10 0 R>>", objects={10: outer, 11: inner})
    )
    # 0…10 → ×2 +5 → 5…25 along x; turned a quarter: x 50, y 5…25; +7 → y 12…32; ×3
    assert in_points(sheet) == pytest.approx((150, 36, 150, 96), abs=1e-3)


def test_a_forms_box_cuts_what_it_draws(tmp_path: Path) -> None:
    form = stream("0 50 m 400 50 l S", "/Type/XObject/Subtype/Form/BBox[0 0 100 100]")
    sheet = only(written(tmp_path, "/A Do", resources="/XObject<</A 10 0 R>>", objects={10: form}))
    assert in_points(sheet)[2] == pytest.approx(100, abs=0.15)


def test_an_outline_in_an_area_is_a_hole_by_either_rule(tmp_path: Path) -> None:
    ring = "0 0 100 100 re 20 20 m 20 80 l 80 80 l 80 20 l h"
    same = "0 0 100 100 re 20 20 60 60 re"
    even_odd = only(written(tmp_path, f"{same} f*"))
    winding = only(written(tmp_path, f"{ring} f"))
    filled = only(written(tmp_path, f"{same} f"))
    areas = [sheet.on_paper(sheet.entities.geometry[0]).area * POINT**2 for sheet in (even_odd, winding, filled)]
    assert areas == pytest.approx([6400, 6400, 10_000], rel=1e-4)
    assert [len(sheet.entities) for sheet in (even_odd, winding, filled)] == [1, 1, 1]


def test_curves_become_lines_no_further_away_than_a_hundredth_of_a_millimetre(tmp_path: Path) -> None:
    # a quarter circle of radius 200 points about the corner; 0.5523 is the usual approximation
    sheet = only(written(tmp_path, "200 0 m 200 110.457 110.457 200 0 200 c S"))
    points = shapely.get_coordinates(sheet.on_paper(sheet.entities.geometry[0])) * POINT
    away = np.abs(np.hypot(*points.T) - 200)
    middles = (points[1:] + points[:-1]) / 2
    assert kinds(sheet) == [Kind.CURVE]
    assert away.max() < 0.06
    assert np.abs(np.hypot(*middles.T) - 200).max() / POINT < 0.01 + 0.02


GROUPS = {
    10: "<</Type/OCG/Name(A-WALL)>>",
    11: "<</Type/OCG/Name(A-DOOR)>>",
    12: "<</Type/OCG/Name(HIDDEN)>>",
}
CATALOG = "/OCProperties<</OCGs[10 0 R 11 0 R 12 0 R]/D<</Order[10 0 R 11 0 R 12 0 R]/OFF[12 0 R]>>>>"
PROPERTIES = "/Properties<</W 10 0 R/D 11 0 R/H 12 0 R>>"


def layered(folder: Path, content: str) -> Sheet:
    return only(written(folder, content, resources=PROPERTIES, catalog=CATALOG, objects=dict(GROUPS)))


def test_paths_and_texts_stand_on_their_layers_and_a_nested_layer_ends_in_the_outer_one(tmp_path: Path) -> None:
    sheet = layered(
        tmp_path,
        "/OC /W BDC 0 10 m 9 10 l S BT /F 9 Tf 20 20 Td (WALL) Tj ET"
        " /OC /D BDC 0 20 m 9 20 l S BT /F 9 Tf 20 40 Td (DOOR) Tj ET EMC"
        " 0 30 m 9 30 l S EMC 0 40 m 9 40 l S BT /F 9 Tf 20 60 Td (NONE) Tj ET",
    )
    names = [sheet.layers[number].name for number in sheet.entities.layer]
    assert names == ["A-WALL", "A-DOOR", "A-WALL", ""]
    assert {text.content: sheet.layers[text.layer].name for text in sheet.texts} == {
        "WALL": "A-WALL",
        "DOOR": "A-DOOR",
        "NONE": "",
    }


def test_what_stands_on_a_hidden_layer_is_kept_and_is_not_visible(tmp_path: Path) -> None:
    sheet = layered(
        tmp_path,
        "0 10 m 9 10 l S /OC /H BDC 0 20 m 9 20 l S BT /F 9 Tf 20 20 Td (SECRET) Tj ET EMC"
        " 0 20 m 9 20 l S BT /F 9 Tf 20 60 Td (OPEN) Tj ET",
    )
    assert len(sheet.entities) == 3
    assert sorted(sheet.entities.visible.tolist()) == [False, True, True]
    assert {text.content: text.visible for text in sheet.texts} == {"SECRET": False, "OPEN": True}
    assert {layer.name: layer.visible for layer in sheet.layers} == {"": True, "HIDDEN": False}


def test_invisible_text_counts_only_where_something_is_drawn_and_is_said(tmp_path: Path) -> None:
    sheet = only(
        written(
            tmp_path,
            "3 Tr BT /F 9 Tf 20 20 Td (OVER LINES) Tj ET 15 22 m 80 22 l S BT /F 9 Tf 20 200 Td (OVER NOTHING) Tj ET",
        )
    )
    assert {text.content: text.visible for text in sheet.texts} == {"OVER LINES": True, "OVER NOTHING": False}
    assert omitted(sheet)[Omission.FONT, "invisible text"] == 2


def test_a_text_outside_its_clip_is_not_read(tmp_path: Path) -> None:
    sheet = only(
        written(tmp_path, "q 0 0 50 50 re W n BT /F 9 Tf 200 200 Td (AWAY) Tj ET Q BT /F 9 Tf 20 20 Td (HERE) Tj ET")
    )
    assert [text.content for text in sheet.texts] == ["HERE"]


def test_letters_nobody_can_name_are_listed_and_not_made_up(tmp_path: Path) -> None:
    # a composite font without ToUnicode whose glyph numbers say nothing
    font = {
        10: "<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Odd/Encoding/Identity-H/DescendantFonts[11 0 R]>>",
        11: "<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Odd/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        "/Supplement 0>>/FontDescriptor 12 0 R/DW 600>>",
        12: "<</Type/FontDescriptor/FontName/ABCDEF+Odd/Flags 4/FontBBox[0 0 600 700]/ItalicAngle 0/Ascent 700"
        "/Descent 0/CapHeight 700/StemV 80>>",
    }
    path = written(tmp_path, "BT /O 9 Tf 20 20 Td <012301240125> Tj ET", resources="/XObject<<>>", objects=dict(font))
    path.write_bytes(path.read_bytes().replace(b"/F 5 0 R", b"/O 10 0 R"))
    sheet = only(path)
    listed = {kind: count for (kind, _), count in omitted(sheet).items()}
    assert listed[Omission.ENCODING] == 1
    assert not any(letter.isalnum() for text in sheet.texts for letter in text.content)


def test_pictures_placed_or_written_in_line_show_their_outline_turned_as_they_are(tmp_path: Path) -> None:
    picture = stream(b"\x00", "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8")
    content = "q 0 50 -100 0 200 100 cm /P Do Q q 20 0 0 20 300 10 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"
    sheet = only(written(tmp_path, content, resources="/XObject<</P 10 0 R>>", objects={10: picture}))
    assert kinds(sheet) == ["image", "image"]
    assert in_points(sheet, 0) == pytest.approx((100, 100, 200, 150), abs=1e-3)
    assert in_points(sheet, 1) == pytest.approx((300, 10, 320, 30), abs=1e-3)


def test_shadings_and_patterns_are_areas_as_large_as_what_they_fill(tmp_path: Path) -> None:
    shade = "<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 100 0]/Extend[true true]/Function<</FunctionType 2/Domain[0 1]/C0[0]/C1[1]/N 1>>>>"
    tile = stream(
        "0 0 m 5 5 l S",
        "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 5 5]/XStep 5/YStep 5/Resources<<>>",
    )
    content = "q 10 10 100 50 re W n /S sh Q /Pattern cs /T scn 200 100 60 40 re f"
    sheet = only(
        written(
            tmp_path, content, resources="/Shading<</S 10 0 R>>/Pattern<</T 11 0 R>>", objects={10: shade, 11: tile}
        )
    )
    assert kinds(sheet) == ["hatch", "hatch"]
    assert in_points(sheet, 0) == pytest.approx((10, 10, 110, 60), abs=0.15)
    assert in_points(sheet, 1) == pytest.approx((200, 100, 260, 140), abs=0.15)


def test_what_annotations_and_form_fields_draw_is_shown_and_marked(tmp_path: Path) -> None:
    look = "/Type/XObject/Subtype/Form/BBox[0 0 100 20]"
    objects: dict[int, str | bytes] = {
        10: "<</Type/Annot/Subtype/Square/Rect[50 50 150 70]/F 4/AP<</N 11 0 R>>>>",
        11: stream("0 10 m 100 10 l S", look),
        12: "<</Type/Annot/Subtype/Widget/FT/Tx/T(number)/Rect[200 50 300 70]/F 4/AP<</N 13 0 R>>>>",
        13: stream("0 5 m 100 5 l S", look),
    }
    page = "/MediaBox[0 0 400 300]/Annots[10 0 R 12 0 R]"
    sheet = only(written(tmp_path, "0 0 m 9 9 l S", page=page, catalog="/AcroForm<</Fields[12 0 R]>>", objects=objects))
    assert sheet.entities.block.tolist() == ["", "annotation", "form field"]
    assert in_points(sheet, 1) == pytest.approx((50, 60, 150, 60), abs=1e-3)
    assert in_points(sheet, 2) == pytest.approx((200, 55, 300, 55), abs=1e-3)


def test_the_words_autocad_keeps_beside_letters_drawn_as_lines_are_read(tmp_path: Path) -> None:
    note = (
        "<</Type/Annot/Subtype/Square/Rect[50 50 110 62]/T(AutoCAD SHX Text)/Contents(SCALE 1:50)/F 4/Border[0 0 0]>>"
    )
    page = "/MediaBox[0 0 400 300]/Annots[10 0 R]"
    sheet = only(written(tmp_path, "50 50 m 60 62 l S", page=page, objects={10: note}))
    (text,) = sheet.texts
    assert text.content == "SCALE 1:50"
    assert (text.x * 1000 * POINT, text.y * 1000 * POINT) == pytest.approx((50, 50), abs=1.5)


def test_a_page_label_that_is_a_sheet_number_is_the_number_where_no_other_is_found(tmp_path: Path) -> None:
    labelled = only(written(tmp_path, "0 0 m 9 9 l S", catalog="/PageLabels<</Nums[0<</P(A-101)>>]>>"))
    counted = only(written(tmp_path, "0 0 m 9 9 l S", catalog="/PageLabels<</Nums[0<</S/r>>]>>"))
    assert (labelled.number, labelled.title_block["页码标签"]) == ("A-101", "A-101")
    assert (counted.number, counted.title_block["页码标签"]) == ("", "i")


def test_numbers_beyond_all_measure_are_listed_and_the_rest_is_read(tmp_path: Path) -> None:
    huge = "9" * 60
    sheet = only(written(tmp_path, f"0 0 m {huge} 10 l S 5 5 m 9 9 l S -{huge} 0 0 {huge} 0 0 cm 1 1 m 2 2 l S"))
    assert "line" in kinds(sheet)
    assert np.isfinite(shapely.bounds(sheet.entities.geometry)).all()


def test_every_operation_is_shown_listed_or_said_to_show_nothing(tmp_path: Path) -> None:
    content = (
        "0 0 m 9 9 l S 500 500 m 600 600 l S q 0 0 9 9 re W n 50 50 m 60 60 l S Q 10 10 5 5 re B"
        " BT /F 9 Tf 20 20 Td (A) Tj (   ) Tj 900 0 Td (OUT) Tj ET"
    )
    (source,) = read(written(tmp_path, content)).drawing.files
    account = {each.kind: each for each in source.entities}
    assert account["path"].held == 5
    assert account["path"].shown == 3
    assert dict(account["path"].nothing) == {"outside the page or its clip": 2}
    assert all(each.lost == 0 for each in source.entities)
