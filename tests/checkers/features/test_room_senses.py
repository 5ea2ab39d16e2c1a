"""What the names of rooms say."""

from __future__ import annotations

import pytest

from checkers.features.room_senses import BATH, LIVED_IN, PERHAPS_POWER, POWER, SLEEPING, TOILET


@pytest.mark.parametrize("name", ["卧室", "主卧", "客卧", "寝室", "客房", "病室", "老人房", "宿舍"])
def test_rooms_people_sleep_in(name: str) -> None:
    assert SLEEPING.search(name)
    assert LIVED_IN.search(name)


@pytest.mark.parametrize("name", ["起居室", "卧式泵间", "宿舍楼梯间", "办公室"])
def test_other_rooms_are_none_to_sleep_in(name: str) -> None:
    assert not SLEEPING.search(name)


def test_a_living_room_is_lived_in() -> None:
    assert LIVED_IN.search("起居室")
    assert LIVED_IN.search("客厅")


@pytest.mark.parametrize("name", ["变压器室", "配变电所", "高压室", "10kV配电室", "开闭所"])
def test_transformer_and_switch_rooms(name: str) -> None:
    assert POWER.search(name)


def test_a_cupboard_may_be_one() -> None:
    assert PERHAPS_POWER.search("配电间")
    assert not POWER.search("配电间")


@pytest.mark.parametrize("name", ["公共卫生间", "客卫", "卫", "卫2", "男WC", "wc", "女厕", "卫浴"])
def test_toilets(name: str) -> None:
    assert TOILET.search(name)


@pytest.mark.parametrize("name", ["WCDMA机房", "卫星电视机房", "社区卫生站", "保卫室"])
def test_names_that_only_sound_like_toilets(name: str) -> None:
    assert not TOILET.search(name)
    assert not BATH.search(name)
