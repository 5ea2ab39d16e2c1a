"""The drawing guide speaks of every rule and every layer, and shows every picture the project draws for it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from checkers.catalogue import rules
from samples.guide import PICTURES, draw

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "drawing-guide.md").read_text(encoding="utf-8")
ENTRY = re.compile(r"^\* \*\*`([a-z-]+/[a-z0-9-]+)`\*\* (.+)\n((?:  .+\n?)+)", re.MULTILINE)
CJK = re.compile(r"[一-鿿]")
LARGEST = 60_000
"""bytes of a picture"""


@pytest.mark.parametrize("rule", [rule.id for rule in rules()])
def test_every_rule_has_its_entry_in_both_languages(rule: str) -> None:
    entries = {found.group(1): found for found in ENTRY.finditer(GUIDE)}
    assert rule in entries, f"say in docs/drawing-guide.md what to draw for {rule}"
    chinese, english = entries[rule].group(2), entries[rule].group(3)
    assert CJK.search(chinese)
    assert re.search(r"[a-z]{4}", english)


def test_no_entry_is_of_a_rule_that_is_gone() -> None:
    written = [found.group(1) for found in ENTRY.finditer(GUIDE)]
    assert len(written) == len(set(written))
    assert set(written) <= {rule.id for rule in rules()}


def test_every_layer_meaning_is_listed() -> None:
    table = tomllib.loads((ROOT / "checkers" / "drawing" / "layers.toml").read_text(encoding="utf-8"))
    missing = {entry["meaning"] for entry in table["layer"] if f"`{entry['meaning']}`" not in GUIDE}
    assert missing == set()


def test_every_picture_is_there_small_and_shown() -> None:
    shown = set(re.findall(r"\]\(guide/([a-z]+)\.png\)", GUIDE))
    there = {file.stem for file in (ROOT / "docs" / "guide").glob("*.png")}
    assert shown == there == set(PICTURES), "run: make guide"
    for name in shown:
        assert (ROOT / "docs" / "guide" / f"{name}.png").stat().st_size < LARGEST


def test_the_pictures_are_those_the_project_draws(tmp_path: Path) -> None:
    for file in draw(tmp_path):
        assert file.read_bytes() == (ROOT / "docs" / "guide" / file.name).read_bytes(), "run: make guide"
