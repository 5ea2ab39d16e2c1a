"""Findings of a case: filtered, counted, exported, and judged by its reviewers."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from review.annotations import answers
from review.annotations.drafts import veil
from review.case import State
from review.errors import NotThere, ReviewError
from review.web.access import Posted, Visit, WithPart
from review.web.case_pages import CasePage, case_page, counts_of, putting_together
from review.web.errors import status_of
from review.web.kept import attachment
from review.web.rendering import go, said_in
from review.web.sheets import desk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from storage.findings import FindingRow

router = APIRouter(include_in_schema=False)

_WORST_FIRST = {"broken": 0, "doubtful": 1, "met": 2}


ATTENTION = ("broken", "doubtful")
"""verdicts that are shown when nothing else is asked for"""

ON_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Filter:
    """Which findings are shown; the address holds it."""

    discipline: str = ""
    verdict: str = ""
    """one verdict, ``all``, or empty for those that need attention"""
    rule: str = ""
    page: int = 1

    def takes(self, finding: FindingRow) -> bool:
        """Whether the finding is shown."""
        return (
            self.discipline in {"", finding.discipline}
            and (finding.verdict in ATTENTION if not self.verdict else self.verdict in {"all", finding.verdict})
            and self.rule in {"", finding.rule}
        )

    def address(self, **changed: str) -> str:
        """The query of this filter with something changed, on its first page."""
        fields = {"discipline": self.discipline, "verdict": self.verdict, "rule": self.rule} | changed
        return "?" + urlencode({name: value for name, value in fields.items() if value})


Wanted = Annotated[Filter, Depends(Filter)]
"""the filter in the address"""


@router.get("/cases/{number}/findings")
def show(visit: WithPart, number: str, wanted: Wanted) -> HTMLResponse:
    """The findings of the present round, worst first, with what each rule looked at."""
    return _show(visit, wanted)


@router.get("/cases/{number}/findings.csv")
def export(visit: WithPart, number: str, wanted: Wanted) -> Response:
    """The same list as a table for a spreadsheet."""
    with putting_together(visit) as made:
        rows = _found(made, wanted)
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(["rule", "discipline", "verdict", "severity", "subject", "measured", "required", "unit", "message"])
    for each in rows:
        body = each.body
        message = said_in(body["message"], visit.language)
        values = [body.get("measured"), body.get("required"), body.get("unit")]
        row = [each.rule, each.discipline, each.verdict, each.severity, each.subject, *values, message]
        table.writerow([harmless(value) for value in row])
    headers = {"content-disposition": attachment(f"{number}-findings.csv")}
    return Response("\ufeff" + text.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


@router.post("/cases/{number}/findings/{finding}")
def judge(visit: WithPart, number: str, finding: UUID, form: Posted) -> Response:
    """Agree with a finding, or overrule it with a reason."""
    sheet = form.text("sheet")
    with visit.unit() as unit:
        row = unit.findings.get(finding)
    if row.case != visit.case.id:
        raise NotThere("没有这条结果", "There is no such finding")
    back = Filter(form.text("discipline"), form.text("verdict"), form.text("rule"))
    try:
        with visit.unit() as unit:
            agrees = form.text("judgement") == "agree"
            answers.judge(unit, visit.case, row, visit.me, agrees=agrees, reason=form.text("reason"))
    except ReviewError as error:
        if sheet:
            return desk(visit, _identity(sheet), status_of(error), error=error.words)
        return _show(visit, back, status_of(error), error=error.words, refused=finding, typed=form.text("reason"))
    if sheet:
        return go(f"/cases/{number}/sheets/{_identity(sheet)}?matter={finding}", "judged")
    return go(f"/cases/{number}/findings{back.address()}", anchor=f"finding-{finding}")


def _identity(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotThere("没有这张图", "There is no such sheet") from None


def _found(made: CasePage, wanted: Filter) -> list[FindingRow]:
    run = made.unit.findings.latest(made.visit.case.id, made.shown_round)
    rows = [each for each in made.unit.findings.of_run(run.id) if wanted.takes(each)] if run else []
    return sorted(rows, key=lambda each: (_WORST_FIRST[each.verdict], each.discipline, each.rule, each.subject))


def _show(visit: Visit, wanted: Filter, status: int = 200, **things: Any) -> HTMLResponse:  # noqa: ANN401
    with putting_together(visit) as made:
        unit, case = made.unit, made.things["case"]
        run = unit.findings.latest(case.id, made.shown_round)
        everything = unit.findings.of_run(run.id) if run else []
        found = _found(made, wanted)
        pages = max(1, -(-len(found) // ON_A_PAGE))
        page = min(max(wanted.page, 1), pages)
        judgements = veil(unit, case, visit.me).judgements(unit.findings.judgements(run.id)) if run else {}
        mine = made.things["my_disciplines"]
        accounts = [
            account for account in (run.accounts if run else []) if wanted.discipline in {"", account["discipline"]}
        ]
        return case_page(
            made,
            "findings.html",
            status,
            run=run,
            wanted=wanted,
            findings=found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE],
            total=len(found),
            page=page,
            pages=pages,
            counts=counts_of(run, everything) if run else [],
            accounts=accounts,
            clauses=_clauses(accounts),
            judgements=judgements,
            names=made.names(each.person for each in judgements.values()),
            sheets={sheet.sheet: sheet for sheet in unit.drawings.sheets(case.id, made.shown_round)},
            may_judge=[*mine, "preflight"] if mine and case.state == State.UNDER_REVIEW else [],
            refused=things.pop("refused", None),
            typed=things.pop("typed", ""),
            **things,
        )


def _clauses(accounts: list[Mapping[str, Any]]) -> dict[str, Any]:
    return {account["id"]: account.get("clause") for account in accounts}


def harmless(value: object) -> object:
    """A cell a spreadsheet will not take for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
