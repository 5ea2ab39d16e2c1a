"""Every rule there is, found by walking the discipline folders.

Vocabulary
----------
discipline   the public name of an office's part of the review: ``fire``, ``civil-defense`` …
catalogue    all rules, in the order of the disciplines and then of their names

A rule file holds exactly one rule, and file and rule have one name: ``fire/climb_size.py`` holds ``fire/climb-size``.
"""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

from checkers.errors import CheckerError, Words
from checkers.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Collection

DISCIPLINES = {
    "preflight": Words("图面预检", "preflight"),
    "planning": Words("规划", "planning"),
    "architecture": Words("建筑", "architecture"),
    "fire": Words("消防", "fire"),
    "civil-defense": Words("人防", "civil defence"),
    "lightning": Words("防雷", "lightning protection"),
    "health": Words("卫生", "health"),
    "telecom": Words("通信", "telecom"),
}
"""public name of each discipline and its name in both languages, in the order people list them"""


class BrokenCatalogue(CheckerError):
    """A rule file does not hold exactly one rule of its own name."""


class UnknownDiscipline(CheckerError):
    """No discipline has this public name."""


@cache
def rules() -> tuple[Rule, ...]:
    """All rules; BrokenCatalogue names the file that is not one rule."""
    return tuple(rule for discipline in DISCIPLINES for rule in _rules(discipline))


def rules_of(disciplines: Collection[str] = ()) -> tuple[Rule, ...]:
    """The rules of these disciplines, all when none is named; UnknownDiscipline names the nearest known one."""
    for name in disciplines:
        if name not in DISCIPLINES:
            near = difflib.get_close_matches(name.lower(), DISCIPLINES, n=1, cutoff=0.0)[0]
            raise UnknownDiscipline(
                f"没有专业“{name}”，最接近的是 {near}；可选：{'、'.join(DISCIPLINES)}",
                f"there is no discipline {name!r}, the nearest is {near}; choose from {', '.join(DISCIPLINES)}",
            )
    return tuple(rule for rule in rules() if not disciplines or rule.discipline in disciplines)


def _rules(discipline: str) -> list[Rule]:
    folder = importlib.import_module(f"checkers.{discipline.replace('-', '_')}")
    names = sorted(module.name for module in pkgutil.iter_modules(folder.__path__) if not module.ispkg)
    return [_rule(discipline, folder.__name__, name) for name in names]


def _rule(discipline: str, folder: str, name: str) -> Rule:
    module = importlib.import_module(f"{folder}.{name}")
    held = [value for value in vars(module).values() if isinstance(value, Rule)]
    expected = f"{discipline}/{name.replace('_', '-')}"
    if [rule.id for rule in held] != [expected]:
        raise BrokenCatalogue(
            f"{folder}.{name} 应恰有一条规则 {expected}，实有：{[rule.id for rule in held]}",
            f"{folder}.{name} should hold exactly the rule {expected}, it holds {[rule.id for rule in held]}",
        )
    return held[0]
