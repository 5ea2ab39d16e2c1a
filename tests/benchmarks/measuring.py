"""How fast sets are measured once they are read: against bounds, against reading them, and against half of them.

Vocabulary
----------
office floor   a made plan of 500 rooms along corridors, every room with its door, stairs at the corridors' ends
district       a made site plan of 60 towers
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from checkers.catalogue import rules
from checkers.drawing.isolate import read_isolated
from checkers.drawing.model import DrawingSet
from checkers.drawing.reader import read
from checkers.engine import Report, measure
from checkers.errors import CheckerError
from checkers.facts import Facts
from checkers.stated_facts import facts_from
from samples.judging.offices import TARCH, Office
from samples.judging.scene import Scene
from samples.judging.writing import written
from tests.benchmarks.district import district
from tests.benchmarks.figures import COLLECTION, ROOT, SAMPLE, Figure, figure
from tests.benchmarks.reading import plan
from tests.benchmarks.repeated import repeated

SET_SECONDS, DISTRICT_SECONDS, FLOOR_SECONDS = 10.0, 30.0, 10.0
"""bounds"""
MOST_DOUBLING = 2.3
TOWERS, WINGS, ROOMS_EACH_SIDE = 60, 10, 25
HALVES = (6_700_000, 12_200_000)
"""bytes of 12 and of 24 copies of the plan: its blocks stand in the file once"""
RUNS = 3
PAIRS = 7
"""of measuring and reading, where they are held against each other"""
OFFICE = Office("bench", TARCH, 1000.0, "R2018")


def measuring(folder: Path) -> list[Figure]:
    """Every figure of measuring."""
    return [sample_set(), towers(), office_floor(folder), doubling(folder), *against_reading()]


def sample_set() -> Figure:
    """All rules over the sample set."""
    files = sorted(file for file in SAMPLE.iterdir() if file.suffix in {".dxf", ".dwg", ".pdf"})
    drawings = DrawingSet.joined([read(file).drawing for file in files])
    facts = facts_from(SAMPLE / "facts.yaml")
    seconds = _median(lambda: measure(drawings, facts))
    return figure("all rules over the sample set / 10 s", seconds, SET_SECONDS, 1.0)


def towers() -> Figure:
    """Sunlight on every window line of the district."""
    plans = district(TOWERS)
    wanted = [rule for rule in rules() if rule.id == "planning/sunlight-residential"]
    kept: list[Report] = []
    seconds = _median(lambda: kept.append(measure(plans.drawings, plans.facts, rules=wanted)))
    if kept[-1].accounts[0].looked_at < TOWERS:
        raise AssertionError("the district was not looked at")
    return figure(f"sunlight of {TOWERS} towers / 30 s", seconds, DISTRICT_SECONDS, 1.0)


def office_floor(folder: Path) -> Figure:
    """All travel distances of a floor of 500 rooms, walls, doors and rooms recognised."""
    scene = floor_of(WINGS)
    drawings = read(written(scene, OFFICE, folder / "floor")[0]).drawing
    facts = facts_from(folder / "floor" / "facts.yaml")
    wanted = [rule for rule in rules() if rule.id == "fire/travel-public"]
    kept: list[Report] = []
    seconds = _median(lambda: kept.append(measure(drawings, facts, rules=wanted)))
    if kept[-1].accounts[0].looked_at < 2 * WINGS * ROOMS_EACH_SIDE:
        raise AssertionError(f"only {kept[-1].accounts[0].looked_at} rooms were looked at")
    return figure("travel distances of 500 rooms / 10 s", seconds, FLOOR_SECONDS, 1.0)


def floor_of(wings: int) -> Scene:
    """Wings of 50 rooms, 4 m by 6 m, on both sides of a corridor 2.4 m wide, a stair at each of its ends."""
    scene = Scene(
        "bench-office-floor",
        facts={
            "buildings": [
                {"name": "1#", "use": "office", "height": 20, "storeys": 5, "fire_rating": 1, "sprinklered": True}
            ]
        },
    )
    plan_of = scene.sheet("建施-03", "1#楼三层平面图", scale=400)
    wide, deep, thick, way = 4.0, 6.0, 0.2, 2.4
    for wing in range(wings):
        low = wing * (2 * deep + way + 1.0)
        for side in (0, 1):
            y = low + side * (deep + way + 2 * thick)
            for number in range(ROOMS_EACH_SIDE):
                x = number * (wide + thick)
                plan_of.ring(x, y, wide, deep)
                plan_of.room("办公室", x, y, wide, deep)
                door = y + deep + thick / 2 if not side else y - thick / 2
                plan_of.door("M1021", x + 1, door, swing=-1 if not side else 1)
        length = ROOMS_EACH_SIDE * (wide + thick) - thick
        y = low + deep + thick
        plan_of.room("走廊", 0, y, length, way)
        for end, x in (("左", -wide - thick), ("右", length + thick)):
            plan_of.ring(x, y, wide, way)
            plan_of.text("楼梯间", x + 1, y + 1)
            at = x + wide + thick / 2 if end == "左" else x - thick / 2
            plan_of.door("FM乙1221", at, y + 0.6, upright=True, swing=1 if end == "左" else -1)
    return scene


def doubling(folder: Path) -> Figure:
    """All rules over a plan repeated to 24 copies, against the same of 12."""
    halves = []
    for size in HALVES:
        file = repeated(plan(), size, folder / f"measured-{size}.dxf")
        halves.append(read(file).drawing)
    seconds = [_median(partial(measure, each, Facts())) for each in halves]
    entities = [sum(len(sheet.entities) for sheet in each.sheets) for each in halves]
    if not 1.9 <= entities[1] / entities[0] <= 2.1:
        raise AssertionError(f"{entities[1]} entities are not twice {entities[0]}")
    return figure("measure twice the drawing / once", seconds[1], seconds[0], MOST_DOUBLING)


def against_reading() -> Iterator[Figure]:
    """Measuring against reading, the worst of every drawing of the collection; nothing where there is none.

    Once as ``check`` says of one run in ``seconds``, and once as the service reads, which is the harder of the two: the
    limited child already started, with the plot. Where measuring takes less than half of what that child takes without
    a plot, that says enough.
    """
    told: list[tuple[float, float, float, str]] = []
    served: list[tuple[float, float, float, str]] = []
    for file in drawings_of_others():
        try:
            drawings, read_in = _read(file, plotted=False)
        except CheckerError:
            continue
        work = partial(measure, drawings, Facts())
        measured_in = _seconds(work)
        by_check, by_service = (measured_in, read_in), (measured_in, read_in)
        if measured_in > read_in / 2:
            by_check = _told(file)
            by_service = _in_turn(work, lambda file=file: _read(file, plotted=True)[1])
        for kept, (ours, theirs) in ((told, by_check), (served, by_service)):
            kept.append((ours / theirs, ours, theirs, file.name))
    for called, kept in (("in check", told), ("as served", served)):
        if kept:
            _, ours, theirs, name = max(kept)
            yield figure(f"measure / read {called}, worst: {name[:24]}", ours, theirs, 1.0)


def drawings_of_others() -> list[Path]:
    """Every drawing of the collection but the odd, broken and endless ones kept for other tests."""
    homes = [COLLECTION / name for name in ("project-TRN", "project-1810-S-Park", "dwg", "dxf", "pdf")]
    homes += [COLLECTION / "chinese-components", COLLECTION / "groundtruth"]
    found = (file for home in homes if home.is_dir() for file in home.rglob("*"))
    return sorted(file for file in found if file.suffix.lower() in {".dxf", ".dwg", ".pdf"} and file.is_file())


def _read(file: Path, *, plotted: bool) -> tuple[DrawingSet, float]:
    """What a file shows, and the seconds it took the limited child."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        drawings = read_isolated(file, file.name, Path(folder), plotted=plotted).drawing
        return drawings, time.perf_counter() - begun


def _told(file: Path) -> tuple[float, float]:
    """Seconds of measuring and of reading that the command tells, medians of some runs."""
    command = [str(Path(sys.executable).with_name("joint-review")), "check", str(file), "--format", "json"]
    runs = []
    for _ in range(RUNS):
        done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
        runs.append(json.loads(done.stdout)["seconds"])
    measured_in = statistics.median(run["recognise"] + run["measure"] for run in runs)
    return measured_in, statistics.median(run["read"] for run in runs)


def _in_turn(work: Callable[[], object], other: Callable[[], float]) -> tuple[float, float]:
    """Medians of the seconds of both, run in turn so that what slows the machine for a while slows both."""
    pairs = [(_seconds(work), other()) for _ in range(PAIRS)]
    return statistics.median(ours for ours, _ in pairs), statistics.median(theirs for _, theirs in pairs)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _median(work: Callable[[], object]) -> float:
    """Seconds of the work, median of some runs after a first one."""
    return statistics.median([_seconds(work) for _ in range(RUNS + 1)][1:])
