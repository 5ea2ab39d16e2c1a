"""What happened in a case, entry by entry, and whether the chain of hashes is whole."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, JSONResponse

from review.annotations.drafts import veil
from review.web.access import WithPart
from review.web.case_pages import case_page, putting_together
from review.web.kept import attachment
from storage.timeline import as_json, broken_at

router = APIRouter(include_in_schema=False)


@router.get("/cases/{number}/timeline")
def show(visit: WithPart, number: str) -> HTMLResponse:
    """Every entry, the newest first."""
    with putting_together(visit) as made:
        entries = made.unit.timeline.of(visit.case.id)
        return case_page(
            made,
            "timeline.html",
            entries=entries[::-1],
            names=made.names(entry.person for entry in entries),
            hidden=veil(made.unit, made.things["case"], visit.me).hidden(entries),
            broken=broken_at(entries),
            count=len(entries),
        )


@router.get("/cases/{number}/timeline.json")
def export(visit: WithPart, number: str) -> JSONResponse:
    """The chain as JSON, verifiable by anybody.

    Whoever may not see a draft yet gets the chain up to the first one: a part from the beginning can be verified.
    """
    with visit.unit() as unit:
        entries = unit.timeline.of(visit.case.id)
        hidden = veil(unit, unit.cases.get(visit.case.id), visit.me).hidden(entries)
    if hidden:
        entries = [entry for entry in entries if entry.position < min(hidden)]
    headers = {"content-disposition": attachment(f"{number}-timeline.json")}
    return JSONResponse(as_json(entries), headers=headers)
