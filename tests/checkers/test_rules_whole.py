"""Every rule is whole: file, id, clause, words, test, and no number in its code."""

from __future__ import annotations

import ast
import itertools
from pathlib import Path

import pytest

import checkers
from checkers.catalogue import rules
from checkers.clauses import statutes
from checkers.rule import Rule

HOME = Path(checkers.__file__).parent
TESTS = Path(__file__).parent
ALL = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
WRITTEN_NUMBERS = {0, 1, 2}


def file_of(rule: Rule) -> Path:
    discipline, _, name = rule.id.replace("-", "_").partition("/")
    return HOME / discipline / f"{name}.py"


@ALL
def test_file_function_and_test_carry_the_name_of_the_rule(rule: Rule) -> None:
    file = file_of(rule)
    assert file.is_file()
    assert rule.measure.__name__ == file.stem
    test = TESTS / file.parent.name / f"test_{file.name}"
    assert test.is_file(), test


@ALL
def test_every_rule_has_a_clause_with_words_in_both_languages(rule: Rule) -> None:
    clauses = statutes().of(rule.id)
    assert clauses, f"no clause of {rule.id} in clauses.toml"
    for clause in clauses:
        for words in (clause.name, clause.text):
            assert words.zh
            assert words.en
        assert clause.code
        assert clause.article
        assert clause.until is None or clause.until >= clause.since


@ALL
def test_named_limits_have_a_value_and_a_unit(rule: Rule) -> None:
    for clause in statutes().of(rule.id):
        for name, limit in clause.limits.items():
            if isinstance(limit, dict) and "value" in limit:
                assert "unit" in limit, f"{rule.id} {name}"
                assert isinstance(limit["value"], int | float), f"{rule.id} {name}"


@ALL
def test_the_page_opens_with_a_sentence_and_says_what_is_measured_and_what_not(rule: Rule) -> None:
    first, *rest = rule.page.splitlines()
    assert first.endswith(".")
    assert not rest[0].strip()
    headings = [line.strip() for line in rest]
    assert any(line.startswith("Measured:") for line in headings)
    assert any(line.startswith("Silent on:") for line in headings)


@ALL
def test_no_number_stands_in_the_code_of_a_rule(rule: Rule) -> None:
    tree = ast.parse(file_of(rule).read_text(encoding="utf-8"))
    numbers = {
        (node.value, node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool)
    }
    assert {number for number in numbers if number[0] not in WRITTEN_NUMBERS} == set()


@ALL
def test_no_rule_file_knows_another_discipline_or_a_cad_library(rule: Rule) -> None:
    text = file_of(rule).read_text(encoding="utf-8")
    for name in ("ezdxf", "pymupdf", "acadsharp"):
        assert name not in text
    others = {other.discipline.replace("-", "_") for other in rules()} - {rule.discipline.replace("-", "_")}
    for other in others:
        assert f"checkers.{other}" not in text


def test_every_clause_belongs_to_a_rule_and_editions_do_not_overlap() -> None:
    known = {rule.id for rule in rules()}
    law = statutes()
    assert {clause.rule for clause in law.clauses} <= known
    for rule in known:
        national = [clause for clause in law.of(rule) if not clause.place]
        for newer, older in itertools.pairwise(national):
            assert older.until is not None, f"{rule}: {older.code} ends when {newer.code} begins"
            assert older.until < newer.since
