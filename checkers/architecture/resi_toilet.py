"""Rule ``architecture/resi-toilet``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.dwelling_rooms import Fixture, Kind, doorways, dwelling_rooms
from checkers.finding import AREA_PRECISION, Measurement, Verdict, bracketed
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.dwelling_rooms import DwellingRoom
    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law

UNKNOWN_FIXTURES = Words(
    "洁具配置未能全部识别，限值不能确定，请以图块名注明洁具",
    "not every fixture was recognised, so the limit is unknown; name the fixtures in their blocks",
)
_SETS = {
    "three": {Fixture.WC, Fixture.BASIN, Fixture.BATH},
    "wc_basin": {Fixture.WC, Fixture.BASIN},
    "wc_bath": {Fixture.WC, Fixture.BATH},
    "basin_bath": {Fixture.BASIN, Fixture.BATH},
    "basin_washer": {Fixture.BASIN, Fixture.WASHER},
    "wc": {Fixture.WC},
}


@rule("architecture/resi-toilet")
def resi_toilet(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every bathroom of a dwelling is large enough for its fixtures, and none with a toilet opens into the kitchen.

    Measured: the net area of each room named as a bathroom; the fixtures recognised by the names of their blocks
    choose the limit. Where they are not all recognised, an area for three is met, one too small for a toilet alone is
    broken, and one between is doubtful; so is one whose written area breaks the limit though what is drawn meets it. A
    door between a bathroom and a kitchen is broken.
    Silent on: bathrooms parted by partitions that are drawn as rooms of their own; ventilation.
    """
    for each in plans.recognise(dwelling_rooms):
        if Kind.TOILET in each.kinds:
            yield _judged(each, law)
    for way in plans.recognise(doorways):
        if way.between(Kind.TOILET, Kind.KITCHEN) and way.join.door.sure:
            door = way.join.door
            room = Feature(
                subject=f"{door.subject} 卫生间门",
                sheet=door.sheet,
                where=door.where,
                handles=door.handles,
                how=door.how,
                sure=way.dwelling is True,
            )
            yield law.holds(
                room,
                met=False,
                message=Words(
                    f"{room.subject}：卫生间门直接开向厨房，不符合",
                    f"{room.subject}: the door of a bathroom opens straight into the kitchen: broken",
                ),
                along=door.line,
            )


def _judged(each: DwellingRoom, law: Law) -> Finding:
    room = each.room
    limits = sorted((law.at_least(name) for name in _limits(each)), key=lambda limit: limit.value)
    area = Measurement(each.net.area, each.net, AREA_PRECISION)
    finding = bracketed(limits[-1], limits[0], room, area, unknown=UNKNOWN_FIXTURES)
    doubt = {Verdict.BROKEN: each.doubt, Verdict.MET: each.unseen or each.written_less(limits[0].value)}.get(
        finding.verdict
    )
    return finding if doubt is None else limits[-1].judge(room, area, doubt=doubt)


def _limits(each: DwellingRoom) -> list[str]:
    """The limits for sets of fixtures that hold at least what was recognised; the very set where all was."""
    if each.fixtures and not each.others:
        exact = [name for name, fixtures in _SETS.items() if fixtures == each.fixtures]
        if exact:
            return exact
    holding = [name for name, fixtures in _SETS.items() if fixtures >= each.fixtures]
    return holding or list(_SETS)
