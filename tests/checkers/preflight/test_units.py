from __future__ import annotations

import pytest

from checkers.drawing.model import DrawingSet, SourceFile
from checkers.features.plans import Plans
from checkers.preflight.units import units
from checkers.stated_facts import facts_of
from tests.checkers.drawn import findings, law, sheet

DECLARED = "文件声明为 mm，有尺寸标注文字印证 / declared, confirmed by dimension texts"


def verdict(declared: str | None, used: str, why: str = DECLARED, kind: str = "dxf") -> list[str]:
    file = SourceFile("plan.dxf", "0123456789ab" + "0" * 52, kind, "AC1032", "utf-8", declared, used, why)
    drawn = Plans(DrawingSet((sheet(format=kind),), (file,)), facts_of({}))
    return [str(finding.verdict) for finding in findings(units, drawn)]


@pytest.mark.parametrize("unit", ["mm", "m"])
def test_a_file_drawn_in_what_it_declares_is_met(unit: str) -> None:
    assert verdict(unit, unit) == ["met"]


@pytest.mark.parametrize(("declared", "used"), [("m", "mm"), ("in", "in"), ("cm", "cm"), ("in", "mm")])
def test_another_unit_and_another_than_declared_are_broken(declared: str, used: str) -> None:
    assert verdict(declared, used) == ["broken"]


def test_what_a_file_is_drawn_in_is_said_only_where_something_tells_it() -> None:
    for why, said in ((DECLARED, True), ("文件声明为 in / declared", False)):
        file = SourceFile("plan.dxf", "0123456789ab" + "0" * 52, "dxf", "AC1032", "utf-8", "in", "in", why)
        [found] = findings(units, Plans(DrawingSet((sheet(),), (file,)), facts_of({})))
        assert ("实际按 in 绘制" in found.message.zh) is said


def test_a_file_that_declares_none_is_doubtful_though_its_contents_tell() -> None:
    assert verdict(None, "mm", "由尺寸标注文字判定；文件未声明单位 / dimension texts; the file declares none") == [
        "doubtful"
    ]


@pytest.mark.parametrize(
    "why", ["推定 / assumed: the file declares none", "文件声明为 mm，但 / declared; doubted by doors"]
)
def test_a_unit_that_is_guessed_or_contradicted_is_doubtful(why: str) -> None:
    assert verdict("mm", "mm", why) == ["doubtful"]


def test_pdf_files_and_sets_without_files_are_not_looked_at() -> None:
    assert verdict(None, "mm", "millimetres of paper", "pdf") == []
    assert findings(units, Plans(DrawingSet(()), facts_of({}))) == []


def test_listed_are_millimetres_and_metres() -> None:
    assert law(units.id).table("listed") == ["mm", "m"]
