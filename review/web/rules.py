"""The rules as everybody may read them: what is measured, what it is silent on, which clause, how sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from checkers.clauses import statutes
from checkers.errors import Words
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


MEANINGS = (
    (Words("误报", "false"), Words("判为不符合，而人认为没有问题", "said to be broken where nobody expected it")),
    (Words("漏报", "miss"), Words("人认为不符合，而未查到", "expected broken, and nothing found there")),
    (
        Words("误判符合", "wrong met"),
        Words("人认为不符合或存疑，而判为符合：最严重的错误", "expected broken or doubtful, and called met: the worst"),
    ),
    (Words("未查到", "unlooked"), Words("人认为符合或存疑，而未查到", "expected met or doubtful, and not looked at")),
    (Words("另有", "more"), Words("查到而人未作标注，不计入", "found where nobody said anything; not counted")),
)
"""headings of the table that do not speak for themselves"""


@router.get("/rules/accuracy")
def show_accuracy(visit: Anyone) -> HTMLResponse:
    """How often each rule was right and wrong over the judged drawings, as kept with the rules."""
    from checkers.accuracy_report import COLUMNS, kept

    return page(
        visit,
        "accuracy.html",
        table=kept(),
        columns=COLUMNS,
        meanings=MEANINGS,
        clauses_sha256=statutes().sha256,
    )


@router.get("/rules/{discipline}/{name}")
def show(visit: Anyone, discipline: str, name: str) -> HTMLResponse:
    """One rule."""
    wanted = f"{discipline}/{name}"
    found = next((each for each in every_rule() if each.rule.id == wanted), None)
    if found is None:
        raise NotThere(f"没有规则 {wanted}", f"There is no rule {wanted}")
    return page(visit, "rule.html", found=found)
