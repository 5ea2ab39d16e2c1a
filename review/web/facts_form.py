"""The facts of a case as a form: its questions come from the facts themselves, so nothing is asked twice.

Vocabulary
----------
question   one key of the facts with its words, unit and example
typed      what somebody wrote into the form, by the name of the question
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, get_type_hints

import yaml

from checkers.errors import Words
from checkers.facts import Building, CivilDefense, Conditions, Facts, Place
from checkers.stated_facts import stated
from review.errors import Refused
from review.web.words import CHOICES

if TYPE_CHECKING:
    from review.web.access import Form

SECTIONS: Mapping[str, type[Any]] = {"place": Place, "conditions": Conditions, "civil_defense": CivilDefense}
BUILDINGS = 12
"""rows for buildings that the form offers"""

LARGEST_FACTS = 256 << 10
"""bytes of a facts file"""


@dataclass(frozen=True, slots=True)
class Question:
    """One key of the facts, as the form asks it."""

    name: str
    """``place.city``; for buildings the key alone"""
    words: Words
    unit: str
    example: str
    kind: str
    """text, number, whole, yes-no, choice or date"""
    choices: tuple[tuple[str, Words], ...] = ()
    low: float | None = None
    high: float | None = None


@cache
def questions(section: str) -> tuple[Question, ...]:
    """The questions of a section, or of one building for ``buildings``."""
    shape = Building if section == "buildings" else SECTIONS[section]
    prefix = "" if section == "buildings" else f"{section}."
    hints = get_type_hints(shape)
    return tuple(_question(prefix + each.name, stated(hints[each.name]), each.metadata) for each in fields(shape))


def section_words(section: str) -> Words:
    """What the section is called."""
    about = next(each.metadata for each in fields(Facts) if each.name == section)
    return Words(about["zh"], about["en"])


def _question(name: str, kind: type[Any], about: Mapping[str, Any]) -> Question:
    choices: tuple[tuple[str, Words], ...] = ()
    if issubclass(kind, StrEnum):
        asked = "choice"
        choices = tuple((str(each), CHOICES.get(str(each), Words(str(each), str(each)))) for each in kind)
    else:
        asked = {bool: "yes-no", int: "whole", float: "number", date: "date"}.get(kind, "text")
    example = about.get("example")
    return Question(
        name=name,
        words=Words(about["zh"], about["en"]),
        unit=about.get("unit") or "",
        example="" if example is None or isinstance(example, bool) else str(example),
        kind=asked,
        choices=choices,
        low=about.get("minimum"),
        high=about.get("maximum"),
    )


def facts_of_form(form: Form) -> dict[str, Any]:
    """The facts typed into the form; what was left empty is not stated."""
    facts: dict[str, Any] = {}
    for section in SECTIONS:
        answers = _answers(form, section, "")
        if answers:
            facts[section] = answers
    if filed_on := form.text("filed_on"):
        facts["filed_on"] = filed_on
    rows = [_answers(form, "buildings", f"buildings.{row}.") for row in range(BUILDINGS)]
    if any(rows):
        facts["buildings"] = [row for row in rows if row]
    return facts


def _answers(form: Form, section: str, prefix: str) -> dict[str, Any]:
    answers = {}
    for question in questions(section):
        text = form.text(prefix + question.name)
        if text:
            answers[question.name.rpartition(".")[2]] = _value(question, text)
    return answers


def _value(question: Question, text: str) -> str | float | bool:
    try:
        if question.kind == "whole":
            return int(text)
        if question.kind == "number":
            return float(text)
    except ValueError:
        raise Refused(
            f"“{question.words.zh}”须为数字，而填写的是“{text}”，请更正",
            f"“{question.words.en}” must be a number, not “{text}”; correct it",
        ) from None
    return text == "yes" if question.kind == "yes-no" else text


def typed_of(facts: Mapping[str, Any]) -> dict[str, str]:
    """The form filled with these facts."""
    typed = {"filed_on": _text(facts.get("filed_on"))}
    for section in SECTIONS:
        typed |= {f"{section}.{key}": _text(value) for key, value in (facts.get(section) or {}).items()}
    for row, building in enumerate(facts.get("buildings") or ()):
        typed |= {f"buildings.{row}.{key}": _text(value) for key, value in building.items()}
    return typed


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


class _Plain(yaml.SafeLoader):
    """YAML without anchors: a page of facts needs none, and nested ones grow without bound."""

    def compose_node(self, parent: Any, index: Any) -> Any:  # noqa: ANN401  (yaml's own types)
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.YAMLError("anchors are not taken")
        return super().compose_node(parent, index)


def facts_of_file(content: bytes, name: str) -> dict[str, Any]:
    """The facts of a YAML or JSON file; Refused when it holds no mapping."""
    unreadable = Refused(
        f"{name}：不是 YAML 或 JSON 格式的案件事实，请对照填写示例修改",
        f"{name}: not the facts of a case in YAML or JSON; follow the example",
    )
    if len(content) > LARGEST_FACTS:
        raise unreadable
    try:
        facts = yaml.load(content.decode("utf-8-sig"), _Plain)  # noqa: S506  (a safe loader, stricter than the usual)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError):
        raise unreadable from None
    if not isinstance(facts, dict):
        raise unreadable
    plain: dict[str, Any] = json.loads(json.dumps(facts, default=str))
    return plain
