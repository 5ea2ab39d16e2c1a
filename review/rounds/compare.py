"""Compare a round of a case with the one before: sheets paired, marks carried, findings answered.

Vocabulary
----------
comment      what a change may answer: a mark of an earlier round, or a finding of the last that reached the applicant
undeclared   a change that lies at no comment: nobody asked for it, so somebody should look at it

Every step reads what is kept and replaces what an earlier comparison of the round kept; done twice it changes nothing.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any
from uuid import UUID

import shapely
from shapely.geometry import shape

from checkers.comparing.apart import CouldNotCompare, MarkPlace, Outcome, Question, compare_apart
from review.intake.references import PICTURE
from storage.rounds import MeasuredAgain, Placement, SheetPair

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from review.office import Office
    from storage.database import Unit
    from storage.drawings import File, SheetRow
    from storage.findings import FindingRow

AT_A_COMMENT = 15.0
"""millimetres on paper between a change and the comment that it answers"""

RENAMED = "sheet"
"""in ``answers``: the change is the sheet's own new number or title"""

A_PLACE = 0.2
"""share of a sheet; what is about more of it asks for no change at any place"""


class _Rounds:
    """Two rounds of a case as they are kept."""

    def __init__(self, unit: Unit, case: UUID, round_number: int) -> None:
        self.case, self.round = case, round_number
        self.files = {each: _read(unit, case, each) for each in (round_number - 1, round_number)}
        rows = unit.drawings.sheets(case, left_out=True)
        self.sheets = {each: [row for row in rows if row.round == each] for each in (round_number - 1, round_number)}
        self.said = unit.rounds.answers(case, round_number)
        self.marks = unit.marks.of_case(case)
        self.before = {each.mark: each for each in unit.rounds.placements(case, round_number - 1)}
        self.findings = {each: _findings(unit, case, each) for each in (round_number - 1, round_number)}
        self.told_on = _told_on(unit, self.findings[round_number - 1])

    def named(self, round_number: int) -> dict[str, SheetRow]:
        """The sheets of a round that count, by the model's id."""
        return {row.sheet: row for row in self.sheets[round_number] if row.left_out is None}

    def left_out(self, round_number: int) -> frozenset[str]:
        """The sheets that do not."""
        return frozenset(row.sheet for row in self.sheets[round_number] if row.left_out is not None)

    def standing_marks(self) -> list[MarkPlace]:
        """Marks of the round before, and those of earlier rounds that stand on one of its sheets."""
        by_id = {row.id: row.sheet for row in self.sheets[self.round - 1]}
        places = []
        for mark in self.marks:
            if mark.round == self.round - 1:
                places.append(MarkPlace(str(mark.id), by_id[mark.sheet], mark.body["target"]["selector"]["geometry"]))
                continue
            placed = self.before.get(mark.id)
            if placed is not None and placed.sheet is not None and placed.shape is not None and _stands(placed):
                places.append(MarkPlace(str(mark.id), by_id[placed.sheet], placed.shape))
        return places

    def identity(self) -> str:
        """Names what is compared."""
        parts = [
            [[str(row.id), row.left_out] for each in (self.round - 1, self.round) for row in self.sheets[each]],
            self.said,
            [[str(mark.id), str(self.before.get(mark.id))] for mark in self.marks if mark.round < self.round],
            [str(found.run) for each in self.findings.values() for found in each[:1]],
        ]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def compare_round(office: Office, case_id: UUID, round_number: int) -> None:
    """Compare this round with the one before and keep what came of it; nothing when that was done already."""
    with office.database.unit() as unit:
        unit.cases.locked(case_id)
        rounds = _Rounds(unit, case_id, round_number)
        kept = unit.rounds.comparison(case_id, round_number)
    identity = rounds.identity()
    if (kept is not None and kept.identity == identity) or not all(rounds.files.values()):
        return
    outcome, failure = _outcome(office, rounds)
    with office.database.unit() as unit:
        unit.cases.locked(case_id)
        if _Rounds(unit, case_id, round_number).identity() != identity:
            return  # whoever changed it asked for another comparison
        if outcome is None:
            unit.rounds.keep(case_id, round_number, identity=identity, failure=failure)
        else:
            unit.rounds.keep(
                case_id,
                round_number,
                identity=identity,
                pairs=_pairs(rounds, outcome),
                placements=_placements(rounds, outcome),
                again=[
                    MeasuredAgain(
                        finding=UUID(each.old),
                        round=round_number,
                        case=case_id,
                        answer=None if each.new is None else UUID(each.new),
                        outcome=each.outcome,
                    )
                    for each in outcome.findings
                ],
            )
        detail = {"round": round_number, "failed": failure is not None}
        unit.timeline.add(case_id, None, "compared", detail)


def _outcome(office: Office, rounds: _Rounds) -> tuple[Outcome | None, dict[str, str] | None]:
    old, new = rounds.round - 1, rounds.round
    with ExitStack() as stack:

        def near(files: list[File]) -> list[Path]:
            return [stack.enter_context(office.objects.local(each.columns_sha256 or "")) for each in files]

        question = Question(
            old=near(rounds.files[old]),
            new=near(rounds.files[new]),
            without_old=rounds.left_out(old),
            without_new=rounds.left_out(new),
            said=rounds.said,
            marks=rounds.standing_marks(),
            old_findings=[_told(each) for each in rounds.findings[old] if each.verdict != "met"],
            new_findings=[_told(each) for each in rounds.findings[new]],
        )
        try:
            return compare_apart(question), None
        except CouldNotCompare as error:
            return None, {"zh": error.words.zh, "en": error.words.en}


