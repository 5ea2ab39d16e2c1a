"""What a case must be seen by, and why.

The reason for each discipline is shown to everybody; none is dropped silently. Fewer than all seven is
only ever the consequence of something the facts state outright.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from checkers.errors import Words
from review.people import DISCIPLINES

_ALWAYS = Words("所有建设项目", "every building project")


@dataclass(frozen=True, slots=True)
class Need:
    """A discipline a case needs, with the reason."""

    discipline: str
    why: Words


def needs(facts: Mapping[str, Any]) -> list[Need]:
    """The disciplines a case with these facts must be seen by.

    Civil defence is left out only where the facts state a required shelter area of exactly nothing.
    """
    shelter = (facts.get("civil_defense") or {}).get("required_area")
    needed = []
    for discipline in DISCIPLINES:
        if discipline == "civil-defense":
            if shelter is not None and shelter == 0:
                continue
            why = (
                Words("未说明是否应建防空地下室，须审查", "not stated whether a shelter is required, so it is reviewed")
                if shelter is None
                else Words(f"应建防空地下室 {shelter} m²", f"a shelter of {shelter} m² is required")
            )
        else:
            why = _ALWAYS
        needed.append(Need(discipline, why))
    return needed
