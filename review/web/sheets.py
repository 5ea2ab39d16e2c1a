"""The desk: one sheet with its findings and marks; marking, and acknowledging what could not be displayed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, JSONResponse, Response

from checkers.clauses import Severity
from review.annotations import marks
from review.annotations.drafts import veil
from review.case import State
from review.errors import NotThere, Refused, ReviewError
from review.people import Role
from review.rounds.notice import LATE_REASONS, standing_on
from review.web.access import Form, Posted, Visit, WithPart
from review.web.case_pages import case_page, putting_together
from review.web.errors import status_of
from review.web.kept import kept_object
from review.web.paper import finding_over, mark_over
from review.web.rendering import go, in_order, said_in

if TYPE_CHECKING:
    from storage.drawings import SheetRow

router = APIRouter(include_in_schema=False)

PICTURES = {b"RIFF": "image/webp", b"\x89PNG": "image/png"}
_WORST_FIRST = {"broken": 0, "doubtful": 1, "met": 2}


@router.get("/cases/{number}/sheets/{sheet}")
def show(visit: WithPart, number: str, sheet: UUID) -> HTMLResponse:
    """The sheet as large as the screen, with everything said about it."""
    return desk(visit, sheet)


@router.get("/cases/{number}/sheets/{sheet}/layer")
def layer(visit: WithPart, number: str, sheet: UUID) -> JSONResponse:
    """Findings and marks over the sheet, in paper millimetres."""
    row = _sheet(visit, sheet)
    with visit.unit() as unit:
        run = unit.findings.latest(row.case, row.round)
        findings = [each for each in unit.findings.of_run(run.id) if each.sheet == row.sheet] if run else []
        placed = veil(unit, visit.case, visit.me).marks(unit.marks.of_sheet(row.id))
        earlier = standing_on(unit, row)
    over = [finding_over(each, row, said_in(each.body["message"], visit.language)) for each in findings]
    marked = [mark_over(mark) for mark in placed] + [mark_over(mark, at=place.shape) for mark, place in earlier]
    return JSONResponse({"matters": over + marked})


@router.get("/cases/{number}/sheets/{sheet}/picture")
def picture(visit: WithPart, number: str, sheet: UUID) -> Response:
    """The picture of the sheet."""
    row = _sheet(visit, sheet)
    if row.picture_sha256 is None:
        raise NotThere("这张图没有图片", "This sheet has no picture")
    with visit.office.objects.open(row.picture_sha256) as stream:
        begin = stream.read(4)
    return kept_object(visit, row.picture_sha256, PICTURES.get(begin, "application/octet-stream"))


@router.get("/cases/{number}/sheets/{sheet}/plot")
def plot(visit: WithPart, number: str, sheet: UUID) -> Response:
    """The sheet as vector PDF with its layers."""
    row = _sheet(visit, sheet)
    if row.plot_sha256 is None:
        raise NotThere("这张图没有出图", "This sheet has no plot")
    return kept_object(visit, row.plot_sha256, "application/pdf")


@router.post("/cases/{number}/sheets/{sheet}/marks")
def mark(visit: WithPart, number: str, sheet: UUID, form: Posted) -> Response:
    """Keep a mark of a reviewer at a place of the sheet."""
    row = _sheet(visit, sheet)
    try:
        shape = _shape(form)
        severity = form.text("severity") or Severity.GENERAL
        with visit.unit() as unit:
            comment = form.text("comment")
            placed = marks.place(
                unit,
                visit.case,
                row,
                visit.me,
                shape=shape,
                comment=comment,
                severity=severity,
                late_reason=form.text("late_reason"),
                late_text=form.text("late_text"),
            )
    except ReviewError as error:
        return desk(visit, sheet, status_of(error), error=error.words, typed=form.typed())
    return go(f"/cases/{number}/sheets/{sheet}?matter={placed.id}", "marked")


@router.post("/cases/{number}/sheets/{sheet}/marks/{mark}/withdraw")
def withdraw(visit: WithPart, number: str, sheet: UUID, mark: UUID, form: Posted) -> Response:
    """Take back one's own mark."""
    _sheet(visit, sheet)
    try:
        with visit.unit() as unit:
            placed = unit.marks.get(mark)
            if placed.case != visit.case.id:
                raise NotThere("没有这条批注", "There is no such mark")
            marks.withdraw(unit, visit.case, placed, visit.me)
    except ReviewError as error:
        return desk(visit, sheet, status_of(error), error=error.words)
    return go(f"/cases/{number}/sheets/{sheet}", "withdrawn")


