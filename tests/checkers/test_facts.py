from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from checkers import facts_schema
from checkers.errors import WrongFacts
from checkers.facts import ClimateZone, Facts, Use, plain_name
from checkers.stated_facts import facts_from, facts_of

EXAMPLE = """
place: {city: 常州市, district: 武进区, latitude: 31.70, longitude: 119.94, climate_zone: III, population: 5300000, thunderstorm_days: 31}
filed_on: 2025-06-01
conditions: {far_max: 2.2, density_max: 0.28, green_min: 0.30, height_max: 80, control_line_setback: 5.0}
buildings:
  - {name: 1#, use: residential, height: 53.8, storeys: 18, fire_rating: 1, sprinklered: false, people: 216, lightning_class: null}
civil_defense: {required_area: 3600, use: personnel, grade: 核6}
"""


def test_the_published_example_is_read_from_yaml_and_from_json(tmp_path: Path) -> None:
    yaml, other = tmp_path / "facts.yaml", tmp_path / "facts.json"
    yaml.write_text(EXAMPLE, encoding="utf-8")
    other.write_text('{"filed_on": "2025-06-01", "place": {"climate_zone": "III"}}', encoding="utf-8")
    facts = facts_from(yaml)
    assert facts.place.climate_zone is ClimateZone.III
    assert facts.filed_on == facts_from(other).filed_on == date(2025, 6, 1)
    assert facts.buildings[0].use is Use.RESIDENTIAL
    assert facts.buildings[0].height == 53.8
    assert facts.buildings[0].lightning_class is None
    assert facts.civil_defense.grade == "核6"


def test_nothing_stated_is_everything_unknown(tmp_path: Path) -> None:
    empty = tmp_path / "facts.yaml"
    empty.write_text("", encoding="utf-8")
    assert facts_from(empty) == facts_of({}) == Facts()
    assert Facts().place.latitude is None


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"palce": {}}, ["facts.palce", "place"]),
        ({"place": {"lattitude": 31}}, ["facts.place.lattitude", "latitude"]),
        ({"buildings": [{"name": "1#", "hight": 20}]}, ["facts.buildings[0].hight", "height"]),
        ({"buildings": [{"height": 20}]}, ["facts.buildings[0].name", "must be stated"]),
        ({"buildings": [{"name": "1#"}, {"name": "1号楼"}]}, ["facts.buildings", "twice"]),
        ({"buildings": {"name": "1#"}}, ["facts.buildings", "list"]),
        ({"buildings": ["1#"]}, ["facts.buildings[0]", "mapping"]),
        ({"place": {"latitude": "31"}}, ["facts.place.latitude", "number"]),
        ({"place": {"latitude": True}}, ["facts.place.latitude", "number"]),
        ({"place": {"latitude": float("nan")}}, ["facts.place.latitude", "number"]),
        ({"place": {"latitude": 310}}, ["facts.place.latitude", "between"]),
        ({"place": {"population": 1.5}}, ["facts.place.population", "whole"]),
        ({"place": {"climate_zone": "VIII"}}, ["facts.place.climate_zone", "VII"]),
        ({"place": {"city": 5}}, ["facts.place.city", "text"]),
        ({"conditions": {"density_max": 28}}, ["facts.conditions.density_max", "between 0 and 1"]),
        ({"filed_on": "1.6.2025"}, ["facts.filed_on", "2025-06-01"]),
        ([], ["facts", "mapping"]),
    ],
)
def test_what_does_not_fit_is_refused_with_key_and_remedy(given: Any, words: Any) -> None:
    with pytest.raises(WrongFacts) as caught:
        facts_of(given)
    for word in words:
        assert word in caught.value.words.en
    assert caught.value.words.zh.startswith("案件事实")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"{a: [", b"!!python/object:os.system {}", b"x" * 1_000_001])
def test_a_file_that_is_no_facts_file_is_refused(tmp_path: Path, content: Any) -> None:
    file = tmp_path / "facts.yaml"
    file.write_bytes(content)
    with pytest.raises(WrongFacts, match=r"facts\.yaml"):
        facts_from(file)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongFacts, match=r"nowhere\.yaml"):
        facts_from(tmp_path / "nowhere.yaml")


def test_a_building_is_found_under_every_way_of_writing_its_name() -> None:
    facts = facts_of({"buildings": [{"name": "1#"}, {"name": "办公楼"}]})
    for name in ("1#", "1 #", "1号楼", "1#楼", "1号"):
        assert facts.building(name) is facts.buildings[0]
    assert facts.building("办公楼") is facts.buildings[1]
    assert facts.building("11#") is None
    assert plain_name("s1#楼") == "S1#"


def test_the_published_schema_is_the_one_the_code_gives(root: Path) -> None:
    published = json.loads((root / "docs" / "facts.schema.json").read_text(encoding="utf-8"))
    assert published == facts_schema.schema()
    jsonschema.Draft202012Validator.check_schema(published)


def every_key(schema: Any, where: Any = "facts") -> Any:
    for name, entry in schema.get("properties", {}).items():
        yield f"{where}.{name}", entry
        yield from every_key(entry, f"{where}.{name}")
        yield from every_key(entry.get("items", {}), f"{where}.{name}[]")


def test_every_key_has_a_description_a_unit_and_an_example_that_fits() -> None:
    keys = dict(every_key(facts_schema.schema()))
    assert "facts.buildings[].fire_rating" in keys
    for where, entry in keys.items():
        assert entry["description"], where
        assert "unit" in entry, where
        for example in entry["examples"]:
            jsonschema.validate(example, entry)
    assert keys["facts.place.latitude"]["unit"] == "°"


def test_the_schemas_examples_put_together_are_facts() -> None:
    facts = facts_of(facts_schema.example(Facts))
    assert facts.buildings[0].name == "1#"
    assert facts.filed_on == date(2025, 6, 1)


@pytest.mark.parametrize(
    "content",
    [
        "filed_on: 2025-02-30\n",
        f"place: {{population: 1{'0' * 5000}}}\n",
        f"place: {{population: 1{'0' * 400}}}\n",
        "place: {population: 1:1:1:1:1:1:1:1:1:1:1:1:1:1:1:1:1}\n",
        f"place: {{city: {'常' * 300}}}\n",
        "place: &a {city: *a}\n",
        "[" * 5000,
        "a: &a {x: 1}\nb: &b\n  <<: [*a, *a]\nc: &c\n  <<: [*b, *b]\n",
    ],
)
def test_a_facts_file_that_attacks_is_refused_in_one_sentence(tmp_path: Path, content: str) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(WrongFacts) as refused:
        facts_from(file)
    assert "\n" not in refused.value.words.zh
    assert len(refused.value.words.en) < 400


def test_a_million_buildings_are_refused_at_once() -> None:
    with pytest.raises(WrongFacts, match="more than 2000"):
        facts_of({"buildings": [{"name": "1#"}] * 1_000_000})
