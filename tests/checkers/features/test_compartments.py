from __future__ import annotations

from checkers.features.compartments import Compartment, compartments
from tests.checkers.drawn import plans, rectangle, sheet


def only(*texts: str, title: str = "防火分区示意图") -> Compartment:
    written = [(text, 10, 10 - index) for index, text in enumerate(texts)]
    drawn = sheet([("FIRE_COMP", rectangle(0, 0, 50, 40))], written, title=title)
    [found] = plans(drawn).recognise(compartments)
    return found


def test_the_title_tells_the_storey_and_words_the_use() -> None:
    assert only(title="地下一层防火分区示意图").below is True
    assert only("地下车库出入口", title="一层防火分区示意图").below is False
    assert only().below is None
    assert only("防火分区一", "汽车库").garage
    assert not only("地下车库坡道", title="一层防火分区示意图").garage
    assert only("设备用房", title="地下车库防火分区示意图").equipment
    assert not only("设备用房", title="地下车库防火分区示意图").garage
    assert only("营业厅").shop


def test_the_area_written_with_the_name_is_read_first() -> None:
    assert only("防火分区一 面积1980.5㎡", "面积30㎡").written == 1980.5
    assert only("防火分区一", "面积：1980.5m²").written == 1980.5
    assert only("防火分区一", "面积30㎡", "面积40㎡").written is None