def _pairs(rounds: _Rounds, outcome: Outcome) -> list[SheetPair]:
    old, new = rounds.named(rounds.round - 1), rounds.named(rounds.round)
    told = {each["new"]: each for each in outcome.comparison["sheets"]}
    comments = _comments(rounds, outcome)
    pairs = []
    for pair in outcome.comparison["pairs"]:
        sheet = told.get(pair["new"]) if pair["standing"] == "matched" else None
        names = _renaming(old[pair["old"]], new[pair["new"]]) if sheet else set()
        changes = [
            _answering(each, comments.get(pair["old"], []), names) for each in (sheet["changes"] if sheet else [])
        ]
        pairs.append(
            SheetPair(
                old=old[pair["old"]].id if pair["old"] else None,
                new=new[pair["new"]].id if pair["new"] else None,
                standing=pair["standing"],
                score=pair["score"],
                why=pair["why"],
                candidates=[old[each].id for each in pair["candidates"]],
                aligned=sheet is None or sheet["aligned"],
                changes=changes,
                regions_mm=sheet["regions_mm"] if sheet else [],
                undeclared=sum(not each["answers"] for each in changes),
            )
        )
    return pairs


def _comments(rounds: _Rounds, outcome: Outcome) -> dict[str, list[tuple[str, BaseGeometry, BaseGeometry | None]]]:
    """By old sheet what could have asked for a change: its name, its place there and where it landed."""
    landed = {each.mark: each for each in outcome.marks}
    comments: dict[str, list[tuple[str, BaseGeometry, BaseGeometry | None]]] = {}
    for mark in rounds.standing_marks():
        there = landed[mark.id].shape
        place = (f"mark:{mark.id}", shape(dict(mark.shape)), None if there is None else shape(dict(there)))
        comments.setdefault(mark.sheet, []).append(place)
    sizes = {row.sheet: row.size_mm for row in rounds.sheets[rounds.round - 1]}
    for finding in rounds.told_on:
        if not finding.body.get("where_mm") or finding.sheet not in sizes:
            continue
        about, (width, height) = shape(finding.body["where_mm"]), sizes[finding.sheet]
        if about.envelope.area <= A_PLACE * width * height:
            comments.setdefault(finding.sheet, []).append((f"finding:{finding.id}", about, None))
    return comments


def _answering(
    change: dict[str, Any], comments: list[tuple[str, BaseGeometry, BaseGeometry | None]], names: set[str]
) -> dict[str, Any]:
    """The change with the comments it lies at, on the old sheet or on the new one."""
    was = None if change["old_mm"] is None else shape(change["old_mm"])
    now = None if change["new_mm"] is None else shape(change["new_mm"])
    answers = [
        name
        for name, place, landed in comments
        if (was is not None and shapely.dwithin(was, place, AT_A_COMMENT))
        or (now is not None and shapely.dwithin(now, landed if landed is not None else place, AT_A_COMMENT))
    ]
    if change["words"]["zh"] in names:
        answers.append(RENAMED)  # the pair itself tells that
    return {**change, "answers": answers}


def _renaming(old: SheetRow, new: SheetRow) -> set[str]:
    """How a new number and a new title are told as changes of the title block."""
    return {f"“{was}” → “{now}”" for was, now in ((old.number, new.number), (old.title, new.title)) if was != now}


def _placements(rounds: _Rounds, outcome: Outcome) -> list[Placement]:
    new = rounds.named(rounds.round)
    looked_at = {str(mark) for mark, each in rounds.before.items() if each.standing == "look"}
    return [
        Placement(
            mark=UUID(each.mark),
            round=rounds.round,
            case=rounds.case,
            sheet=new[each.sheet].id if each.sheet else None,
            standing="look" if each.standing == "placed" and each.mark in looked_at else each.standing,
            shape=None if each.shape is None else dict(each.shape),
            why={"zh": each.why.zh, "en": each.why.en},
        )
        for each in outcome.marks
    ]


def _stands(placement: Placement) -> bool:
    return placement.standing in {"placed", "look"}


def _read(unit: Unit, case: UUID, round_number: int) -> list[File]:
    files = unit.drawings.files(case, round_number)
    return [each for each in files if each.columns_sha256 and each.format != PICTURE]


def _findings(unit: Unit, case: UUID, round_number: int) -> list[FindingRow]:
    run = unit.findings.latest(case, round_number)
    return [] if run is None else unit.findings.of_run(run.id)


def _told_on(unit: Unit, findings: list[FindingRow]) -> list[FindingRow]:
    """The findings that reached the applicant: broken ones nobody overruled, doubtful ones somebody agreed to."""
    judged = unit.findings.judgements(findings[0].run) if findings else {}
    unjudged = {"broken": True, "doubtful": False, "met": False}
    return [
        each
        for each in findings
        if each.verdict != "met" and (judged[each.id].agrees if each.id in judged else unjudged[each.verdict])
    ]


def _told(finding: FindingRow) -> dict[str, Any]:
    return {**finding.body, "id": str(finding.id)}
