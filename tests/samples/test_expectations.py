"""The samples say what their EXPECT layer says: no miss, no false alarm, no wrong met."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import ezdxf
import pytest
from acadsharp import native

from tests.samples.judged import Judged, judged

RULES = (
    "preflight/titleblock",
    "preflight/sheet-size",
    "preflight/scale",
    "preflight/closed-boundary",
    "preflight/dim-override",
    "preflight/proxy-entity",
    "planning/setback-control-line",
    "planning/building-density",
    "architecture/public-corridor",
    "architecture/parking-stall",
    "fire/separation-civil",
    "fire/climb-size",
    "civil-defense/unit-area",
    "civil-defense/exit-count",
    "lightning/mesh-size",
    "lightning/down-spacing",
    "health/tank-pollution",
    "health/septic",
    "telecom/equipment-room",
    "telecom/manhole-spacing",
)
FOLDERS = ("changzhou", "changzhou-draft")


@pytest.fixture(scope="module")
def cases(root: Path) -> dict[str, Judged]:
    return {name: judged(root / "samples" / name) for name in FOLDERS}


def written(file: Path, passing: Path) -> Counter[str]:
    """The expectations written into a DXF or DWG file, without the project's own reader."""
    if file.suffix == ".dwg":
        with native.load() as runtime:
            runtime.write(runtime.read(file), passing)
        file = passing
    document = ezdxf.readfile(file)
    return Counter(text.dxf.text for layout in document.layouts for text in layout.query('TEXT[layer=="EXPECT"]'))


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("verdict", ["met", "broken"])
def test_every_rule_has_a_met_and_a_broken_expectation(cases: dict[str, Judged], rule: str, verdict: str) -> None:
    placed = {(one.rule, one.verdict) for case in cases.values() for one in case.expectations}
    of_sets = {pair for case in cases.values() for pair in case.whole["set"].items()}
    assert (rule, verdict) in placed | of_sets


@pytest.mark.parametrize("name", FOLDERS)
def test_every_expectation_in_the_files_lies_on_a_sheet(
    cases: dict[str, Judged], root: Path, tmp_path: Path, name: str
) -> None:
    files = [file for file in (root / "samples" / name).iterdir() if file.suffix in {".dxf", ".dwg"}]
    in_files = sum((written(file, tmp_path / "passing.dxf") for file in files), Counter())
    assert Counter(f"{one.rule} {one.verdict}" for one in cases[name].expectations) == in_files


@pytest.mark.parametrize("name", FOLDERS)
def test_no_expectation_is_missed(cases: dict[str, Judged], name: str) -> None:
    assert cases[name].misses() == []


@pytest.mark.parametrize("name", FOLDERS)
def test_no_alarm_is_false(cases: dict[str, Judged], name: str) -> None:
    assert cases[name].false_alarms() == []


@pytest.mark.parametrize("name", FOLDERS)
def test_nothing_broken_is_called_met(cases: dict[str, Judged], name: str) -> None:
    assert cases[name].wrong_met() == []


@pytest.mark.parametrize("name", FOLDERS)
def test_nothing_is_left_in_doubt(cases: dict[str, Judged], name: str) -> None:
    assert [(one.rule, one.subject) for one in cases[name].findings if one.verdict == "doubtful"] == []


@pytest.mark.parametrize("name", FOLDERS)
def test_rules_that_find_nothing_to_look_at_say_so(cases: dict[str, Judged], name: str) -> None:
    reasons = {account.rule: account.why_not for account in cases[name].accounts}
    assert {rule: reasons[rule] for rule in cases[name].whole["not_run"]} == cases[name].whole["not_run"]
