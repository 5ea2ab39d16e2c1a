"""The judged drawings: enough of them, drawn as their scenes say, and found the same however they lie."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from checkers.accuracy import tallied
from checkers.accuracy_report import as_json, kept
from checkers.catalogue import rules
from checkers.drawing.model import DrawingSet
from checkers.drawing.reader import read
from checkers.engine import Report, measure
from checkers.stated_facts import facts_from
from samples.judging.catalogue import drawn_by, scenes
from samples.judging.offices import OFFICES, TARCH, Office
from samples.judging.scene import Scene
from samples.judging.writing import written

ALL = pytest.mark.parametrize("scene", scenes(), ids=lambda scene: scene.name)
PLAIN = Office("plain", TARCH, 1000.0, "R2018")
LYING = {
    "shifted a thousand kilometres, turned, in metres": replace(
        PLAIN, away=(1_000_000.0, 1_000_000.0), turn=37.0, unit=1.0
    ),
    "mirrored, nested, in another order": replace(PLAIN, mirror=True, nested=True, shuffled=True),
    "exploded": replace(PLAIN, exploded=True),
}
MINDS = {
    "shifted a thousand kilometres, turned, in metres": {
        "preflight/units",
        "preflight/axis",
        "preflight/index-vs-sheets",
    },
    "mirrored, nested, in another order": {"preflight/axis", "preflight/index-vs-sheets"},
    "exploded": {"preflight/layer0-defpoints", "preflight/titleblock"},
}
"""rules that are about the very thing that changes"""


def of_scene(scene: Scene) -> set[str]:
    """The rules that the scene expects something of."""
    placed = {rule for draft in scene.drafts for rule, _, _ in draft.expected}
    return placed | set(scene.not_run) | set(scene.whole)


def report_of(scene: Scene, office: Office, folder: Path) -> Report:
    files = written(scene, office, folder)
    drawings = DrawingSet.joined([read(file).drawing for file in files])
    wanted = of_scene(scene)
    return measure(drawings, facts_from(folder / "facts.yaml"), rules=[rule for rule in rules() if rule.id in wanted])


def said(report: Report, but: set[str]) -> Counter[tuple[str, str, float | None, str]]:
    """What each rule found, as far as it does not say where."""
    found = Counter(
        (one.rule, str(one.verdict), None if one.measured is None else round(one.measured, 3), one.unit)
        for one in report.findings
        if one.rule not in but
    )
    found.update((each.rule, each.why_not or "", None, "") for each in report.accounts if each.rule not in but)
    return found


@ALL
def test_the_drawings_are_those_of_the_scene(scene: Scene, root: Path, tmp_path: Path) -> None:
    for office in drawn_by(scene):
        home = root / "samples" / "judged" / scene.name / office
        written(scene, OFFICES[office], tmp_path / office)
        drawn = {file.name: file.read_bytes() for file in (tmp_path / office).iterdir()}
        assert {file.name: file.read_bytes() for file in home.iterdir()} == drawn, "run: make samples"


@ALL
def test_what_is_found_does_not_depend_on_how_the_drawing_lies(scene: Scene, tmp_path: Path) -> None:
    plain = report_of(scene, PLAIN, tmp_path / "plain")
    for index, (name, office) in enumerate(LYING.items()):
        lying = report_of(scene, office, tmp_path / str(index))
        assert said(lying, MINDS[name]) == said(plain, MINDS[name]), name


NEVER_BROKEN = {"fire/pump-adapter"}
"""rules whose clause only recommends (宜), so that they doubt and never say broken; there is no edge to be met on"""


@pytest.mark.parametrize("rule", [rule.id for rule in rules()])
def test_every_rule_is_judged_met_broken_and_unreadable(rule: str) -> None:
    counts: Counter[str] = Counter()
    for scene in scenes():
        counts.update(verdict for draft in scene.drafts for one, verdict, _ in draft.expected if one == rule)
        counts.update(verdict for one, verdict in scene.whole.items() if one == rule)
        counts.update("doubtful" for one, why in scene.not_run.items() if one == rule and why.startswith("could-not"))
    assert counts["met"] >= (3 if rule in NEVER_BROKEN else 4), "three that are met, and one on the very edge"
    assert counts["broken"] >= (0 if rule in NEVER_BROKEN else 3)
    assert counts["doubtful"] >= 1


def test_no_scene_is_left_without_drawings_and_no_drawing_without_its_scene(root: Path) -> None:
    home = root / "samples" / "judged"
    drawn = {f"{folder.parent.name}/{folder.name}" for folder in home.glob("*/*") if folder.is_dir()}
    assert drawn == {f"{scene.name}/{office}" for scene in scenes() for office in drawn_by(scene)}


def test_the_rules_reach_the_floor_and_the_kept_table_is_theirs(root: Path) -> None:
    table = as_json(tallied(root / "samples" / "judged", jobs=2), wrong=False)
    assert table["below"] == []
    assert kept() == table, "run: joint-review accuracy --keep"
