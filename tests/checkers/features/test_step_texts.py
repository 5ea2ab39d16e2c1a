from __future__ import annotations

import pytest

from checkers.features.step_texts import said_of_steps, step_texts
from tests.checkers.drawn import plans, sheet


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("150x18=2700", (0.15, None, 18)),
        ("18x150=2700", (0.15, None, 18)),
        ("165.8×18", (0.1658, None, 18)),
        ("280×11=3080", (None, 0.28, 11)),
        ("260*9=2340", (None, 0.26, 9)),
        ("踏步 300x150", (0.15, 0.3, None)),
        ("楼梯踏步尺寸165×280", (0.165, 0.28, None)),
    ],
)
def test_sizes_of_steps_are_read(words: str, said: object) -> None:
    assert said_of_steps(words) == pytest.approx(said)


@pytest.mark.parametrize(
    "words",
    [
        "300x150",
        "3x300=900",
        "600x12=7200",
        "150x18=2000",
        "M0921",
        "2700",
        "215x8=1720",
        "150x18",
        "",
        "x=",
        "1200×2100",
    ],
)
def test_what_may_be_anything_else_is_not(words: str) -> None:
    assert said_of_steps(words) is None


def test_a_rounded_step_counts_as_what_it_comes_to() -> None:
    assert said_of_steps("167x18=3000") == pytest.approx((3 / 18, None, 18))


def test_dimensions_say_it_as_well_and_only_sheets_of_stairs_are_sure() -> None:
    dimension = {"measured": 2.97, "text": "165x18=<>", "x": 1.0, "y": 1.0, "start": (0.0, 0.0), "end": (0.0, 2.97)}
    [section] = plans(sheet(dimensions=[dimension], title="1-1剖面图")).recognise(step_texts)
    assert (section.riser, section.sure, section.where.length) == (0.165, True, 2.97)
    [other] = plans(sheet(texts=[("165x18=2970", 1, 1)], title="配筋图")).recognise(step_texts)
    assert not other.sure
