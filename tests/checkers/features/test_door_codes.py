"""What codes of doors and windows say."""

from __future__ import annotations

import pytest

from checkers.features.door_codes import OpeningKind as Is
from checkers.features.door_codes import code_in, code_of, numbered

READ = {
    "M0921": (Is.DOOR, "", 0.9, 2.1),
    "M-1221a": (Is.DOOR, "", 1.2, 2.1),
    "FM乙1221": (Is.FIRE, "乙", 1.2, 2.1),
    "甲级FM1021": (Is.FIRE, "甲", 1.0, 2.1),
    "FM1021(丙)": (Is.FIRE, "丙", 1.0, 2.1),
    "FMJ0921": (Is.FIRE, "甲", 0.9, 2.1),
    "FMB0921": (Is.FIRE, "丙", 0.9, 2.1),
    "FC乙1215": (Is.FIRE_WINDOW, "乙", 1.2, 1.5),
    "HFM1520(6)": (Is.PROTECTIVE, "", 1.5, 2.0),
    "GHFM2020(5)": (Is.PROTECTIVE, "", 2.0, 2.0),
    "HM1020": (Is.AIRTIGHT, "", 1.0, 2.0),
    "TLM1524": (Is.SLIDING, "", 1.5, 2.4),
    "FJL5030": (Is.SHUTTER, "", 5.0, 3.0),
    "TFJ10530": (Is.SHUTTER, "", 10.5, 3.0),
    "JLM3633": (Is.SHUTTER, "", 3.6, 3.3),
    "DK1021": (Is.OPENING, "", 1.0, 2.1),
    "C1515": (Is.WINDOW, "", 1.5, 1.5),
    "BYC0609": (Is.WINDOW, "", 0.6, 0.9),
    "M090210": (Is.DOOR, "", 0.9, 2.1),
}


@pytest.mark.parametrize("words", READ)
def test_kind_grade_and_size(words: str) -> None:
    code = code_of(words)
    assert code is not None
    assert (code.kind, code.grade, code.width, code.height) == READ[words]


def test_a_number_instead_of_a_size_says_the_grade_only() -> None:
    code = code_of("FM甲-1")
    assert code is not None
    assert (code.kind, code.grade, code.width) == (Is.FIRE, "甲", None)


def test_a_door_with_windows_says_the_width_of_both() -> None:
    code = code_of("MLC3633")
    assert code is not None
    assert code.partly
    assert not code.is_window


@pytest.mark.parametrize("words", ["", "M1", "D1200", "DN100", "K0+100", "3000", "M0000", "MU10", "C30"])
def test_other_writings_are_none(words: str) -> None:
    assert code_of(words) is None


def test_names_of_blocks_hold_codes() -> None:
    found = code_in("双面嵌板木门 1 - FM丙0721-2342395-1F")
    assert found is not None
    assert (found.code, found.grade, found.width) == ("FM丙0721", "丙", 0.7)
    assert code_in("A$C66261555") is None
    assert code_in("$DorLib2D$00000116") is None


@pytest.mark.parametrize(
    ("words", "kind"), [("M-1", Is.DOOR), ("C12", Is.WINDOW), ("FM甲3", Is.FIRE), ("TLM2", Is.SLIDING)]
)
def test_on_layers_of_doors_letters_and_a_number_are_a_code(words: str, kind: Is) -> None:
    code = numbered(words)
    assert code is not None
    assert (code.code, code.kind, code.width) == (words, kind, None)
    assert numbered("K3") is None
