from __future__ import annotations

from typing import Any

import pytest

from checkers.fire.pump_adapter import pump_adapter
from tests.checkers.drawn import findings, plans, rectangle, sheet, transformed

TURNED = (0.8, -0.6, 0.6, 0.8, 500_000.0, 3_500_000.0)


def drawn(*hydrants: Any, entities: Any = (), texts: Any = ()) -> Any:
    blocks = [{"name": "水泵接合器", "layer": "HYDRANT", "x": 0.0, "y": 0.0}]
    blocks += [{"name": "室外消火栓", "layer": "HYDRANT", "x": x, "y": y} for x, y in hydrants]
    return sheet(entities, texts, blocks=blocks, title="消防总平面图", scale=500.0)


def said(*hydrants: Any, **fields: Any) -> Any:
    [finding] = findings(pump_adapter, plans(drawn(*hydrants, **fields)))
    return str(finding.verdict)


def test_an_adapter_within_the_range_is_met_with_the_line_to_the_hydrant() -> None:
    [finding] = findings(pump_adapter, plans(drawn((20, 0))))
    assert (finding.verdict, finding.measured) == ("met", pytest.approx(20.0))
    assert finding.along.length == pytest.approx(20.0)


def test_on_the_edge_both_ends_of_the_range_are_met() -> None:
    assert (said((15, 0)), said((40, 0))) == ("met", "met")
    assert (said((14.9995, 0)), said((40.0005, 0))) == ("doubtful", "doubtful")


def test_outside_the_range_is_doubtful_for_the_clause_says_preferably() -> None:
    [near] = findings(pump_adapter, plans(drawn((10, 0))))
    [far] = findings(pump_adapter, plans(drawn((50, 0))))
    assert (near.verdict, near.required) == ("doubtful", 15.0)
    assert (far.verdict, far.required) == ("doubtful", 40.0)
    assert "宜" in far.message.zh


def test_a_second_hydrant_or_a_tank_in_the_range_is_enough() -> None:
    assert said((10, 0), (0, 30)) == "met"
    tank = [("TANK", rectangle(20, -5, 10, 10))]
    assert said(entities=tank, texts=[("消防水池", 22, 0)]) == "met"
    assert said(entities=tank, texts=[("生活水池", 22, 0)]) == "doubtful"


def test_without_any_source_nothing_can_be_said_and_without_adapters_nothing_is_looked_at() -> None:
    assert said() == "doubtful"
    bare = sheet(blocks=[{"name": "室外消火栓", "layer": "HYDRANT", "x": 0.0, "y": 0.0}], title="消防总平面图")
    assert findings(pump_adapter, plans(bare)) == []


def test_turning_and_shifting_changes_nothing() -> None:
    [finding] = findings(pump_adapter, plans(transformed(drawn((20, 0)), TURNED)))
    assert (finding.verdict, finding.measured) == ("met", pytest.approx(20.0))


def test_a_hydrant_that_may_belong_to_a_legend_proves_nothing() -> None:
    legend = [("图例", 20, 160), ("室外消火栓", 40, 0)]
    assert said((20, 0), texts=legend) == "doubtful"
    assert said((20, 0), (0, 20), texts=legend) == "met"


def test_an_adapter_that_is_only_written_is_doubtful_and_a_note_about_adapters_is_none() -> None:
    def only_written(words: str) -> list[str]:
        hydrants = [{"name": "室外消火栓", "layer": "HYDRANT", "x": 20.0, "y": 0.0}]
        made = sheet((), [(words, 0, 0)], blocks=hydrants, title="消防总平面图", scale=500.0)
        return [str(f.verdict) for f in findings(pump_adapter, plans(made))]

    assert only_written("消防水泵接合器") == only_written("水泵接合器 SQS100") == ["doubtful"]
    assert only_written("水泵接合器距室外消火栓 15～40m。") == only_written("3. 设水泵接合器") == []