@router.post("/cases/{number}/sheets/{sheet}/acknowledge")
def acknowledge(visit: WithPart, number: str, sheet: UUID, form: Posted) -> Response:
    """A reviewer has seen what the sheet could not display."""
    row = _sheet(visit, sheet)
    try:
        with visit.unit() as unit:
            marks.acknowledge(unit, visit.case, row, visit.me)
    except ReviewError as error:
        return desk(visit, sheet, status_of(error), error=error.words)
    return go(f"/cases/{number}/sheets/{sheet}", "acknowledged")


def desk(visit: Visit, sheet: UUID, status: int = 200, **things: Any) -> HTMLResponse:  # noqa: ANN401
    """The page of one sheet."""
    row = _sheet(visit, sheet)
    with putting_together(visit) as made:
        unit, case = made.unit, made.things["case"]
        run = unit.findings.latest(case.id, row.round)
        findings = [each for each in unit.findings.of_run(run.id) if each.sheet == row.sheet] if run else []
        findings.sort(key=lambda each: (_WORST_FIRST[each.verdict], each.discipline, each.rule))
        kept_back = veil(unit, case, visit.me)
        placed = kept_back.marks(unit.marks.of_sheet(row.id))
        earlier = standing_on(unit, row)
        judgements = kept_back.judgements(unit.findings.judgements(run.id)) if run else {}
        sheets = in_order(unit.drawings.sheets(case.id, row.round))
        place = next(position for position, each in enumerate(sheets) if each.id == row.id)
        mine = made.things["my_disciplines"]
        reviewing = bool(mine) and case.state == State.UNDER_REVIEW and row.round == case.round
        return case_page(
            made,
            "sheet.html",
            status,
            sheet=row,
            sheets=sheets,
            before=sheets[place - 1] if place else None,
            after=sheets[place + 1] if place + 1 < len(sheets) else None,
            findings=findings,
            clauses={account["id"]: account.get("clause") for account in run.accounts} if run else {},
            judgements=judgements,
            marks=placed,
            earlier=earlier,
            late_reasons=LATE_REASONS if case.round > 1 else {},
            names=made.names(
                [mark.author for mark in (*placed, *(mark for mark, _ in earlier))]
                + [j.person for j in judgements.values()]
            ),
            acknowledged=unit.drawings.acknowledged(row.id),
            may_mark=reviewing,
            may_judge=[*mine, "preflight"] if reviewing else [],
            severities=list(Severity),
            is_reviewer=Role.REVIEWER in visit.me.roles,
            typed=things.pop("typed", {}),
            **things,
        )


def _sheet(visit: Visit, sheet: UUID) -> SheetRow:
    with visit.unit() as unit:
        row = unit.drawings.sheet(sheet)
    if row.case != visit.case.id:
        raise NotThere("没有这张图", "There is no such sheet")
    return row


def _shape(form: Form) -> dict[str, Any]:
    """What was drawn, or else the point typed in millimetres."""
    drawn = form.text("shape")
    try:
        if drawn:
            shape = json.loads(drawn)
            return shape if isinstance(shape, dict) else {}
        return {"type": "Point", "coordinates": [float(form.text("x")), float(form.text("y"))]}
    except (ValueError, RecursionError):
        raise Refused(
            "批注没有位置：请在图上点选，或填写毫米坐标",
            "The mark has no place: click on the sheet, or give millimetres",
        ) from None
