"""Two rounds of a case compared in a process of their own that may use only so much time and memory.

Vocabulary
----------
question   the two rounds, the marks that have to travel, the findings of both rounds, and what people said of pairs
outcome    plain data: the comparison as JSON, where each mark landed, what each finding came to

What is compared comes out of strangers' files: a sheet on which everything lies on everything else could take hours.
"""

from __future__ import annotations

import multiprocessing
import resource
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from shapely.geometry import mapping, shape

from checkers.comparing.findings import Answer, Told, answers
from checkers.comparing.report import as_json
from checkers.comparing.sets import Comparison, compare
from checkers.comparing.travel import travel
from checkers.drawing import columns
from checkers.drawing.model import DrawingSet
from checkers.errors import CheckerError, Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from multiprocessing.connection import Connection
    from pathlib import Path

SECONDS = 600.0
"""how long a comparison may take"""

MEMORY = 6 << 30
"""bytes of address space of the process"""

LONGEST_GOODBYE = 5.0
"""seconds an ended process has to go"""


class CouldNotCompare(CheckerError):
    """The two rounds are too much to compare."""


@dataclass(frozen=True, slots=True)
class MarkPlace:
    """A mark of the earlier round: its id, the model's id of its sheet, its shape as GeoJSON in paper millimetres."""

    id: str
    sheet: str
    shape: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be compared; files are columns as ``checkers.drawing.columns`` writes them."""

    old: Sequence[Path]
    new: Sequence[Path]
    without_old: frozenset[str] = frozenset()
    """sheets of the old files that did not count"""
    without_new: frozenset[str] = frozenset()
    said: Mapping[str, str | None] = field(default_factory=dict)
    marks: Sequence[MarkPlace] = ()
    old_findings: Sequence[Mapping[str, Any]] = ()
    """``id`` and the keys of a finding in ``joint-review/check/1``"""
    new_findings: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Landed:
    """Where a mark came to stand."""

    mark: str
    sheet: str | None
    """the new sheet; None when the old one is not sure to be any of them"""
    standing: str
    """placed, look, gone (its sheet was removed) or asked (its sheet is doubtful)"""
    shape: Mapping[str, Any] | None
    why: Words


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a comparison, as plain data."""

    comparison: Mapping[str, Any]
    marks: tuple[Landed, ...]
    findings: tuple[Answer, ...]


def compare_apart(question: Question, *, seconds: float = SECONDS) -> Outcome:
    """Compare two rounds in a process of their own; CouldNotCompare when it takes too long or too much."""
    context: Any = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(theirs, question), daemon=True)
    process.start()
    theirs.close()
    try:
        outcome = ours.recv() if ours.poll(seconds) else None
    except EOFError:
        outcome = None
    finally:
        process.kill()
        process.join(LONGEST_GOODBYE)
        ours.close()
    if not isinstance(outcome, Outcome):
        raise CouldNotCompare(
            "两轮图纸内容过多，未能比较：请逐张人工对照",
            "the two rounds are too much to compare; compare them sheet by sheet by eye",
        )
    return outcome


def _serve(pipe: Connection, question: Question) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    pipe.send(compared(question))


def compared(question: Question) -> Outcome:
    """The outcome, in this very process."""
    comparison = compare(
        _loaded(question.old, question.without_old), _loaded(question.new, question.without_new), question.said
    )
    told = {each.old: each for each in comparison.sheets}
    partner = {pair.old: pair.new for pair in comparison.pairs if pair.standing in {"same", "matched"}}
    found = answers(
        [_told(each) for each in question.old_findings],
        [_told(each) for each in question.new_findings],
        {old: new for old, new in partner.items() if old and new},
        told,
    )
    return Outcome(as_json(comparison), tuple(_landed(each, comparison) for each in question.marks), tuple(found))


def _loaded(files: Sequence[Path], without: frozenset[str]) -> DrawingSet:
    drawings = DrawingSet.joined([columns.load(path) for path in files])
    return replace(drawings, sheets=tuple(sheet for sheet in drawings.sheets if sheet.id not in without))


def _landed(mark: MarkPlace, comparison: Comparison) -> Landed:
    pairs = [pair for pair in comparison.pairs if pair.old == mark.sheet or mark.sheet in pair.candidates]
    sure = next((pair for pair in pairs if pair.standing in {"same", "matched"}), None)
    if sure is None:
        if any(pair.standing == "doubtful" for pair in pairs):
            words = Words("所在图纸对应哪张新图尚待确认", "which new sheet its sheet is has to be said first")
            return Landed(mark.id, None, "asked", None, words)
        return Landed(mark.id, None, "gone", None, Words("所在图纸已删除", "its sheet was removed"))
    told = next((each for each in comparison.sheets if each.old == mark.sheet), None)
    if told is None:
        return Landed(mark.id, sure.new, "placed", mark.shape, Words("图纸未变", "the sheet is unchanged"))
    landing = travel(shape(dict(mark.shape)), told)
    return Landed(mark.id, sure.new, landing.standing, dict(mapping(landing.shape_mm)), landing.why)


def _told(finding: Mapping[str, Any]) -> Told:
    where = finding.get("where_mm")
    return Told(
        id=str(finding["id"]),
        rule=str(finding["rule"]),
        subject=str(finding["subject"]),
        sheet=str(finding.get("sheet") or ""),
        verdict=str(finding["verdict"]),
        where_mm=None if where is None else shape(dict(where)),
    )
