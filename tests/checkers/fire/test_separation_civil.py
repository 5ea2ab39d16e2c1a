from __future__ import annotations

from typing import Any

import pytest

from checkers.fire.separation_civil import separation_civil
from tests.checkers.drawn import findings, path, plans, rectangle, sheet

HIGH = {"use": "residential", "height": 53.8, "storeys": 18, "fire_rating": 1}
LOW = {"use": "commercial", "height": 9.0, "storeys": 2, "fire_rating": 2}


def found(gap: Any, first: Any, second: Any, texts: Any = (), others: Any = (), **fields: Any) -> Any:
    entities = [("BLDG_OUTLINE", rectangle(0, 0, 30, 15)), ("BLDG_OUTLINE", rectangle(0, 15 + gap, 30, 15)), *others]
    named = [("1#", 5, 5), ("2#", 5, 20 + gap), *texts]
    buildings = [{"name": "1#", **first}, {"name": "2#", **second}]
    drawn = sheet(entities, named, title="总平面图", scale=500.0, **fields)
    return findings(separation_civil, plans(drawn, buildings=buildings))


def verdict(gap: Any, first: Any, second: Any, **fields: Any) -> Any:
    [finding] = found(gap, first, second, **fields)
    return str(finding.verdict)


def test_high_rises_thirteen_metres_apart_are_met() -> None:
    [finding] = found(14, HIGH, HIGH)
    assert (finding.verdict, finding.required, finding.subject) == ("met", 13.0, "1# 与 2#")


def test_high_rises_nearer_are_broken_with_the_line_between_them() -> None:
    [finding] = found(12, HIGH, HIGH)
    assert (finding.verdict, finding.measured) == ("broken", pytest.approx(12.0))
    assert finding.along.length == pytest.approx(12.0)


@pytest.mark.parametrize(
    ("first", "second", "required"),
    [
        (HIGH, LOW, 9.0),
        (LOW, LOW, 6.0),
        (LOW, {**LOW, "fire_rating": 3}, 7.0),
        ({**LOW, "fire_rating": 4}, {**LOW, "fire_rating": 4}, 12.0),
        (HIGH, {**LOW, "fire_rating": 4}, 14.0),
        ({**HIGH, "height": 27.0}, LOW, 6.0),
        ({**HIGH, "height": 27.1}, LOW, 9.0),
        ({**LOW, "height": 24.1}, LOW, 9.0),
        ({**LOW, "height": 26.0, "storeys": 1}, LOW, 6.0),
    ],
)
def test_the_table_is_read_by_height_use_and_rating(first: Any, second: Any, required: Any) -> None:
    assert found(20, first, second)[0].required == required
    assert verdict(required + 0.1, first, second) == "met"
    assert verdict(required - 0.1, first, second) == "broken"


def test_on_the_edge_the_very_distance_is_met_and_less_than_a_millimetre_is_doubtful() -> None:
    assert verdict(13, HIGH, HIGH) == "met"
    assert verdict(12.9995, HIGH, HIGH) == "doubtful"
    assert verdict(12.998, HIGH, HIGH) == "broken"


def test_a_lone_building_far_ones_and_gate_houses_are_not_looked_at() -> None:
    lone = sheet([("BLDG_OUTLINE", rectangle(0, 0, 9, 9))], title="总平面图")
    assert findings(separation_civil, plans(lone)) == []
    assert found(31, HIGH, HIGH) == []
    assert len(found(20, HIGH, HIGH, texts=[("门卫", 41, 2)], others=[("BLDG_OUTLINE", rectangle(40, 0, 4, 4))])) == 1


@pytest.mark.parametrize("missing", ["use", "height", "fire_rating"])
def test_an_unknown_use_height_or_rating_is_doubtful_and_named(missing: Any) -> None:
    for gap in (5, 10):
        [finding] = found(gap, {**HIGH, missing: None}, HIGH)
        assert finding.verdict == "doubtful"
        assert "1# " in finding.message.zh
        assert "未知" in finding.message.zh


def test_a_distance_enough_for_every_case_of_the_table_needs_no_rating() -> None:
    assert verdict(14, {**LOW, "fire_rating": None}, HIGH) == "met"
    assert verdict(13.9, {**LOW, "fire_rating": None}, HIGH) == "doubtful"


def test_buildings_nobody_knows_are_doubtful() -> None:
    drawn = sheet(
        [("BLDG_OUTLINE", rectangle(0, 0, 30, 15)), ("BLDG_OUTLINE", rectangle(0, 25, 30, 15))], title="总平面图"
    )
    [finding] = findings(separation_civil, plans(drawn))
    assert finding.verdict == "doubtful"


def test_touching_buildings_are_doubtful() -> None:
    assert verdict(0, HIGH, HIGH) == "doubtful"


