"""The samples say what people expect of them: no miss, no false alarm, no wrong met, no doubt nobody expected."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import ezdxf
import pytest
from acadsharp import native

from checkers.accuracy import Judged, Tally, judged, tally
from checkers.finding import Verdict

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
BROKEN = (
    "architecture/resi-kitchen",
    "fire/garage-separation",
    "fire/hydrant-position",
    "fire/room-doors",
    "health/water-sewer-gap",
    "planning/sunlight-neighbour-impact",
)
"""what is judged with them and drawn wrong on purpose"""

FOLDERS = ("changzhou", "changzhou-draft")


@pytest.fixture(scope="module")
def cases(root: Path) -> dict[str, Judged]:
    return {name: judged(root / "samples" / name) for name in FOLDERS}


@pytest.fixture(scope="module")
def tallies(cases: dict[str, Judged]) -> dict[str, list[Tally]]:
    return {name: list(tally(case)) for name, case in cases.items()}


def placed(case: Judged) -> list[str]:
    """The expectations that have a place, as they are written."""
    return [f"{one.rule} {one.verdict}" for one in case.expectations if one.place is not None]


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
    assert (rule, verdict) in {(one.rule, one.verdict) for case in cases.values() for one in case.expectations}


@pytest.mark.parametrize("rule", BROKEN)
def test_what_is_drawn_wrong_on_purpose_is_expected_broken(cases: dict[str, Judged], rule: str) -> None:
    assert f"{rule} broken" in placed(cases["changzhou"])


@pytest.mark.parametrize("name", FOLDERS)
def test_every_expectation_in_the_files_lies_on_a_sheet(
    cases: dict[str, Judged], root: Path, tmp_path: Path, name: str
) -> None:
    files = [file for file in (root / "samples" / name).iterdir() if file.suffix in {".dxf", ".dwg"}]
    in_files = sum((written(file, tmp_path / "passing.dxf") for file in files), Counter())
    assert Counter(placed(cases[name])) == in_files


@pytest.mark.parametrize("name", FOLDERS)
def test_nothing_is_missed_or_raised_without_cause_and_no_rule_falls_silent(
    tallies: dict[str, list[Tally]], name: str
) -> None:
    assert [f"{row.rule}: {wrong}" for row in tallies[name] for wrong in row.wrong] == []
    assert [row.rule for row in tallies[name] if row.miss or row.false_alarm or row.wrong_met] == []


@pytest.mark.parametrize("name", FOLDERS)
def test_every_doubt_is_expected(cases: dict[str, Judged], name: str) -> None:
    case = cases[name]
    expected = {
        id(finding) for one in case.expectations if one.verdict is Verdict.DOUBTFUL for finding in case.answers(one)
    }
    doubts = [one for one in case.report.findings if one.verdict is Verdict.DOUBTFUL and id(one) not in expected]
    assert [(one.rule, one.message.zh) for one in doubts] == []


def test_the_set_lacks_nothing_that_a_rule_asks_for(cases: dict[str, Judged]) -> None:
    accounts = cases["changzhou"].report.accounts
    unread = {account.rule: account.why_not for account in accounts if (account.why_not or "").startswith("could-not")}
    assert unread == {}
