"""Rule ``preflight/facts-conflict``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.stated import compared, unmatched
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.features.stated import Compared
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("preflight/facts-conflict")
def facts_conflict(plans: Plans, law: Law) -> Iterator[Finding]:
    """What the case states is what its drawings say.

    Measured: each fact of which a drawing speaks as well: heights, storeys, use and fire rating written in an outline
    of the site plan, planning conditions and shelter area written on any sheet, the class on lightning sheets, the
    latitude that coordinates tell. Facts that can hardly be true beside the drawing, such as a floor area the outline
    cannot hold, are doubtful, and so are buildings that only the facts or only the site plan name. Other rules do not
    use a fact that is contradicted: they miss it.
    Silent on: facts of which no drawing speaks.
    """
    for each in plans.recognise(compared):
        yield _judged(each, law)
    for building in plans.recognise(unmatched):
        yield law.doubts(
            building,
            Words(
                f"{building.subject}：仅案件事实或仅总图有此楼号，请核对楼号并补全",
                f"{building.subject}: only the facts or only the site plan name this building; check the names",
            ),
        )


def _judged(each: Compared, law: Law) -> Finding:
    zh, en = each.quantity.zh, each.quantity.en
    if each.agrees:
        message = Words(f"{each.subject}：{zh}与案件事实一致", f"{each.subject}: {en} as stated in the facts")
        return law.holds(each, met=True, message=message)
    message = Words(
        f"{each.subject}：{zh}图中为 {each.drawn}，案件事实为 {each.stated}（{each.key}），请核对并更正其一",
        f"{each.subject}: {en} is {each.drawn} in the drawing and {each.stated} in the facts ({each.key}); correct one",
    )
    return law.holds(each, met=False, message=message) if each.certain else law.doubts(each, message)
