"""The matters of a case: what is asked of the applicant, answered in place, settled, appealed against."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from review import acts
from review.acts.matters import APPEALED_IN, may_decide
from review.errors import ReviewError
from review.matters.life import STANDINGS, Standing, open_moves
from review.web.access import Posted, Visit, WithPart
from review.web.case_pages import CasePage, case_page, putting_together
from review.web.errors import status_of
from review.web.findings import harmless
from review.web.kept import attachment
from review.web.rendering import go, said_in

if TYPE_CHECKING:
    from storage.drawings import SheetRow
    from storage.matters import Matter

router = APIRouter(include_in_schema=False)

TEXT, SHEET = "text-", "sheet-"
"""how the fields of an answer begin, before the matter's id"""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which matters are shown; the address holds it."""

    state: str = ""
    discipline: str = ""
    sheet: str = ""

    def takes(self, matter: Matter) -> bool:
        """Whether the matter is shown."""
        return (
            self.state in {"", matter.state}
            and self.discipline in {"", matter.discipline}
            and self.sheet in {"", str(matter.sheet)}
        )

    def address(self, **changed: str) -> str:
        """The query of this filter with something changed."""
        fields = {"state": self.state, "discipline": self.discipline, "sheet": self.sheet} | changed
        return "?" + urlencode({name: value for name, value in fields.items() if value})


Wanted = Annotated[Filter, Depends(Filter)]
"""the filter in the address"""


@router.get("/cases/{number}/matters")
def show(visit: WithPart, number: str, wanted: Wanted) -> HTMLResponse:
    """Every matter with its place, clause, values, words and appeal."""
    return _show(visit, wanted)


@router.get("/cases/{number}/matters.csv")
def export(visit: WithPart, number: str, wanted: Wanted) -> Response:
    """The same list as a table for a spreadsheet."""
    with putting_together(visit) as made:
        found, sheets = _found(made, wanted), _sheets(made)
        words = made.unit.matters.words_of(visit.case.id)
    text = io.StringIO()
    table = csv.writer(text)
    names = ["round", "discipline", "kind", "state", "severity", "sheet", "clause", "subject", "said", "measured"]
    table.writerow([*names, "required", "last_word"])
    for each in found:
        sheet = sheets.get(each.sheet) if each.sheet else None
        said = words.get(each.id, [])
        row = [each.round, each.discipline, each.kind, said_in(STANDINGS[Standing(each.state)], visit.language)]
        row += [each.severity, f"{sheet.number} {sheet.title}".strip() if sheet else "", each.clause, each.subject]
        row += [each.said, each.measured, each.required, said[-1].text if said else ""]
        table.writerow([harmless(value) for value in row])
    headers = {"content-disposition": attachment(f"{number}-matters.csv")}
    return Response("\ufeff" + text.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


@router.post("/cases/{number}/matters/answers")
def answer(visit: WithPart, number: str, form: Posted) -> Response:
    """Answer matters, as many as have a text."""
    typed = form.typed()
    try:
        answers = {
            UUID(name.removeprefix(TEXT)): (text, typed.get(SHEET + name.removeprefix(TEXT), ""))
            for name, text in typed.items()
            if name.startswith(TEXT)
        }
    except ValueError:
        answers = {}
    try:
        acts.answer_matters(visit.jobs, visit.case.id, visit.me, answers)
    except ReviewError as error:
        return _show(visit, Filter(), status_of(error), error=error.words, typed=typed)
    return go(f"/cases/{number}/matters", "saved")


@router.post("/cases/{number}/matters/{matter}/move")
def make_move(visit: WithPart, number: str, matter: UUID, form: Posted) -> Response:
    """Settle a matter or reopen it."""
    return _done(
        visit,
        matter,
        form.typed(),
        lambda text: acts.move_matter(visit.jobs, visit.case.id, visit.me, matter, form.text("move"), text=text),
    )


@router.post("/cases/{number}/matters/{matter}/appeal")
def appeal(visit: WithPart, number: str, matter: UUID, form: Posted) -> Response:
    """Appeal against a matter."""
    return _done(
        visit, matter, form.typed(), lambda text: acts.appeal(visit.jobs, visit.case.id, visit.me, matter, text)
    )


@router.post("/cases/{number}/matters/{matter}/decision")
def decide(visit: WithPart, number: str, matter: UUID, form: Posted) -> Response:
    """Decide an appeal."""
    decision = form.text("decision")
    return _done(
        visit,
        matter,
        form.typed(),
        lambda text: acts.decide_appeal(visit.jobs, visit.case.id, visit.me, matter, decision, text),
    )


def _done(visit: Visit, matter: UUID, typed: dict[str, str], act: Any) -> Response:  # noqa: ANN401  any act on a text
    try:
        act(typed.get("text", ""))
    except ReviewError as error:
        return _show(visit, Filter(), status_of(error), error=error.words, typed={**typed, "matter": str(matter)})
    return go(f"/cases/{visit.case.number}/matters", "saved", anchor=f"matter-{matter}")


def _found(made: CasePage, wanted: Filter) -> list[Matter]:
    return [each for each in made.unit.matters.of_case(made.visit.case.id) if wanted.takes(each)]


def _sheets(made: CasePage) -> dict[UUID, SheetRow]:
    return {sheet.id: sheet for sheet in made.unit.drawings.sheets(made.visit.case.id, left_out=True)}


def _show(visit: Visit, wanted: Filter, status: int = 200, **things: Any) -> HTMLResponse:  # noqa: ANN401
    with putting_together(visit) as made:
        unit, case = made.unit, made.things["case"]
        everything = unit.matters.of_case(case.id)
        appeals = unit.matters.appeals_of(case.id)
        words = unit.matters.words_of(case.id)
        mine = visit.me.id == case.applicant
        given = [each.discipline for each in unit.cases.assignments(case.id, case.round) if each.person == visit.me.id]
        shown = [each for each in everything if wanted.takes(each)]
        people = [word.person for each in words.values() for word in each] + [each.opened_by for each in everything]
        return case_page(
            made,
            "matters.html",
            status,
            wanted=wanted,
            everything=everything,
            shown=shown,
            sheets=_sheets(made),
            words=words,
            appeals=appeals,
            moves={each.id: open_moves(case, each, visit.me, given) for each in shown},
            may_appeal=mine and case.state in APPEALED_IN,
            may_decide={key for key, each in appeals.items() if _decidable(everything, key, each, case, visit)},
            names=made.names([*people, *(each.decided_by for each in appeals.values())]),
            standings=list(Standing),
            typed=things.pop("typed", {}),
            **things,
        )


def _decidable(everything: list[Matter], key: UUID, standing: Any, case: Any, visit: Visit) -> bool:  # noqa: ANN401
    matter = next(each for each in everything if each.id == key)
    return standing.decision is None and may_decide(case, matter, standing, visit.me)
