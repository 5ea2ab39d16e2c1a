"""Write the published JSON Schema of a facts file from the dataclasses of ``facts.py``.

``python -m checkers.facts_schema`` writes ``docs/facts.schema.json``; a test holds the two equal.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, cast, get_args, get_origin, get_type_hints

from checkers.facts import Facts
from checkers.stated_facts import stated

SCHEMA = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """The JSON Schema of a facts file: a description, a unit and an example for every key."""
    return {
        "$schema": SCHEMA,
        "$id": "joint-review/facts/1",
        "title": "案件事实 Facts of a case",
        **_shape_schema(Facts),
    }


def example(hint: Any) -> Any:  # noqa: ANN401 - a type in, a plain value out
    """An example of a whole section, put together from the examples of its keys."""
    kind = stated(hint)
    if get_origin(kind) is tuple:
        return [example(get_args(kind)[0])]
    hints = get_type_hints(kind)
    return {
        each.name: example(hints[each.name]) if each.metadata["example"] is None else each.metadata["example"]
        for each in fields(kind)
    }


def _shape_schema(shape: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(shape)
    keys = {each.name: _key_schema(hints[each.name], each.metadata) for each in fields(shape)}
    required = [each.name for each in fields(shape) if each.default is MISSING and each.default_factory is MISSING]
    entry = {"type": "object", "additionalProperties": False, "properties": keys}
    return {**entry, "required": required} if required else entry


def _key_schema(hint: Any, about: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - a type
    words: dict[str, Any] = {"description": f"{about['zh']} {about['en']}"}
    for name in ("unit", "minimum", "maximum"):
        if name in about:
            words[name] = about[name]
    words["examples"] = [example(hint) if about.get("example") is None else about["example"]]
    kind = stated(hint)
    if get_origin(kind) is tuple:
        return {**words, "type": ["array", "null"], "items": _shape_schema(get_args(kind)[0])}
    if is_dataclass(kind):
        return {**words, **_shape_schema(cast("type[Any]", kind)), "type": ["object", "null"]}
    null = [] if kind is hint else ["null"]
    if issubclass(kind, StrEnum):
        return {**words, "enum": [*(str(choice) for choice in kind), *([None] if null else [])]}
    if kind is date:
        return {**words, "type": ["string", *null], "format": "date"}
    name = {bool: "boolean", str: "string", int: "integer", float: "number"}[kind]
    return {**words, "type": [name, *null] if null else name}


if __name__ == "__main__":
    target = Path(__file__).parents[1] / "docs" / "facts.schema.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(schema(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
