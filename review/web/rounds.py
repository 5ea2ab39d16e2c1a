"""Two rounds side by side: what became of each sheet, mark and finding, and what nobody asked to be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from checkers.errors import Words
from review import acts
from review.annotations.drafts import veil
from review.case import State
from review.errors import NotThere, ReviewError
from review.intake.receive import collecting_round
from review.rounds.compare import RENAMED
from review.web.access import Posted, Visit, WithPart
from review.web.case_pages import case_page, putting_together
from review.web.errors import status_of
from review.web.paper import outline
from review.web.rendering import go, said_in

if TYPE_CHECKING:
    from storage.cases import Case
    from storage.database import Unit
    from storage.rounds import SheetPair

router = APIRouter(include_in_schema=False)

NEW = "new"
"""in a form: the sheet is none of the round before"""


@router.get("/cases/{number}/rounds")
def show(visit: WithPart, number: str) -> HTMLResponse:
    """The sheets of the round beside those of the round before, marks that travelled, findings measured again."""
    return _show(visit)


@router.post("/cases/{number}/rounds/sheets/{sheet}")
def say(visit: WithPart, number: str, sheet: UUID, form: Posted) -> Response:
    """Say which sheet of the round before this one is."""
    try:
        chosen = form.text("old")
        old = None if chosen == NEW else _identity(chosen)
        acts.say_pair(visit.jobs, visit.case.id, visit.me, sheet, old)
    except ReviewError as error:
        return _show(visit, status_of(error), error=error.words)
    return go(f"/cases/{number}/rounds", "saved")


@router.post("/cases/{number}/rounds/marks/{mark}")
def settle(visit: WithPart, number: str, mark: UUID, form: Posted) -> Response:
    """Say whether a mark stands where it should."""
    try:
        acts.settle_mark(visit.jobs, visit.case.id, visit.me, mark, form.text("standing"))
    except ReviewError as error:
        return _show(visit, status_of(error), error=error.words)
    return go(f"/cases/{number}/rounds", "saved")


@router.get("/cases/{number}/rounds/sheets/{sheet}")
def changed(visit: WithPart, number: str, sheet: UUID) -> HTMLResponse:
    """What changed on one sheet, over its picture and line by line, each change with the comment it answers."""
    with putting_together(visit) as made:
        unit, case = made.unit, made.things["case"]
        row = unit.drawings.sheet(sheet)
        pair = unit.rounds.pair_of(sheet)
        if row.case != case.id or row.round > _shown(case, visit) or pair is None:
            raise NotThere("没有这张图的对照", "There is no comparison of this sheet")
        old = unit.drawings.sheet(pair.old) if pair.old and pair.standing != "doubtful" else None
        drawn = [
            {
                "change": change,
                "was": outline(change["old_mm"], (old or row).size_mm[1]) if change["old_mm"] else "",
                "now": outline(change["new_mm"], row.size_mm[1]) if change["new_mm"] else "",
            }
            for change in pair.changes
        ]
        comments = _comments(unit, case, row.round, visit.language)
        return case_page(made, "changes.html", sheet=row, old=old, pair=pair, drawn=drawn, comments=comments)


def _show(visit: Visit, status: int = 200, **things: Any) -> HTMLResponse:  # noqa: ANN401
    with putting_together(visit) as made:
        unit, case = made.unit, made.things["case"]
        shown = _shown(case, visit)
        # asked first: a comparison that ends while the page is put together makes it look again
        comparing = any(unit.queue.waiting(f"{job} {case.id} {shown}") for job in ("measure", "compare"))
        pairs = unit.rounds.pairs(case.id, shown)
        marks = {mark.id: mark for mark in veil(unit, case, visit.me).marks(unit.marks.of_case(case.id))}
        placements = [each for each in unit.rounds.placements(case.id, shown) if each.mark in marks]
        before = unit.findings.latest(case.id, shown - 1)
        after = unit.findings.latest(case.id, shown)
        findings = {
            finding.id: finding
            for run in (before, after)
            if run is not None
            for finding in unit.findings.of_run(run.id)
        }
        again = [each for each in unit.rounds.measured_again(case.id, shown) if each.finding in findings]
        again.sort(key=lambda each: findings[each.finding].rule)
        return case_page(
            made,
            "rounds.html",
            status,
            shown=shown,
            comparison=unit.rounds.comparison(case.id, shown) if shown > 1 else None,
            comparing=comparing,
            pairs=sorted(pairs, key=_urgent_first),
            sheets={sheet.id: sheet for sheet in unit.drawings.sheets(case.id, left_out=True)},
            placements=placements,
            marks=marks,
            again=again,
            findings=findings,
            late=[mark for mark in marks.values() if mark.late_reason],
            may_say=_may_say(case, visit, made.things["my_disciplines"]),
            **things,
        )


_ORDER = ("doubtful", "matched", "added", "removed", "same")


def _urgent_first(pair: SheetPair) -> int:
    return _ORDER.index(pair.standing)


def _shown(case: Case, visit: Visit) -> int:
    """The newest round the visitor may see: what is still being put together only by its applicant."""
    return collecting_round(case) if visit.me.id == case.applicant else case.round


def _may_say(case: Case, visit: Visit, mine: list[str]) -> bool:
    if case.state in {State.RETURNED_FOR_CORRECTION, State.RETURNED_INCOMPLETE}:
        return visit.me.id == case.applicant
    return case.state == State.UNDER_REVIEW and bool(mine)


def _comments(unit: Unit, case: Case, round_number: int, language: str) -> dict[str, str]:
    """By the name a change knows it under, what a comment of an earlier round says."""
    said = {RENAMED: said_in(Words("图号或图名改动", "another number or title of the sheet"), language)}
    said |= {f"mark:{mark.id}": mark.comment for mark in unit.marks.of_case(case.id)}
    run = unit.findings.latest(case.id, round_number - 1)
    for finding in unit.findings.of_run(run.id) if run else []:
        said[f"finding:{finding.id}"] = said_in(finding.body["message"], language)
    return said


def _identity(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotThere("请选择对应的图纸", "Choose the sheet it is") from error
