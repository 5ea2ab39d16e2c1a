from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from checkers.drawing.model import DrawingSet
from checkers.engine import Report, measure
from checkers.report import as_json, as_text, geojson, why_not, written_json
from checkers.rule import Rule
from checkers.stated_facts import facts_of
from tests.checkers.drawn import TODAY, Stroke, not_shown, path, rectangle, sheet


@pytest.fixture(scope="module")
def report() -> Any:
    site = sheet(
        [
            ("SITE_BOUNDARY", rectangle(0, 0, 120, 100)),
            ("BLDG_CTRL_LINE", rectangle(5, 5, 110, 90)),
            ("BLDG_OUTLINE", rectangle(4, 20, 40, 15)),
            ("CLIMB_GROUND", rectangle(10, 41, 22, 9.4)),
        ],
        [("1#", 10, 25), ("H=53.8m", 14, 25)],
        title="总平面图",
        number="总施-01",
        discipline="planning",
        scale=500.0,
        size_mm=(841, 594),
        not_displayed=[not_shown("font", "hztxt.shx", 3)],
        origin=(-100, -50),
    )
    plan = sheet([("SPACE", rectangle(0, 0, 20, 1.1))], [("公共走廊", 1, 0.5)], title="住宅平面图", identity="b-2")
    facts = facts_of({"conditions": {"density_max": 0.28}, "place": {"city": "常州市"}})
    return measure(DrawingSet((site, plan)), facts, filed_on=TODAY)


@pytest.fixture(scope="module")
def schema(root: Path) -> Any:
    return json.loads((root / "docs" / "check.schema.json").read_text(encoding="utf-8"))


def test_the_report_fits_its_published_schema(report: Report, schema: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(written_json(report)), schema)
    jsonschema.validate(as_json(measure(DrawingSet(()), facts_of({}), filed_on=TODAY)), schema)


def test_the_schema_refuses_keys_nobody_promised(report: Report, schema: Any) -> None:
    wrong = {**as_json(report), "more": 1}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schema)


def finding(report: Report, rule: Rule, verdict: Any) -> Any:
    return next(f for f in as_json(report)["findings"] if f["rule"] == rule and f["verdict"] == verdict)


def test_a_finding_carries_clause_place_value_and_words(report: Report) -> None:
    found = finding(report, "fire/climb-size", "broken")
    assert (found["measured"], found["required"], found["comparison"], found["unit"]) == (9.4, 10.0, ">=", "m")
    assert found["where"]["type"] == "Polygon"
    assert found["along"]["type"] == "LineString"
    assert found["message"]["zh"]
    assert found["handles"] == ["103"]
    [account] = [entry for entry in as_json(report)["rules"] if entry["id"] == "fire/climb-size"]
    assert account["clause"] == {
        "code": "GB 50016-2014(2018)",
        "article": "7.2.2",
        "since": "2018-10-01",
        "verified": False,
    }


def test_places_stand_in_metres_and_in_millimetres_on_paper(report: Report) -> None:
    found = finding(report, "fire/climb-size", "broken")
    assert [10.0, 41.0] in found["where"]["coordinates"][0]
    # 1:500, the sheet's corner at (-100, -50): (10 + 100) m / 500 = 220 mm and (41 + 50) m / 500 = 182 mm
    assert [220.0, 182.0] in found["where_mm"]["coordinates"][0]


def test_what_is_not_displayed_has_its_remedy_in_the_language_asked_for(report: Report) -> None:
    in_chinese = as_json(report)["sheets"][0]["not_displayed"]
    in_english = as_json(report, "en")["sheets"][0]["not_displayed"]
    assert in_chinese == [
        {"kind": "font", "what": "hztxt.shx", "count": 3, "remedy": "请分解后重新上传", "places_mm": []}
    ]
    assert in_english[0]["remedy"] == "explode it and upload again"


def test_the_text_is_chinese_first_and_accounts_for_every_rule(report: Report) -> None:
    text = as_text(report)
    assert "看了 1 处：符合 0，不符合 1，存疑 0" in text
    assert "未检查" in text or "不涉及" in text
    assert "覆盖：共" in text
    assert "hztxt.shx" in text
    for account in report.accounts:
        assert account.rule in text
    english = as_text(report, "en")
    assert "1 looked at: 0 met, 1 broken, 0 doubtful" in english
    assert "GB 50016-2014(2018) 7.2.2" in english
    assert "unverified" in english


def test_reasons_are_told_in_words() -> None:
    assert why_not("no-clause-in-force").zh.startswith("未检查")
    assert why_not("nothing-to-look-at").zh.startswith("不涉及")
    assert "facts.place.latitude" in why_not("could-not-read: facts.place.latitude").zh
    assert "ZeroDivisionError" in why_not("could-not-check: ZeroDivisionError: x").en


def test_coordinates_are_plain_lists_of_rounded_numbers() -> None:
    assert geojson(rectangle(0, 0, 1 / 3, 1), 2) == {
        "type": "Polygon",
        "coordinates": [[[0.33, 0.0], [0.33, 1.0], [0.0, 1.0], [0.0, 0.0], [0.33, 0.0]]],
    }


def test_layers_that_were_not_understood_are_listed_and_weigh_on_nothing_to_look_at() -> None:
    strokes = [Stroke("", path((0, index), (9, index)), layer=f"图层{index % 2 + 1}") for index in range(3)]
    report = measure(DrawingSet((sheet(strokes),)), facts_of({}), filed_on=TODAY)
    assert as_json(report)["sheets"][0]["not_understood"] == [
        {"layer": "图层1", "entities": 2},
        {"layer": "图层2", "entities": 1},
    ]
    [account] = [each for each in report.accounts if each.rule == "fire/climb-size"]
    assert account.why_not == "nothing-to-look-at"
    chinese, english = as_text(report), as_text(report, "en")
    assert "不涉及（图中没有此类构件；另有 2 个图层含义未识别）" in chinese
    assert "[建施-01] 图层1 ×2、图层2 ×1" in chinese
    assert "nothing of the kind in this set (2 layers were not understood)" in english
    assert "[建施-01] 图层1 ×2, 图层2 ×1" in english
    assert "not understood" not in as_text(measure(DrawingSet((sheet(),)), facts_of({}), filed_on=TODAY), "en")


def test_a_long_list_of_layers_is_cut_in_the_text() -> None:
    strokes = [Stroke("", path((0, 0), (9, index)), layer=f"L{index:02}") for index in range(11)]
    report = measure(DrawingSet((sheet(strokes),)), facts_of({}), filed_on=TODAY)
    assert len(as_json(report)["sheets"][0]["not_understood"]) == 11
    assert "L07 ×1 等 11 层" in as_text(report)
    assert "L07 ×1 and 3 more" in as_text(report, "en")


def test_a_detail_is_named_with_its_title_for_its_number_is_that_of_its_sheet() -> None:
    whole = sheet(number="建施-09", not_displayed=[not_shown("font", "a.shx")])
    detail = sheet(
        number="建施-09",
        title="1#楼梯详图 1:50",
        identity="0123456789ab-2",
        part_of="0123456789ab-1",
        not_displayed=[not_shown("font", "b.shx")],
    )
    found = measure(DrawingSet((whole, detail)), facts_of({}), filed_on=TODAY)
    text = as_text(found)
    assert "1 个文件，1 张图（含详图 1 个）" in text
    assert "[建施-09] font a.shx" in text
    assert "[建施-09 1#楼梯详图 1:50] font b.shx" in text
    assert [entry["part_of"] for entry in as_json(found)["sheets"]] == ["", "0123456789ab-1"]
