"""Pages made to cost whoever paints them hours: each function writes a PDF into a folder and returns its path.

Vocabulary
----------
attack   a page of few bytes or few operations that no drawing paints
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

from tests.checkers.drawing.pdf_writing import stream, written

PAGE = "0 0 400 300 re f "
FORM = "/Type/XObject/Subtype/Form/BBox[0 0 400 300]"
CELL = "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/Resources<<>>"
TILED = "/Pattern cs /P scn "
GROUP = "/Group<</S/Transparency/CS/DeviceGray/I true/K true>>"


def packed(block: bytes, times: int, entries: str = "") -> bytes:
    """A stream of one block many times over, deflated twice."""
    packer = zlib.compressobj(9)
    once = b"".join([*(packer.compress(block) for _ in range(times)), packer.flush()])
    return stream(zlib.compress(once, 9), f"{entries}/Filter[/FlateDecode/FlateDecode]")


def a_page_covered_200_000_times(folder: Path) -> Path:
    return written(folder, "", objects={4: packed(PAGE.encode() * 1000, 200)})


def two_hundred_thousand_diagonals_of_a_broad_pen(folder: Path) -> Path:
    return written(folder, "", objects={4: packed(b"400 w 0 0 m 400 300 l S " * 1000, 200)})


def an_outline_that_rises_and_falls_a_million_times(folder: Path) -> Path:
    return written(folder, "", objects={4: packed(b"0 0 m " + b"1 300 l 400 0 l " * 500_000 + b" f", 1)})


def ten_million_lines(folder: Path) -> Path:
    return written(folder, "", objects={4: packed(b"0 0 m 9 9 l S " * 1000, 10_000)})


def a_pattern_of_steps_a_thousandth_wide(folder: Path) -> Path:
    cell = stream("0 0 .001 .001 re f", f"{CELL}/BBox[0 0 .001 .001]/XStep .001/YStep .001")
    return written(folder, TILED + PAGE, resources="/Pattern<</P 10 0 R>>", objects={10: cell})


def a_pattern_of_large_cells_a_hundredth_apart(folder: Path) -> Path:
    cell = stream("0 0 9 9 re f", f"{CELL}/BBox[0 0 400 300]/XStep .01/YStep .01")
    return written(folder, TILED + PAGE, resources="/Pattern<</P 10 0 R>>", objects={10: cell})


def a_pattern_painted_50_000_times(folder: Path) -> Path:
    cell = stream("0 0 1 1 re f", f"{CELL}/BBox[0 0 2 2]/XStep 2/YStep 2")
    return written(folder, TILED + PAGE * 50_000, resources="/Pattern<</P 10 0 R>>", objects={10: cell})


def patterns_of_patterns(folder: Path) -> Path:
    frame = "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 100 100]/YStep 100"
    uses = TILED + " ".join(f"/P scn {at} {at} 50 50 re f" for at in range(20))
    cells: dict[int, str | bytes] = {
        10 + level: stream(uses, f"{frame}/XStep {100 + level}/Resources<</Pattern<</P {11 + level} 0 R>>>>")
        for level in range(9)
    }
    cells[19] = stream("0 0 9 9 re f", f"{CELL}/BBox[0 0 10 10]/XStep 10/YStep 10")
    return written(folder, TILED + PAGE, resources="/Pattern<</P 10 0 R>>", objects=cells)


def a_picture_of_ten_thousand_million_pixels(folder: Path) -> Path:
    entries = "/Type/XObject/Subtype/Image/Width 100000/Height 100000/BitsPerComponent 8/ColorSpace/DeviceRGB"
    picture = packed(b"\0" * 1_000_000, 100, entries)
    return written(folder, "q 400 0 0 300 0 0 cm /I Do Q", resources="/XObject<</I 10 0 R>>", objects={10: picture})


def a_stencil_painted_100_000_times(folder: Path) -> Path:
    entries = "/Type/XObject/Subtype/Image/Width 10000/Height 100/BitsPerComponent 1/ImageMask true"
    placed = "q 400 0 0 300 0 0 cm /I Do Q " * 100_000
    return written(
        folder, placed, resources="/XObject<</I 10 0 R>>", objects={10: packed(b"\xaa" * 1250, 100, entries)}
    )


def a_hundred_thousand_shadings(folder: Path) -> Path:
    shading = (
        "/Shading<</S<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 400 300]/Extend[true true]"
        "/Function<</FunctionType 2/Domain[0 1]/C0[0]/C1[1]/N 1>>>>>>"
    )
    return written(folder, "/S sh " * 100_000, resources=shading)


def a_hundred_thousand_transparent_groups(folder: Path) -> Path:
    return written(
        folder,
        "/G gs " + "/N Do " * 100_000,
        resources="/ExtGState<</G<</ca .5/BM/Multiply>>>>/XObject<</N 10 0 R>>",
        objects={10: stream("0 0 9 9 re f", FORM + GROUP)},
    )


def twenty_thousand_masks(folder: Path) -> Path:
    mask = "/ExtGState<</G<</SMask<</Type/Mask/S/Luminosity/G 10 0 R>>>>>>"
    return written(
        folder, f"/G gs {'0 0 9 9 re f ' * 20_000}", resources=mask, objects={10: stream(PAGE, FORM + GROUP)}
    )


def letters_drawn_as_pages_of_ten_thousand_outlines(folder: Path) -> Path:
    font = (
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 97/LastChar 97"
        "/Widths[10]/Encoding<</Differences[97/a]>>/CharProcs<</a 10 0 R>>/Resources<<>>>>"
    )
    letter = stream("1000 0 0 0 1000 1000 d1 " + "0 0 m 900 900 l 5 900 l f " * 10_000)
    words = f"({'a' * 50}) Tj " * 10_000
    return written(folder, f"BT /F 100 Tf {words} ET", objects={5: font, 10: letter})


def a_million_letters_as_large_as_the_page(folder: Path) -> Path:
    return written(folder, "BT /F 300 Tf " + "(WWWWWWWWWWWWWWWWWWWW) Tj 1 0 0 1 0 0 Tm " * 50_000 + "ET")


def a_form_of_blanks_drawn_a_thousand_times(folder: Path) -> Path:
    form = packed(b" " * 1_000_000, 200, FORM)
    return written(folder, "/N Do " * 1000, resources="/XObject<</N 10 0 R>>", objects={10: form})


def clips_two_thousand_deep(folder: Path) -> Path:
    return written(folder, "0 0 m 400 300 l 400 0 l 200 299 l h W n " * 2000 + PAGE)


def a_dashed_line_of_two_million_pieces(folder: Path) -> Path:
    turns = b"400 300 l 0 300 l 400 0 l 0 0 l " * 500_000
    return written(folder, "", objects={4: packed(b"[.5 .5] 0 d 0 0 m " + turns + b" S", 1)})


ALL: tuple[Callable[[Path], Path], ...] = (
    a_page_covered_200_000_times,
    two_hundred_thousand_diagonals_of_a_broad_pen,
    an_outline_that_rises_and_falls_a_million_times,
    ten_million_lines,
    a_pattern_of_steps_a_thousandth_wide,
    a_pattern_of_large_cells_a_hundredth_apart,
    a_pattern_painted_50_000_times,
    patterns_of_patterns,
    a_picture_of_ten_thousand_million_pixels,
    a_stencil_painted_100_000_times,
    a_hundred_thousand_shadings,
    a_hundred_thousand_transparent_groups,
    twenty_thousand_masks,
    letters_drawn_as_pages_of_ten_thousand_outlines,
    a_million_letters_as_large_as_the_page,
    a_form_of_blanks_drawn_a_thousand_times,
    clips_two_thousand_deep,
    a_dashed_line_of_two_million_pieces,
)
