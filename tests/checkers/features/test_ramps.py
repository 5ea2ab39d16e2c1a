from __future__ import annotations

import pytest

from checkers.features.ramps import Purpose, ramps, slopes_in
from tests.checkers.drawn import plans, rectangle, sheet


@pytest.mark.parametrize(
    ("words", "slopes"),
    [
        ("1:12", (1 / 12,)),
        ("i=15%", (0.15,)),
        ("坡道 1：10", (0.1,)),
        ("i=7.5％", (0.075,)),
        ("1:100", ()),
        ("i=1%", ()),
        ("比例 1:50", ()),
        ("2023.1:12", ()),
        ("", ()),
    ],
)
def test_slopes_are_read_and_scales_are_none(words: str, slopes: tuple[float, ...]) -> None:
    assert slopes_in(words) == pytest.approx(slopes)


def test_each_ramp_keeps_its_own_slope() -> None:
    texts = [("无障碍坡道", 0, 0), ("1:12", 1, 0), ("汽车坡道", 5, 0), ("15%", 6, 0)]
    found = {ramp.purpose: ramp.slopes for ramp in plans(sheet(texts=texts)).recognise(ramps)}
    assert found == {Purpose.ACCESSIBLE: pytest.approx((1 / 12,)), Purpose.VEHICLES: (0.15,)}


def test_the_smallest_closed_line_around_the_name_is_the_ramp() -> None:
    drawn = sheet([("", rectangle(0, 0, 12, 10)), ("", rectangle(1, 1, 8, 1.4))], [("轮椅坡道", 2, 1.5)])
    [ramp] = plans(drawn).recognise(ramps)
    assert ramp.width is not None
    assert ramp.width.value == pytest.approx(1.4)


def test_ramps_for_bicycles_and_details_are_left_out() -> None:
    texts = [("非机动车坡道", 0, 0), ("汽车坡道大样", 5, 0), ("坡道", 9, 0)]
    assert plans(sheet(texts=texts)).recognise(ramps) == ()
