"""What is taken home: the opinion letter and the one sealed package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter
from fastapi.responses import Response

from review.case import State
from review.errors import Unready
from review.web.access import WithPart
from review.web.kept import kept_object

if TYPE_CHECKING:
    from storage.cases import Case

router = APIRouter(include_in_schema=False)


@router.get("/cases/{number}/letter")
def letter(visit: WithPart, number: str) -> Response:
    """The signed opinion letter."""
    with visit.unit() as unit:
        decision = unit.opinions.decision(visit.case.id, visit.case.round)
    if decision is None or decision.letter_sha256 is None:
        raise _not_yet(visit.case)
    return kept_object(visit, decision.letter_sha256, "application/pdf", download=f"{number}-审查意见书.pdf")


@router.get("/cases/{number}/package")
def package(visit: WithPart, number: str) -> Response:
    """The sealed package, once it is delivered; taking it is written into the timeline."""
    with visit.unit() as unit:
        kept = unit.opinions.package(visit.case.id)
        if kept is None or visit.case.state not in {State.DELIVERED, State.ARCHIVED}:
            raise _not_yet(visit.case)
        unit.timeline.add(visit.case.id, visit.me.id, "package_downloaded", {"sha256": kept.sha256})
    return kept_object(visit, kept.sha256, "application/zip", download=f"{number}.zip")


def _not_yet(case: Case) -> Unready:
    return Unready(
        f"案件 {case.number} 尚未签章交付，请稍后再来下载",
        f"Case {case.number} is not sealed and delivered yet; come back to download it",
    )
