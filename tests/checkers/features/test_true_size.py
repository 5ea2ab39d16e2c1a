from __future__ import annotations

from typing import Any

from checkers.drawing.model import DrawingSet, SourceFile
from checkers.features.true_size import of_paper, of_unsure_unit
from tests.checkers.drawn import sheet


def unsure(why: str, sha256: str = "0123456789ab" + "0" * 52, declared: str | None = None) -> Any:
    file = SourceFile("set.dxf", sha256, "dxf", "AC1032", "utf-8", declared, declared or "mm", why)
    return of_unsure_unit(sheet(), DrawingSet((sheet(),), (file,)))


def test_a_page_without_a_scale_shows_sizes_of_paper() -> None:
    assert of_paper(sheet(format="pdf", scale=None)) is not None
    assert of_paper(sheet(format="pdf", scale=100.0)) is None
    assert of_paper(sheet(scale=None)) is None


def test_a_unit_that_nothing_tells_or_that_is_doubted_is_unsure() -> None:
    assert unsure("assumed: the file declares none") is not None
    assert unsure("declared; doubted by door swings") is not None
    assert unsure("declared, confirmed by frame size") is None


def test_inches_that_nothing_drawn_confirms_are_unsure_and_millimetres_are_not() -> None:
    assert unsure("文件声明为 in / declared", declared="in") is not None
    assert unsure("文件声明为 in，有门扇印证 / declared, confirmed by doors", declared="in") is None
    assert unsure("文件声明为 mm / declared", declared="mm") is None


def test_the_unit_of_another_file_says_nothing_of_the_sheet() -> None:
    assert unsure("assumed: the file declares none", sha256="f" * 64) is None
