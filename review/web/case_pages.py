"""What every page of a case shows besides its own matter: number, state, next step, and people's names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from review.intake.receive import OPEN_FOR_FILES, collecting_round
from review.web.rendering import page
from review.web.steps import next_step
from storage.errors import NotFound

if TYPE_CHECKING:
    from uuid import UUID

    from fastapi.responses import HTMLResponse

    from review.web.access import Visit
    from storage.database import Unit
    from storage.findings import FindingRow, Run


@dataclass(slots=True)
class CasePage:
    """A page of a case while it is put together, inside one unit of work."""

    visit: Visit
    unit: Unit
    things: dict[str, Any] = field(default_factory=dict)

    @property
    def shown_round(self) -> int:
        """The round whose files are shown: the one being collected, else the present one."""
        return collecting_round(self.visit.case)

    def names(self, identities: Iterable[UUID | None]) -> dict[UUID, str]:
        """The names of these people."""
        names: dict[UUID, str] = {}
        for identity in identities:
            if identity is not None and identity not in names:
                try:
                    names[identity] = self.unit.people.get(identity).name
                except NotFound:
                    names[identity] = "—"
        return names


@contextmanager
def putting_together(visit: Visit) -> Iterator[CasePage]:
    """A page of the visit's case; the case is read anew, for a form may just have changed it."""
    with visit.unit() as unit:
        made = CasePage(visit, unit)
        case = unit.cases.get(visit.case.id)
        made.things = {
            "case": case,
            "step": next_step(unit, case, visit.me),
            "collects": case.applicant == visit.me.id and case.state in OPEN_FOR_FILES,
            "disciplines": [each.discipline for each in unit.cases.assignments(case.id, case.round)],
            "my_disciplines": [
                each.discipline for each in unit.cases.assignments(case.id, case.round) if each.person == visit.me.id
            ],
        }
        yield made


def case_page(made: CasePage, template: str, status: int = 200, **things: Any) -> HTMLResponse:  # noqa: ANN401
    """The finished page."""
    return page(made.visit, template, status, **(made.things | things))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings of a discipline came out how."""

    discipline: str
    met: int = 0
    broken: int = 0
    doubtful: int = 0
    ran: int = 0
    """rules that looked at something"""
    silent: int = 0
    """rules that could not, or had nothing to look at"""


def counts_of(run: Run, findings: list[FindingRow]) -> list[Counts]:
    """The findings and accounts of a run by discipline, in the order of the accounts."""
    disciplines = dict.fromkeys(account["discipline"] for account in run.accounts)
    counted = []
    for discipline in disciplines:
        verdicts = [finding.verdict for finding in findings if finding.discipline == discipline]
        accounts = [account for account in run.accounts if account["discipline"] == discipline]
        counted.append(
            Counts(
                discipline,
                met=verdicts.count("met"),
                broken=verdicts.count("broken"),
                doubtful=verdicts.count("doubtful"),
                ran=sum(bool(account["ran"]) for account in accounts),
                silent=sum(not account["ran"] for account in accounts),
            )
        )
    return counted
