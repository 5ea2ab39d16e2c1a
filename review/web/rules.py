"""The rules as everybody may read them: what is measured, what it is silent on, which clause, how sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from checkers.clauses import statutes
from review.errors import NotThere
from review.web.access import Anyone
from review.web.rendering import page

if TYPE_CHECKING:
    from checkers.clauses import Clause
    from checkers.rule import Rule

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class RulePage:
    """A rule with its clauses, newest first."""

    rule: Rule
    clauses: tuple[Clause, ...]

    @property
    def clause(self) -> Clause | None:
        """The newest clause."""
        return self.clauses[0] if self.clauses else None

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The rule's own words by heading: the first sentence under an empty one, then Measured, Silent on."""
        parts: list[tuple[str, list[str]]] = [("", [])]
        for line in self.rule.page.splitlines():
            heading, colon, rest = line.strip().partition(":")
            if colon and heading in {"Measured", "Silent on"}:
                parts.append((heading, [rest.strip()]))
            else:
                parts[-1][1].append(line.strip())
        return [(heading, " ".join(lines).strip()) for heading, lines in parts]


def every_rule() -> list[RulePage]:
    """Every rule with its clauses, in the order of the catalogue."""
    from checkers.catalogue import rules

    law = statutes()
    return [RulePage(rule, law.of(rule.id)) for rule in rules()]


@router.get("/rules")
def show_all(visit: Anyone) -> HTMLResponse:
    """Every rule by discipline, with clause and standing."""
    pages = every_rule()
    disciplines = dict.fromkeys(each.rule.discipline for each in pages)
    grouped = [(name, [each for each in pages if each.rule.discipline == name]) for name in disciplines]
    return page(visit, "rules.html", grouped=grouped, count=len(pages))


@router.get("/rules/{discipline}/{name}")
def show(visit: Anyone, discipline: str, name: str) -> HTMLResponse:
    """One rule."""
    wanted = f"{discipline}/{name}"
    found = next((each for each in every_rule() if each.rule.id == wanted), None)
    if found is None:
        raise NotThere(f"没有规则 {wanted}", f"There is no rule {wanted}")
    return page(visit, "rule.html", found=found)
