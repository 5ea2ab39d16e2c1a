from __future__ import annotations

import sys
from types import ModuleType

import pytest

from checkers import catalogue
from checkers.catalogue import DISCIPLINES, BrokenCatalogue, UnknownDiscipline, rules, rules_of


def test_the_catalogue_holds_every_rule_once_in_the_order_of_the_disciplines() -> None:
    found = [rule.id for rule in rules()]
    assert len(found) == len(set(found))
    order = [list(DISCIPLINES).index(rule.discipline) for rule in rules()]
    assert order == sorted(order)
    assert {"fire/climb-size", "preflight/titleblock", "planning/building-density"} <= set(found)


def test_rules_are_chosen_by_discipline() -> None:
    assert {rule.discipline for rule in rules_of(["fire", "planning"])} == {"fire", "planning"}
    assert rules_of() == rules()


def test_an_unknown_discipline_is_refused_with_the_nearest_one_named() -> None:
    with pytest.raises(UnknownDiscipline) as caught:
        rules_of(["fier"])
    assert "fire" in caught.value.words.zh


def test_a_file_that_is_not_one_rule_of_its_own_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "checkers.fire.empty_file", ModuleType("checkers.fire.empty_file"))
    with pytest.raises(BrokenCatalogue, match="fire/empty-file"):
        catalogue._rule("fire", "checkers.fire", "empty_file")
