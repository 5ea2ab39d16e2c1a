"""Rule ``preflight/axis``."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import shapely

from checkers.errors import Words
from checkers.features.axes import Bubble, bubbles, rank, runs, shows_upright
from checkers.features.base import Feature
from checkers.features.on_paper import otherwise_stated
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("preflight/axis")
def axis(plans: Plans, law: Law) -> Iterator[Finding]:
    """Axes are named as the standard names them, in bubbles of its size, in order.

    Measured: each label of a grid on a sheet; whether it uses a letter the standard leaves out, and the diameter of its
    bubbles on paper. Each run of bubbles on one level line (numbers) or upright line (letters) of the paper: whether
    its labels rise from the left, or from below. A run in which a label comes again is doubtful: there may be two grids;
    so is one that falls on a sheet with elevations or sections, which may be seen from the other side. Sizes are
    doubtful where the title block states another scale than the frame tells.
    Silent on: grids that lie askew on the paper, except for their letters and sizes; whether storeys have one grid.
    """
    found = plans.recognise(bubbles)
    for identity in dict.fromkeys(bubble.sheet for bubble in found):
        here = [bubble for bubble in found if bubble.sheet == identity]
        sheet = plans.drawings.sheet(identity)
        for label in dict.fromkeys(bubble.label for bubble in here):
            yield _named([bubble for bubble in here if bubble.label == label], otherwise_stated(sheet), law)
        for run in runs(here):
            yield _ordered(run, law, upright=shows_upright(sheet))


def _thing(group: Sequence[Bubble], subject: str) -> Feature:
    return Feature(
        subject=subject,
        sheet=group[0].sheet,
        where=shapely.union_all([bubble.where for bubble in group]),
        handles=tuple(bubble.handle for bubble in group),
        how=Words("轴线图层上带编号的圆", "labelled circles on a layer of axes"),
    )


def _named(group: Sequence[Bubble], unsure: Words | None, law: Law) -> Finding:
    label = group[0].label
    thing = _thing(group, f"轴线 {label}")
    low, high, allowed = law.at_least("smallest").value, law.at_most("largest").value, law.number("precision")
    wrong = [bubble for bubble in group if not low - allowed <= bubble.diameter <= high + allowed]
    letters = sorted(set(label.upper()) & set(law.table("forbidden")))
    told_zh, told_en = [], []
    if letters:
        told_zh.append(f"编号用了字母 {'、'.join(letters)}，请改用其他字母")
        told_en.append(f"letter {', '.join(letters)} is not for axes; use another")
    if wrong:
        told_zh.append(f"轴号圆直径 {wrong[0].diameter:.1f} mm，应为 {low:g}～{high:g} mm")
        told_en.append(f"its bubble is {wrong[0].diameter:.1f} mm across, where {low:g} to {high:g} mm are asked for")
    if wrong and unsure is not None and not letters:
        return law.doubts(
            thing,
            Words(
                f"{thing.subject}：{told_zh[0]}；{unsure.zh}，请先统一比例",
                f"axis {label}: {told_en[0]}; {unsure.en}. Make the scales agree first",
            ),
        )
    met = not (letters or wrong)
    return law.holds(
        thing,
        met=met,
        message=Words(
            f"{thing.subject}：{'编号与轴号圆符合规定' if met else '；'.join(told_zh)}",
            f"axis {label}: {'label and bubble as the standard has them' if met else '; '.join(told_en)}",
        ),
        along=shapely.union_all([bubble.where for bubble in wrong]) if wrong else None,
    )


def _ordered(run: Sequence[Bubble], law: Law, *, upright: bool) -> Finding:
    labels = [bubble.label for bubble in run]
    thing = _thing(run, f"轴线 {labels[0]}～{labels[-1]}")
    falls = [(one.label, other.label) for one, other in itertools.pairwise(run) if rank(one.label) >= rank(other.label)]
    if falls and len(set(labels)) < len(labels):
        return law.doubts(
            thing,
            Words(
                f"{thing.subject}：同一排轴号重复，可能为两套轴网，请核对",
                f"axes {labels[0]} to {labels[-1]}: a label comes again in one row; there may be two grids, check them",
            ),
        )
    if falls and upright:
        return law.doubts(
            thing,
            Words(
                f"{thing.subject}：编号递减，图中有立面或剖面，可能自另一侧看，请核对",
                f"axes {labels[0]} to {labels[-1]}: labels fall; the sheet has elevations or sections, which may be seen "
                "from the other side, check them",
            ),
        )
    told = "、".join(f"{one}→{other}" for one, other in falls)
    return law.holds(
        thing,
        met=not falls,
        message=Words(
            f"{thing.subject}：编号未自左至右、自下而上递增（{told}），请重新编号"
            if falls
            else f"{thing.subject}：编号顺序正确",
            f"axes {labels[0]} to {labels[-1]}: labels do not rise from the left or from below ({told}); number them anew"
            if falls
            else f"axes {labels[0]} to {labels[-1]}: in order",
        ),
    )
