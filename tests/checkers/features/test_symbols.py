from __future__ import annotations

from typing import Any

import pytest

from checkers.features.symbols import Equipment, symbols
from tests.checkers.drawn import Stroke, circle, path, plans, rectangle, sheet


def kinds(drawn: Any) -> list[str]:
    return sorted(symbol.kind.value for symbol in plans(drawn).recognise(symbols))


def block(name: str, x: float = 0.0, y: float = 0.0, layer: str = "", **fields: Any) -> dict[str, Any]:
    return {"name": name, "x": x, "y": y, "layer": layer, **fields}


def test_the_name_of_a_block_tells_what_it_is_wherever_it_stands() -> None:
    drawn = sheet(
        blocks=[
            block("室外消火栓", 0),
            block("xref$0$SX100", 10),
            block("水泵接合器SQS100", 20),
            block("消火栓箱", 30),
            block("MF/ABC4", 40),
            block("下喷", 50),
            block("侧喷", 60),
        ],
        title="一层消防平面图",
    )
    assert kinds(drawn) == sorted(
        ["outdoor hydrant"] * 2 + ["pump adapter", "indoor hydrant", "extinguisher", "sprinkler", "side-wall sprinkler"]
    )


def test_valves_pipes_and_large_blocks_are_no_equipment() -> None:
    drawn = sheet(
        blocks=[
            block("消火栓阀门", layer="HYDRANT"),
            block("喷淋管", 5),
            block("消火栓平面", 9, bounds=(0.0, 0.0, 50.0, 30.0)),
        ],
        title="一层消防平面图",
    )
    assert kinds(drawn) == []


def test_an_unnamed_block_on_a_hydrants_layer_stands_outdoors_on_a_site_plan() -> None:
    blocks = [block("A$C1F", layer="HYDRANT")]
    assert kinds(sheet(blocks=blocks, title="一层平面图")) == ["indoor hydrant"]
    assert kinds(sheet(blocks=blocks, title="消防总平面图")) == ["outdoor hydrant"]


def test_circles_on_a_sprinklers_layer_are_heads_and_pipes_are_not() -> None:
    drawn = sheet(
        [
            ("SPRINKLER", circle(0, 0, 0.1), "circle"),
            ("SPRINKLER", circle(3.6, 0, 0.1), "circle"),
            ("SPRINKLER", path((0, 0), (3.6, 0))),
        ],
        title="喷淋平面图",
    )
    assert kinds(drawn) == ["sprinkler", "sprinkler"]


def test_the_strokes_of_an_exploded_symbol_are_one_symbol() -> None:
    strokes = [
        ("HYDRANT", circle(5, 5, 0.4), "circle"),
        ("HYDRANT", path((4.6, 5), (5.4, 5))),
        ("HYDRANT", path((5, 4.6), (5, 5.4))),
    ]
    [symbol] = plans(sheet(strokes, title="消防总平面图")).recognise(symbols)
    assert (symbol.kind, round(symbol.point.x, 3), round(symbol.point.y, 3)) == (Equipment.OUTDOOR_HYDRANT, 5.0, 5.0)


def test_the_lines_of_a_block_are_not_counted_beside_it() -> None:
    strokes = [Stroke("HYDRANT", circle(5, 5, 0.4), "circle", block="室外消火栓")]
    drawn = sheet(strokes, blocks=[block("室外消火栓", 5, 5, layer="HYDRANT")], title="消防总平面图")
    assert kinds(drawn) == ["outdoor hydrant"]


def test_a_symbol_drawn_twice_is_one_and_two_side_by_side_are_two() -> None:
    twice = [block("室外消火栓", 5, 5), block("室外消火栓", 5.1, 5)]
    assert kinds(sheet(blocks=twice, title="消防总平面图")) == ["outdoor hydrant"]
    beside = [block("下喷", 5, 5), block("下喷", 5.5, 5)]
    assert len(kinds(sheet(blocks=beside, title="喷淋平面图"))) == 2


def test_a_symbol_in_a_legend_is_no_equipment() -> None:
    blocks = [block("室外消火栓", 10, 90), block("室外消火栓", 100, 100)]
    texts = [("图 例", 8, 95), ("室外消火栓", 20, 90)]
    drawn = sheet(blocks=blocks, texts=texts, title="消防总平面图", scale=500.0)
    assert [round(symbol.point.x) for symbol in plans(drawn).recognise(symbols)] == [100]


def test_systems_and_details_show_no_places() -> None:
    for title in ("消火栓系统图", "消火栓箱大样", "设备材料表"):
        assert kinds(sheet(blocks=[block("室内消火栓")], title=title)) == []


def test_written_extinguishers_are_found_where_none_is_drawn_and_are_not_sure() -> None:
    texts = [("2xMF/ABC4", 5, 5)]
    [written] = plans(sheet(texts=texts, title="一层平面图")).recognise(symbols)
    assert (written.kind, written.sure) == (Equipment.EXTINGUISHER, False)
    drawn = sheet(texts=texts, blocks=[block("手提式灭火器", 4, 4)], title="一层平面图")
    assert [symbol.sure for symbol in plans(drawn).recognise(symbols)] == [True]


def test_invisible_symbols_and_nonsense_are_passed_over() -> None:
    strokes = [("HYDRANT", path((0, 0), (0, 0))), ("HYDRANT", rectangle(0, 0, 0, 0))]
    drawn = sheet(strokes, blocks=[block("室外消火栓", visible=False)], title="消防总平面图")
    assert kinds(drawn) == []


def test_circles_on_layers_of_pipes_are_risers() -> None:
    riser = Stroke("SPRINKLER", circle(0, 0, 0.1), "circle", layer="喷淋管")
    named = Stroke("SPRINKLER", circle(5, 5, 0.1), "circle", layer="W-FRPT-SPRL-PIPE")
    assert kinds(sheet([riser, named], title="喷淋平面图")) == []


@pytest.mark.parametrize("heading", ["消防图例", "图例 LEGEND", "LEGEND", "图例及说明", "主要设备材料表"])
def test_a_legend_has_many_headings(heading: str) -> None:
    texts = [(heading, 8, 95), ("室外消火栓", 20, 90)]
    assert kinds(sheet(blocks=[block("室外消火栓", 10, 90)], texts=texts, title="消防总平面图", scale=500.0)) == []


def test_a_row_far_below_the_heading_may_still_be_of_the_legend() -> None:
    texts = [("图例", 8, 195), ("室外消火栓", 20, 90)]
    blocks = [block("室外消火栓", 10, 90), block("室外消火栓", 200, 90)]
    found = plans(sheet(blocks=blocks, texts=texts, title="消防总平面图", scale=500.0)).recognise(symbols)
    assert [symbol.sure for symbol in found] == [False, True]


def test_a_cabinet_may_hold_both_and_a_reel_is_no_pipe() -> None:
    def named(name: str) -> list[str]:
        return kinds(sheet(blocks=[block(name, layer="HYDRANT")], title="一层平面图"))

    assert sorted(named("带灭火器组合式消火栓箱"), reverse=True) == ["indoor hydrant", "extinguisher"]
    assert named("室内消火栓（带消防软管卷盘）") == ["indoor hydrant"]
    assert named("消防软管卷盘") == named("消火栓按钮") == named("末端试水装置") == named("拆除消火栓") == []
