"""Things on a roof with rods stand below the sphere that rolls over the rods."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checkers.errors import CouldNotRead, Words
from checkers.features.air_protection import Shelter, rods_on, shelter, worst_of, worst_of_roof
from checkers.features.roof import roofs
from checkers.features.roof_objects import RoofObject, connection_noted, roof_objects
from checkers.finding import Comparison, Measurement, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.features.roof import Roof
    from checkers.finding import Limit


@rule("lightning/rolling-sphere")
def rolling_sphere(plans: Plans, law: Law) -> Iterator[Finding]:
    """On a roof with rods every object that no strip reaches, and a roof without strips, lies in what the rods protect.

    Measured: the height of each object against the height protected at its corners: a sphere of the class's radius
    rests on the rods, on the roof where it has strips, and on the ground beside it as far down as the facts say. Of a
    roof without strips the roof itself must not be touched, at its corners, along its edge and in steps over it.
    Doubtful are objects without a height, roofs whose class is not known or not certain, and things that may be
    protected by a rod without a height, by a higher roof beside them, or that only the unknown height of the building
    exposes.
    Silent on: roofs without rods, objects that a strip reaches or a note joins to it (lightning/roof-metal), rods that stand alone on the
    ground, and lightning from the side below the roof.
    """
    found = [(roof, standing) for roof in plans.recognise(roofs) if (standing := rods_on(plans, roof))]
    if found and all(roof.protection.value is None for roof, _ in found):
        raise CouldNotRead("facts.buildings[].lightning_class")
    for roof, standing in found:
        objects = [each for each in plans.recognise(roof_objects) if each.roof is roof]
        if roof.protection.value is None:
            yield _no_class(roof, law)
            continue
        building = plans.facts.building(roof.protection.building) if roof.protection.building else None
        height = building.height if building is not None and not roof.stands_on else None
        radius = float(law.table("sphere")[str(roof.protection.value)])
        protecting = shelter(roof, standing, objects, radius, height)
        if roof.strips.is_empty:
            yield _roof(roof, protecting, law)
        noted = connection_noted(plans.drawings.sheet(roof.sheet))
        for each in objects:
            if not (each.connected or each.beside) and not (noted and each.metal):
                yield _object(each, protecting, law, noted=noted)


def _no_class(roof: Roof, law: Law) -> Finding:
    return law.doubts(
        roof,
        Words(
            f"{roof.subject}：防雷类别未注明或不唯一，滚球半径无法确定，请在图中注明防雷类别",
            f"{roof.subject}: its class of protection is not written or not unique, so the sphere is not known. "
            "Write the class on the sheet",
        ),
    )


def _roof(roof: Roof, protecting: Shelter, law: Law) -> Finding:
    if protecting.sphere.ground is None:
        return law.doubts(
            roof,
            Words(
                f"{roof.subject}：屋面未见接闪带，仅由接闪杆保护；建筑高度未知，保护范围无法确定，请在案件事实中填写建筑高度",
                f"{roof.subject}: no strip, rods alone protect it; the height of the building is not known. State it in "
                "the facts",
            ),
        )
    worst = worst_of_roof(protecting.sphere, roof.polygon, law.number("step"))
    limit = _limit(law, roof, worst.height)
    finding = limit.judge(roof, Measurement(0.0, worst.place))
    doubt = protecting.unsure if finding.verdict is not Verdict.MET else roof.protection.doubt
    return finding if doubt is None else limit.judge(roof, Measurement(0.0, worst.place), doubt=doubt)


def _object(each: RoofObject, protecting: Shelter, law: Law, *, noted: bool) -> Finding:
    if each.height is None:
        return law.doubts(
            each,
            Words(
                f"{each.subject}：未注明高出屋面的高度，保护范围无法校核，请注明高度",
                f"{each.subject}: how high it stands above the roof is not written. Write its height",
            ),
            along=each.polygon,
        )
    if protecting.sphere.plate is None and protecting.sphere.ground is None:
        return law.doubts(
            each,
            Words(
                f"{each.subject}：屋面未见接闪带且建筑高度未知，保护范围无法确定，请在案件事实中填写建筑高度",
                f"{each.subject}: no strip on the roof, and the height of the building is not known. State it in the facts",
            ),
            along=each.polygon,
        )
    worst = worst_of(protecting.sphere, each.polygon)
    limit = _limit(law, each.roof, worst.height)
    measured = Measurement(each.height, worst.place)
    finding = limit.judge(each, measured)
    doubt = each.roof.protection.doubt
    if finding.verdict is not Verdict.MET:
        doubt = protecting.unsure or _of_ground(each, protecting) or _of_note(each, noted=noted)
    return finding if doubt is None else limit.judge(each, measured, doubt=doubt)


def _of_ground(each: RoofObject, protecting: Shelter) -> Words | None:
    """A doubt where the sphere could not come so low beside the roof if the ground, or a lower roof, carried it."""
    if protecting.sphere.ground is not None or each.height is None:
        return None
    carried = worst_of(replace(protecting.sphere, ground=0.0), each.polygon)
    if each.height > carried.height:
        return None
    return Words(
        "屋面以下高度未知，请在案件事实中填写建筑高度",
        "how far it is down from the roof is not known; state the height of the building in the facts",
    )


def _of_note(each: RoofObject, *, noted: bool) -> Words | None:
    if noted and each.metal is None:
        return Words(
            "图注金属物与接闪带连接，该物是否为金属请核实",
            "a note joins metal things to the strips; check whether this is one",
        )
    return None


def _limit(law: Law, roof: Roof, height: float) -> Limit:
    table = law.table("sphere")
    radius = float(table[str(roof.protection.value)])
    return law.limit(
        height,
        Comparison.AT_MOST,
        unit=table["unit"],
        zh=f"{table['zh']}，第{roof.protection.value}类滚球半径 {radius:g} m",
        en=f"{table['en']}, sphere of {radius:g} m in class {roof.protection.value}",
    )
