"""What a plan, or a stair on it, belongs to: its building, and whether that is housing.

Vocabulary
----------
served    the building a sheet shows, with whether the storeys it shows are dwellings
common    a stair for everybody in the building, told by its name (楼梯间, LT-1); one without a name may stand inside a
          dwelling, where other clauses hold
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.facts import Use, plain_name
from checkers.features.rooms import shows_dwellings
from checkers.features.storeys import building_of, level_of, without_parts

if TYPE_CHECKING:
    from checkers.drawing.model import Sheet
    from checkers.facts import Building
    from checkers.features.plans import Plans

_NUMBERED = re.compile(r"(?<![0-9A-Z])([0-9]+[A-Z]?|[A-Z])#")
"""a building named by its number"""


@dataclass(frozen=True, slots=True)
class Served:
    """What one sheet shows."""

    building: Building | None
    """None when nobody stated it, or several may be meant"""
    dwelling: bool | None
    """whether it shows housing; None when nothing tells"""
    underground: bool

    @property
    def use(self) -> Use | None:
        """The use of the building, housing where the sheet itself tells so."""
        if self.dwelling:
            return Use.RESIDENTIAL
        return None if self.building is None else self.building.use

    @property
    def height(self) -> float | None:
        """The height of the building, metres."""
        return None if self.building is None else self.building.height

    @property
    def unknown(self) -> Words:
        """Which facts about the building are missing."""
        if self.building is None:
            return Words(
                "不知本图属于哪一栋建筑，请在事实中列出建筑并在图名中写明楼号 (facts.buildings)",
                "which building the plan belongs to is unknown; state the buildings and name one in the title "
                "(facts.buildings)",
            )
        missing = [fact for fact in ("use", "height") if getattr(self.building, fact) is None]
        named = "、".join(f"facts.buildings[{self.building.name}].{fact}" for fact in missing)
        if not missing:
            return Words(
                "所适用的限值因部位而异，请复核", "which of the limits applies depends on the place; please check"
            )
        return Words(
            f"未提供 {named}，限值不能确定，请在事实中补充",
            f"not stated: {named}; the limit depends on it. State it in the facts",
        )


def served(plans: Plans) -> dict[str, Served]:
    """What each sheet shows, by the id of the sheet; call as ``plans.recognise(served)``."""
    return {sheet.id: _served(sheet, plans) for sheet in plans.sheets}


def _served(sheet: Sheet, plans: Plans) -> Served:
    written = set(_NUMBERED.findall(plain_name(without_parts(sheet.title))))
    named = [each for each in plans.facts.buildings if plain_name(each.name).rstrip("#") in written]
    if written:
        building = named[0] if len(named) == 1 and len(written) == 1 else None
    else:
        building = building_of(sheet.title, sheet, plans.facts)
    dwelling = shows_dwellings(sheet, plans)
    underground = level_of(sheet.title).underground
    if dwelling is None and building is not None and building.use is not None and not underground:
        dwelling = building.use is Use.RESIDENTIAL
    return Served(building, dwelling, underground or "地下" in sheet.title)
