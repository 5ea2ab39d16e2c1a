from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from .plotted import document, plotted, sheet


@pytest.mark.parametrize(
    ("size", "pixels"),
    [((420.0, 297.0), (2400, 1697)), ((297.0, 420.0), (1697, 2400)), ((2400.0, 300.0), (2400, 300))],
)
def test_the_longer_side_is_2400_pixels(tmp_path: Path, size: tuple[float, float], pixels: tuple[int, int]) -> None:
    made, space = document()
    space.add_line((0, 0), (20000, 20000))
    page = plotted(made, tmp_path, sheet(size=size))
    assert page.picture_size == (pytest.approx(pixels[0], abs=1), pytest.approx(pixels[1], abs=1))
    drawn = pymupdf.Pixmap(str(page.picture))
    assert (drawn.width, drawn.height) == page.picture_size
    assert page.picture.suffix == ".png"


def test_a_hairline_is_still_seen_in_the_picture(tmp_path: Path) -> None:
    made, space = document()
    space.add_line((0, 42000), (118900, 42000), dxfattribs={"lineweight": 0})
    page = plotted(made, tmp_path, sheet(size=(1189.0, 841.0)))
    picture = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.Pixmap(str(page.picture)))
    assert min(picture.samples) < 140
