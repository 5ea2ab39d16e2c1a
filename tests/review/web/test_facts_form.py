"""The facts form asks what the facts know, and states nothing that nobody typed."""

from __future__ import annotations

import pytest
from starlette.datastructures import FormData

from checkers.stated_facts import facts_of
from review.errors import Refused
from review.web.access import Form
from review.web.facts_form import LARGEST_FACTS, facts_of_file, facts_of_form, typed_of

TYPED = [
    ("place.city", "常州市"),
    ("place.latitude", "31.70"),
    ("place.population", "5300000"),
    ("conditions.density_max", "0.28"),
    ("filed_on", "2025-06-01"),
    ("buildings.0.name", "1#"),
    ("buildings.0.use", "residential"),
    ("buildings.0.sprinklered", "no"),
    ("buildings.2.name", "2#"),
    ("civil_defense.required_area", ""),
]

FACTS = {
    "place": {"city": "常州市", "latitude": 31.7, "population": 5300000},
    "conditions": {"density_max": 0.28},
    "filed_on": "2025-06-01",
    "buildings": [{"name": "1#", "use": "residential", "sprinklered": False}, {"name": "2#"}],
}


def test_what_was_typed_becomes_facts_and_what_was_left_empty_is_not_stated() -> None:
    facts = facts_of_form(Form(FormData(TYPED)))
    assert facts == FACTS
    assert facts_of(facts).civil_defense.required_area is None


def test_facts_fill_the_form_again() -> None:
    typed = typed_of(FACTS)
    assert facts_of_form(Form(FormData(list(typed.items())))) == FACTS


def test_a_word_where_a_number_belongs_is_named() -> None:
    with pytest.raises(Refused, match=r"“largest building height” must be a number, not “eighty”"):
        facts_of_form(Form(FormData([("conditions.height_max", "eighty")])))


def test_a_yaml_file_and_a_json_file_say_the_same() -> None:
    yaml = "place: {city: 常州市}\nfiled_on: 2025-06-01\n".encode()
    json = '{"place": {"city": "常州市"}, "filed_on": "2025-06-01"}'.encode()
    expected = {"place": {"city": "常州市"}, "filed_on": "2025-06-01"}
    assert facts_of_file(yaml, "facts.yaml") == facts_of_file(json, "facts.json") == expected


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"- a list",
        b"\xff\xfe\x00",
        b"{",
        b"a: &a [x, x]\nb: *a\n",
        b"!!python/object/apply:os.system ['true']",
        b"[" * 5000,
        b"x" * (LARGEST_FACTS + 1),
    ],
    ids=["empty", "list", "binary", "cut off", "anchors", "code", "deep", "large"],
)
def test_a_file_that_is_no_page_of_facts_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(Refused, match=r"facts\.yaml"):
        facts_of_file(content, "facts.yaml")
