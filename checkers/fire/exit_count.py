"""Rule ``fire/exit-count``."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from checkers.errors import CouldNotRead, Words
from checkers.facts import Use
from checkers.features.evacuation import sections
from checkers.features.links import Part
from checkers.features.occupancy import is_tall, sprinklered
from checkers.features.unseen import hides_shapes
from checkers.features.ways_out import storeys
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.evacuation import Section
    from checkers.features.plans import Plans
    from checkers.features.ways_out import Storey
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("fire/exit-count")
def exit_count(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every fire compartment of a public storey, and every stair unit of housing, has two exits where it needs them.

    Measured: on plans of public buildings each fire compartment drawn, else the whole storey; on plans of housing the
    dwellings that share corridors, lobbies and stairs. Counted are ways out that lead to different stairs or outside;
    two doors into one stair are one. One exit is enough for a small storey of few people on the ground floor, and for
    a stair unit whose area, height and travel distance are below those of the clause. Doubtful are sections of which
    no exit, or only weakly recognised ones, were found; those with one exit where area, people or height are not
    stated or rooms without a name may be stairs; and those that may count a door to the next compartment.
    Two exits are doubtful where lines of compartments are open or leave rooms out, where the storey is larger than a
    compartment may be and none is drawn, where walls or shutters part a corridor from one of them, and where each
    serves rooms of its own that no door joins to the others.
    Silent on: garages, factories, stores; exits of single rooms (``fire/room-doors``); three-storey buildings with
    few people on every storey.
    """
    found = plans.recognise(sections)
    for section in found:
        yield _housing(section, plans, law) if section.housing else _public(section, plans, law)
    known = {id(section.storey) for section in found}
    missed = [each for each in plans.recognise(storeys) if id(each) not in known and _has_people(each, law)]
    if not found and missed:
        raise CouldNotRead("平面图中的楼梯间门与外门 (doors into stairs and to the outside)")
    for storey in missed:
        yield law.doubts(
            storey,
            Words(
                f"{storey.subject}：未识别到楼梯间、走道与安全出口，请绘出门并注写房间名称",
                f"{storey.subject}: no stairs, corridors or exits were recognised; draw the doors and name the rooms",
            ),
        )


def _has_people(storey: Storey, law: Law) -> bool:
    """Whether it is a storey this rule looks at, of more than a single room."""
    named = [number for number in storey.of(Part.ROOM) if storey.rooms[number].name]
    looked = storey.public or (storey.housing and not storey.level.underground)
    whole = storey.placed and len(named) >= law.number("least")
    return looked and (whole or bool(storey.public and storey.of(Part.STAIR, Part.WAY)))


def _public(section: Section, plans: Plans, law: Law) -> Finding:
    doubt = section.doubt or _undivided(section, law)
    if doubt is not None and (len(section.sure_exits) >= law.number("least") or not section.exits):
        return law.doubts(section, _words(section, doubt.zh, doubt.en), along=section.where)
    several = _several(section, law)
    if several is not None:
        return several
    area, building = section.most_area, section.storey.building
    few = building is not None and building.people is not None and building.people <= law.number("one_people")
    tall = is_tall(building, law.number("high_residential"), law.number("high_public"))
    # high-rises and kindergartens have no such exception
    low = tall is False and building is not None and building.use not in {None, Use.KINDERGARTEN}
    low = low and (section.storey.level.only_ground or (building is not None and building.storeys == 1))
    if area <= law.number("one_area") and low and few:
        return law.holds(
            section,
            met=True,
            message=_words(section, "面积与人数不大于限值，可设 1 个", "area and people are few enough for one"),
            along=section.where,
        )
    if section.least_area <= law.number("one_area"):
        return law.doubts(
            section,
            _words(
                section,
                f"面积 {area:.1f} m²，是否符合只设 1 个的条件需核实人数与层数 (people, storeys)",
                f"area {area:.1f} m²; whether one is enough depends on people and storeys, state them in the facts",
            ),
            along=section.where,
        )
    return _one(section, plans, law)


