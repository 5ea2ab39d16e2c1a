"""Drawings of a case: taking files in, watching them being read, removing them, handing the set in."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, JSONResponse, Response

from checkers.errors import Words
from review import acts
from review.case import State
from review.errors import NotThere, ReviewError
from review.intake.references import told
from review.rounds.resubmission import planned
from review.web.access import Posted, Visit, WithPart
from review.web.case_pages import case_page, counts_of, putting_together
from review.web.errors import status_of, wants_problem
from review.web.kept import kept_object
from review.web.rendering import go, said_in

router = APIRouter(include_in_schema=False)

CHANGED_ONLY = "changed"
"""in the form that hands in a next round: what was not brought again goes on counting"""


@router.get("/cases/{number}/files")
def show(visit: WithPart, number: str) -> HTMLResponse:
    """Files and sheets of the round, how far reading is, what was found so far, and handing in."""
    return _show(visit)


@router.post("/cases/{number}/files")
def receive(visit: WithPart, number: str, form: Posted) -> Response:
    """Take files in, one or many; each is received or refused by itself."""
    received: list[dict[str, object]] = []
    refused: list[tuple[str, Words]] = []
    status = 200
    for file in form.files("files"):
        name = file.filename or "?"
        try:
            taken = acts.add_file(visit.jobs, visit.case.id, visit.me, name, file.file)
        except ReviewError as error:
            refused.append((name, error.words))
            status = status_of(error)
        else:
            received.append({"name": taken.file.name, "new": taken.new, "same_as": taken.same_as})
    if not received and not refused:
        status = 422
        refused.append(("", Words("没有选择文件，请先选择", "No file was chosen; choose some first")))
    if wants_problem(visit.request):
        told = [{"name": name, "reason": said_in(words, visit.language)} for name, words in refused]
        return JSONResponse({"received": received, "refused": told}, status)
    same = [one for one in received if not one["new"]]
    if refused or same:
        return _show(visit, status, refused=refused, same=same)
    return go(f"/cases/{number}/files", "uploaded")


@router.post("/cases/{number}/files/{file}/remove")
def remove(visit: WithPart, number: str, file: UUID, form: Posted) -> Response:
    """Take a file out of the case."""
    try:
        acts.remove_file(visit.jobs, visit.case.id, visit.me, file)
    except ReviewError as error:
        return _show(visit, status_of(error), error=error.words)
    return go(f"/cases/{number}/files", "removed")


@router.get("/cases/{number}/files/{file}/original")
def original(visit: WithPart, number: str, file: UUID) -> Response:
    """The bytes as they were uploaded, always as a download."""
    with visit.unit() as unit:
        row = unit.drawings.file(file)
    if row.case != visit.case.id:
        raise NotThere("没有这个文件", "There is no such file")
    return kept_object(visit, row.sha256, "application/octet-stream", download=row.name)


@router.post("/cases/{number}/submit")
def submit(visit: WithPart, number: str, form: Posted) -> Response:
    """Hand the set in, for the first time or for the next round."""
    try:
        if visit.case.state != State.RETURNED_FOR_CORRECTION:
            acts.submit(visit.jobs, visit.case.id, visit.me)
        else:
            everything = form.text("bring") != CHANGED_ONLY
            removed = form.texts("removed")
            acts.resubmit(visit.jobs, visit.case.id, visit.me, everything=everything, removed=removed)
    except ReviewError as error:
        return _show(visit, status_of(error), error=error.words, typed=form.typed())
    return go(f"/cases/{number}", "submitted")


@router.post("/cases/{number}/measure")
def measure(visit: WithPart, number: str, form: Posted) -> Response:
    """Ask for another measuring after one that failed."""
    try:
        acts.measure_again(visit.jobs, visit.case.id, visit.me)
    except ReviewError as error:
        return _show(visit, status_of(error), error=error.words)
    return go(f"/cases/{number}/files", "measuring")


def _show(visit: Visit, status: int = 200, **things: object) -> HTMLResponse:
    progress = acts.progress(visit.jobs, visit.case.id)
    with putting_together(visit) as made:
        unit, case = made.unit, made.things["case"]
        run = unit.findings.latest(case.id, made.shown_round)
        files = unit.drawings.files(case.id, made.shown_round)
        findings = unit.findings.of_run(run.id) if run else []
        return case_page(
            made,
            "files.html",
            status,
            progress=progress,
            files=files,
            notes=told(files),
            sheets=unit.drawings.sheets(case.id, made.shown_round),
            run=run,
            counts=counts_of(run, findings) if run else [],
            matters=[finding for finding in findings if finding.verdict != "met"],
            plan=planned(unit, case)
            if made.things["collects"] and case.state == State.RETURNED_FOR_CORRECTION
            else None,
            typed=things.pop("typed", {}),
            most=visit.office.settings.max_file_mib << 20,
            refused=things.pop("refused", []),
            same=things.pop("same", []),
            quote=quote,
            **things,
        )