def test_a_podium_counts_as_low_and_is_not_held_against_its_own_tower() -> None:
    podium = ("BLDG_OUTLINE", rectangle(-2, -2, 34, 19))
    [tower, low] = found(9, HIGH, LOW, others=[podium], texts=[("裙房", -1, -1)])
    by_subject = {finding.subject: (finding.required, finding.verdict) for finding in (tower, low)}
    assert by_subject == {"1# 与 2#": (9.0, "met"), "1# 裙房 与 2#": (6.0, "met")}


def test_a_pair_shown_on_two_site_plans_is_judged_once_by_its_shorter_distance() -> None:
    def drawn(gap: Any, identity: Any) -> Any:
        return sheet(
            [("BLDG_OUTLINE", rectangle(0, 0, 30, 15)), ("BLDG_OUTLINE", rectangle(0, 15 + gap, 30, 15))],
            [("1#", 5, 5), ("2#", 5, 20 + gap)],
            title="总平面图",
            identity=identity,
        )

    buildings = [{"name": "1#", **HIGH}, {"name": "2#", **HIGH}]
    [finding] = findings(separation_civil, plans(drawn(14, "a-1"), drawn(12, "b-1"), buildings=buildings))
    assert (finding.measured, finding.sheet) == (pytest.approx(12.0), "b-1")


def test_a_step_of_the_roof_inside_a_named_building_is_no_building() -> None:
    assert len(found(14, HIGH, HIGH, others=[("BLDG_OUTLINE", rectangle(10, 5, 5, 5))])) == 1


def test_two_outlines_of_one_name_that_stand_apart_are_doubtful() -> None:
    entities = [("BLDG_OUTLINE", rectangle(0, 0, 30, 15)), ("BLDG_OUTLINE", rectangle(0, 18, 30, 15))]
    drawn = sheet(entities, [("1#", 5, 5), ("1#", 5, 20)], title="总平面图")
    [finding] = findings(separation_civil, plans(drawn, buildings=[{"name": "1#", **LOW}]))
    assert finding.verdict == "doubtful"


def test_the_podium_of_one_building_touching_another_building_is_doubtful() -> None:
    texts = [("3#", 41, 5), ("裙房", 43, 8)]
    others = [("BLDG_OUTLINE", rectangle(30, 0, 20, 15))]
    subjects = {finding.subject: finding.verdict for finding in found(20, HIGH, HIGH, texts, others)}
    assert subjects["1# 与 3# 裙房"] == "doubtful"


def test_a_building_whose_outline_is_open_or_crosses_itself_is_doubtful() -> None:
    opened = [("BLDG_OUTLINE", path((40, 0), (60, 0), (60, 15), (40, 15), (40, 0.5)))]
    crossing = [("BLDG_OUTLINE", path(*ends)) for ends in (((40, 0), (60, 15)), ((60, 15), (60, 0)))]
    crossing += [("BLDG_OUTLINE", path(*ends)) for ends in (((60, 0), (40, 15)), ((40, 15), (40, 0)))]
    for others in (opened, crossing):
        assert [finding.verdict for finding in found(20, HIGH, HIGH, others=others)] == ["met", "doubtful"]


def test_a_tower_that_counts_its_basement_is_looked_at() -> None:
    assert [str(finding.verdict) for finding in found(5, HIGH, HIGH, [("18F/地下2层", 8, 5)])] == ["broken"]


def test_a_fire_wall_noted_beside_a_gap_too_small_is_doubtful_and_elsewhere_it_is_not_heard() -> None:
    [beside] = found(4.5, LOW, LOW, texts=[("防火墙", 10, 17)])
    [far] = found(4.5, LOW, LOW, texts=[("防火墙", 60, 17)])
    assert (beside.verdict, far.verdict) == ("doubtful", "broken")


def test_a_broken_distance_names_the_notes_under_the_table_that_could_excuse_it() -> None:
    [quarter] = found(4.5, LOW, LOW)
    [less] = found(4.4, LOW, LOW)
    assert "25%" in quarter.message.zh
    assert "25%" not in less.message.zh
    assert "3.5 m" in less.message.zh
    assert "3.5 m" not in found(3.0, LOW, LOW)[0].message.zh
    assert "4 m" in found(8.0, HIGH, LOW)[0].message.zh


def test_a_tower_drawn_in_one_outline_with_its_podium_is_not_taken_for_a_low_building() -> None:
    [finding] = found(10, HIGH, HIGH, texts=[("裙房3F", 15, 5)])
    assert finding.verdict == "doubtful"


def test_a_civil_building_beside_a_factory_is_for_other_clauses_and_two_factories_are_not_looked_at() -> None:
    factory = {"use": "industrial", "height": 9.0, "storeys": 1, "fire_rating": 2}
    assert verdict(3, LOW, factory) == "doubtful"
    assert found(20, LOW, factory) == found(3, factory, factory) == []