def _undivided(section: Section, law: Law) -> Words | None:
    """Whether a storey without lines of compartments is larger than the largest it may have."""
    if section.drawn:
        return None
    building, level = section.storey.building, section.storey.level
    tall = is_tall(building, law.number("high_residential"), law.number("high_public"))
    largest = law.number("undivided_high" if tall else "undivided")
    if level.underground:
        largest = law.number("undivided_below")
    if True in sprinklered(building):
        largest *= law.number("sprinkler_factor")
    if section.least_area <= largest:
        return None
    return Words(
        f"本层面积 {section.least_area:.0f} m² 大于一个防火分区的最大允许面积，图中未绘防火分区，"
        "各分区的安全出口无法分别计数，请绘出防火分区线",
        f"the storey's {section.least_area:.0f} m² are more than one fire compartment may have and none is drawn, so "
        "the exits of each cannot be counted; draw their lines",
    )


def _housing(section: Section, plans: Plans, law: Law) -> Finding:
    several = _several(section, law)
    if several is not None:
        return several
    building = section.storey.building
    height = None if building is None else building.height
    far = section.farthest
    if height is None:
        return law.doubts(
            section,
            _words(section, "建筑高度未知，请在事实中补充 (height)", "the height is unknown, state it in the facts"),
            along=section.where,
        )
    tall = height > law.number("resi_tall")
    medium = height > law.number("resi_low")
    reach = law.number("resi_reach_medium") if medium else law.number("resi_reach_low")
    large = section.least_area > law.number("resi_area")
    if tall or large or (math.isfinite(far) and far > reach):
        return _one(section, plans, law)
    if section.most_area > law.number("resi_area") or not math.isfinite(far) or not section.sure_ways:
        return law.doubts(
            section,
            _words(
                section,
                f"是否可只设 1 个取决于单元每层面积（不大于 {law.number('resi_area'):g} m²）和户门至出口距离"
                f"（不大于 {reach:g} m），图中未能确定，请复核",
                "whether one is enough depends on the area of the unit and the way from its doors, which the plan "
                "does not tell for sure; please check",
            ),
            along=section.where,
        )
    return law.holds(
        section,
        met=True,
        message=_words(
            section,
            f"面积、高度和户门至出口距离（{far:.2f} m）不大于限值，可设 1 个",
            f"area, height and the way from the doors ({far:.2f} m) are small enough for one",
        ),
        along=section.where,
    )


def _several(section: Section, law: Law) -> Finding | None:
    """The finding where two exits were counted, or none; nothing where there is one."""
    if len(section.sure_exits) >= law.number("least"):
        return law.holds(section, met=True, message=_words(section, "符合", "met"), along=section.where)
    if len(section.exits) == 1:
        return None
    reason = (
        (
            "未识别到安全出口，请绘出楼梯间及其门并注写名称",
            "none was recognised; draw the stairs and their doors, named",
        )
        if not section.exits
        else ("门或楼梯间识别依据不足，请人工复核", "doors or stairs were weakly recognised, please check by eye")
    )
    return law.doubts(section, _words(section, *reason), along=section.where)


def _one(section: Section, plans: Plans, law: Law) -> Finding:
    """One exit where two are required, unless another may have been missed."""
    doubts = [
        (section.adjoining > 0, "有门通向相邻防火分区，是否计作安全出口需复核", "a door leads to the next compartment"),
        (section.unknown > 0, "有未注名或未识别的房间，可能是楼梯间", "rooms without a name may be stairs"),
        (hides_shapes(plans.drawings.sheet(section.sheet)), "图中有对象未能读取", "some objects could not be read"),
        (not section.sure_exits, "唯一出口识别依据不足", "the only exit was weakly recognised"),
    ]
    zh = [word for applies, word, _ in doubts if applies]
    en = [word for applies, _, word in doubts if applies]
    if zh:
        return law.doubts(section, _words(section, "；".join(zh), "; ".join(en)), along=section.where)
    return law.holds(
        section,
        met=False,
        message=_words(section, "不少于 2 个，不符合", "two are required: broken"),
        along=section.where,
    )


def _words(section: Section, zh: str, en: str) -> Words:
    count = len(section.exits)
    return Words(f"{section.subject}：安全出口 {count} 个，{zh}", f"{section.subject}: {count} exits; {en}")
