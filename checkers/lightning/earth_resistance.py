"""Earthing resistances are stated as small as the class of protection asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import CouldNotRead, Words
from checkers.features.lightning_class import protection_class
from checkers.features.lightning_notes import Resistance, of_lightning, resistances
from checkers.finding import Comparison, Measurement, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.lightning_class import ProtectionClass
    from checkers.features.plans import Plans


@rule("lightning/earth-resistance")
def earth_resistance(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every earthing resistance stated on a sheet of lightning protection is no larger than its class allows.

    Measured: the ohms in writings such as 接地电阻不大于10Ω, against the class of the building or of the sheet. Of an
    earth that several systems share (共用, 联合) a value above the usual one is doubtful, for the smallest value that
    anything joined to it asks for decides. Doubtful, too, are statements on sheets whose class is not known.
    Silent on: statements for other purposes (重复接地, 防静电 …), how the earth is built, and the ground's resistivity.
    """
    found = [each for each in plans.recognise(resistances) if of_lightning(plans.drawings.sheet(each.sheet))]
    classes = {each.sheet: protection_class(plans, plans.drawings.sheet(each.sheet)) for each in found}
    if found and all(each.value is None for each in classes.values()):
        raise CouldNotRead("facts.buildings[].lightning_class")
    for each in found:
        yield _judged(each, classes[each.sheet], law)


def _judged(each: Resistance, protection: ProtectionClass, law: Law) -> Finding:
    if protection.value is None:
        return law.doubts(
            each,
            Words(
                f"{each.subject}：防雷类别未注明或不唯一，接地电阻限值无法确定，请注明防雷类别",
                f"{each.subject}: the class of protection is not known, so no limit is. Write the class on the sheet",
            ),
        )
    table = law.table("resistance")
    limit = law.limit(
        float(table[str(protection.value)]),
        Comparison.AT_MOST,
        unit=table["unit"],
        zh=f"第{protection.value}类防雷{table['zh']}",
        en=f"{table['en']}, class {protection.value}",
    )
    measured = Measurement(each.ohms, each.where)
    finding = limit.judge(each, measured)
    doubt = protection.doubt
    if each.common and each.ohms > law.number("common"):
        doubt = Words(
            "共用接地装置应按接入设备中要求的最小值确定，请核实",
            "a common earth keeps the smallest value that anything joined to it asks for, please check",
        )
    if finding.verdict is Verdict.MET and doubt is not None:
        return limit.judge(each, measured, doubt=doubt)
    return finding
