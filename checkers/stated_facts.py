"""Read what a case states, from YAML, JSON or plain values, and refuse what does not fit the schema.

Vocabulary
----------
key      a name of the schema; an unknown one is refused with the nearest known one
"""

from __future__ import annotations

import difflib
import math
import reprlib
import types
from collections import Counter
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from checkers.errors import WrongFacts
from checkers.facts import Building, Facts, plain_name

LARGEST_FILE = 1_000_000
"""bytes; facts are a page of text"""

LARGEST_NUMBER = 1e15
"""of any kind: people, metres, square metres"""

LONGEST_TEXT = 200
"""characters of a name or a grade"""

MOST_LISTED = 2000
"""buildings of one case"""


def facts_from(file: Path) -> Facts:
    """The facts in a YAML or JSON file; WrongFacts when it cannot be read or does not fit the schema."""
    import yaml

    try:
        if file.stat().st_size > LARGEST_FILE:
            raise WrongFacts(
                f"{file.name}：事实文件超过 1 MB，请只写案件事实",
                f"{file.name}: the facts file is larger than 1 MB; state only the facts of the case",
            )
        content = yaml.load(file.read_text(encoding="utf-8-sig"), _without_aliases())  # noqa: S506  a SafeLoader
    except OSError as error:
        raise WrongFacts(
            f"{file.name}：无法打开事实文件（{error.strerror}），请检查路径",
            f"{file.name}: the facts file cannot be opened ({error.strerror}); check the path",
        ) from error
    except (ValueError, OverflowError, yaml.YAMLError, RecursionError) as error:
        raise WrongFacts(
            f"{file.name}：不是有效的 YAML 或 JSON，请按 docs/facts.schema.json 填写",
            f"{file.name}: this is neither YAML nor JSON in UTF-8; fill it in as docs/facts.schema.json shows",
        ) from error
    return facts_of({} if content is None else content)


def _without_aliases() -> type[Any]:
    """YAML's safe loader without references: a few lines of them unfold to more than any memory holds."""
    import yaml

    class Plain(yaml.SafeLoader):
        def compose_node(self, parent: Any, index: Any) -> Any:  # noqa: ANN401  the loader's own signature
            if self.check_event(yaml.AliasEvent):
                raise yaml.YAMLError("references are not taken")
            return super().compose_node(parent, index)

    return Plain


def facts_of(mapping: Mapping[str, Any]) -> Facts:
    """The facts in a mapping of plain values; WrongFacts names the key, what is wrong, and the nearest known key."""
    return cast("Facts", _filled(Facts, mapping, "facts"))


def _filled(shape: type[Any], given: object, where: str) -> object:
    if not isinstance(given, Mapping):
        raise _wrong(where, "应为键值对", "a mapping of keys to values is expected")
    known = {each.name: each for each in fields(shape)}
    for key in given:
        if key not in known:
            raise _unknown(where, str(key), list(known))
    hints = get_type_hints(shape)
    values: dict[str, object] = {}
    for name, each in known.items():
        if given.get(name) is None:
            if each.default is MISSING and each.default_factory is MISSING:
                raise _wrong(f"{where}.{name}", "必须填写", "this key must be stated")
            continue
        values[name] = _value(hints[name], given[name], f"{where}.{name}", each.metadata)
    return shape(**values)


def _value(hint: Any, given: object, where: str, about: Mapping[str, Any]) -> object:  # noqa: ANN401 - a type
    hint = stated(hint)
    if get_origin(hint) is tuple:
        if not isinstance(given, list | tuple):
            raise _wrong(where, "应为列表", "a list is expected")
        return _listed(get_args(hint)[0], given, where)
    if is_dataclass(hint):
        return _filled(cast("type[Any]", hint), given, where)
    if issubclass(hint, StrEnum):
        choices = [str(choice) for choice in hint]
        if given not in choices:
            listed = ", ".join(choices)
            raise _wrong(
                where, f"“{reprlib.repr(given)}”不在可选值中：{listed}", f"{reprlib.repr(given)} is none of {listed}"
            )
        return hint(given)
    if hint is date:
        return _day(given, where)
    if hint is bool or hint is str:
        if not isinstance(given, hint):
            name = {bool: ("true 或 false", "true or false"), str: ("文字", "a text")}[hint]
            raise _wrong(
                where,
                f"应为{name[0]}，而不是 {reprlib.repr(given)}",
                f"{name[1]} is expected, not {reprlib.repr(given)}",
            )
        if isinstance(given, str) and len(given) > LONGEST_TEXT:
            raise _wrong(where, f"超过 {LONGEST_TEXT} 个字", f"longer than {LONGEST_TEXT} characters")
        return given
    return _number(hint, given, where, about)


def _number(hint: type[Any], given: object, where: str, about: Mapping[str, Any]) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float) or not -LARGEST_NUMBER <= given <= LARGEST_NUMBER:
        raise _wrong(
            where, f"应为数字，而不是 {reprlib.repr(given)}", f"a number is expected, not {reprlib.repr(given)}"
        )
    if hint is int and given != int(given):
        raise _wrong(
            where, f"应为整数，而不是 {reprlib.repr(given)}", f"a whole number is expected, not {reprlib.repr(given)}"
        )
    low, high = about.get("minimum", -math.inf), about.get("maximum", math.inf)
    if not low <= given <= high:
        raise _wrong(where, f"{given} 不在 {low} 至 {high} 之间", f"{given} does not lie between {low} and {high}")
    return int(given) if hint is int else float(given)


def _day(given: object, where: str) -> date:
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        raise _wrong(
            where,
            f"应为 2025-06-01 形式的日期，而不是 {reprlib.repr(given)}",
            f"a day such as 2025-06-01 is expected, not {reprlib.repr(given)}",
        ) from None


def _listed(shape: type[Any], given: list[object] | tuple[object, ...], where: str) -> tuple[object, ...]:
    if len(given) > MOST_LISTED:
        raise _wrong(where, f"超过 {MOST_LISTED} 项", f"more than {MOST_LISTED} items")
    filled = tuple(_filled(shape, item, f"{where}[{index}]") for index, item in enumerate(given))
    names = [plain_name(item.name) for item in filled if isinstance(item, Building)]
    for name, times in Counter(names).items():
        if times > 1:
            raise _wrong(where, f"楼号 {name} 重复", f"the building {name} is stated twice")
    return filled


def stated(hint: Any) -> Any:  # noqa: ANN401 - types in, types out
    """The type of a key without the ``None`` that stands for unknown."""
    if get_origin(hint) in {Union, types.UnionType}:
        return next(part for part in get_args(hint) if part is not type(None))
    return hint


def _wrong(where: str, zh: str, en: str) -> WrongFacts:
    return WrongFacts(f"案件事实 {where}：{zh}", f"{where}: {en}")


def _unknown(where: str, key: str, known: list[str]) -> WrongFacts:
    near = difflib.get_close_matches(key.lower(), known, n=1, cutoff=0.0)
    return _wrong(f"{where}.{key}", f"没有这个键，最接近的是 {near[0]}", f"no such key; the nearest is {near[0]}")
