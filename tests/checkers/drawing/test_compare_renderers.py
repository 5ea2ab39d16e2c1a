"""What others see in a drawing is in our plot of it too; the whole table is ``compare_renderers.md``."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from .compare_renderers import DRAWINGS, compared, near, share

ALIKE = [
    name
    for name, why in DRAWINGS.items()
    if not why
    and name.endswith(("building1.dxf", "buiding1-1F.dxf", "FactoryGAMA.dxf", "columns_R2018.dxf", "hatches_1.dxf"))
]
COPIED = [name for name in DRAWINGS if name.endswith(("7-10_V01_Magamistoa-terrass.pdf", "garage.pdf"))]
FLOOR = 0.98


def test_ink_two_pixels_apart_is_the_same_ink_and_three_apart_is_not() -> None:
    ink = np.zeros((9, 9), np.bool_)
    ink[4, 4] = True
    assert near(ink).sum() == 25
    two, three = np.roll(ink, 2, axis=1), np.roll(ink, 3, axis=1)
    assert (share(two, ink), share(three, ink), share(np.zeros_like(ink), ink)) == (1.0, 0.0, None)


@pytest.mark.drawings
@pytest.mark.parametrize("name", ALIKE)
def test_gdal_sees_nothing_that_our_plot_lacks(collection: Path, tmp_path: Path, name: str) -> None:
    pytest.importorskip("pyogrio", reason="GDAL's DXF driver is not installed")
    found = compared(collection / name, tmp_path, most=1)
    assert found
    for _, like in found:
        for value in (like.seen, like.founded, like.areas, like.words):
            assert value is None or value >= FLOOR


@pytest.mark.drawings
@pytest.mark.parametrize("name", COPIED)
def test_a_copied_page_looks_as_it_came(collection: Path, tmp_path: Path, name: str) -> None:
    ((_, like),) = compared(collection / name, tmp_path, most=1)
    assert like.seen is not None
    assert like.seen >= FLOOR
    assert like.founded is not None
    assert like.founded >= FLOOR
