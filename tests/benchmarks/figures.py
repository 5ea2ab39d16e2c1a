"""What a line of the benchmark table is, and how two ways of doing one thing are compared.

Vocabulary
----------
figure      what we measure, the median of several runs
reference   the same of the obvious other way, on the same input, in the same run; or the bound itself
ratio       figure / reference; the only number that means the same on every machine
limit       the ratio a figure must stay below
alone       in a fresh process of its own, so that neither way finds the other's memory
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "changzhou"
COLLECTION = ROOT.parent / "shared" / "drawings"
"""drawings of other people, where there are any"""
RUNS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    name: str
    value: float
    unit: str
    reference: float
    ratio: float
    limit: float
    holds: bool


@dataclass(frozen=True, slots=True)
class Alone:
    """What one piece of work took in a process of its own."""

    seconds: float
    """of processor time, without the imports"""
    peak_bytes: int


def figure(name: str, value: float, reference: float, limit: float, unit: str = "s") -> Figure:
    """A line of the table."""
    ratio = value / reference
    return Figure(name, round(value, 6), unit, round(reference, 6), round(ratio, 4), limit, ratio <= limit)


def compared(name: str, ours: Callable[[], object], other: Callable[[], object], limit: float) -> Figure:
    """Run both in turn and compare their medians; one run of each is a warm-up."""
    seconds: tuple[list[float], list[float]] = ([], [])
    for turn in range(RUNS + 1):
        for work, kept in zip((ours, other), seconds, strict=True):
            begun = time.perf_counter()
            work()
            if turn:
                kept.append(time.perf_counter() - begun)
    value, reference = (statistics.median(kept) for kept in seconds)
    return figure(name, value, reference, limit)


def alone(task: str, *arguments: str) -> Alone:
    """Do a task of ``alone.py`` in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.alone", task, *arguments]
    done = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True)
    return Alone(**json.loads(done.stdout.splitlines()[-1]))


def taking_turns(tasks: list[tuple[str, ...]], runs: int) -> list[Alone]:
    """Each task several times, taking turns; of each the median seconds and the highest peak."""
    kept: list[list[Alone]] = [[] for _ in tasks]
    for _ in range(runs):
        for task, results in zip(tasks, kept, strict=True):
            results.append(alone(*task))
    return [
        Alone(statistics.median(one.seconds for one in results), max(one.peak_bytes for one in results))
        for results in kept
    ]
