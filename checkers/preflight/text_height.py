"""Rule ``preflight/text-height``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapely import MultiPoint

from checkers.errors import Words
from checkers.features.drafting import LetterGroup, letters
from checkers.finding import Measurement, remedied
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("preflight/text-height")
def text_height(plans: Plans, law: Law) -> Iterator[Finding]:
    """Letters are tall enough on paper to be read.

    Measured: each sheet; the lowest Chinese writing, and the lowest one of numbers and Latin letters. Chinese letters
    of a file in which none but TrueType fonts are named may be lower; where fonts of both kinds may have been used,
    heights between the two limits are doubtful. So is every sheet of unknown scale, and what is too low on one whose
    title block states another scale than its frame tells.
    Silent on: which heights of the series are used; a writing of one letter, such as 上 at a stair; the title block, in
    which each office prints its form.
    """
    for group in plans.recognise(letters):
        if group.lowest is None:
            yield law.doubts(
                group,
                Words(
                    f"{group.subject}：图纸比例未知，无法核对字高，请注明比例并使用标准图框",
                    f"{group.subject}: the scale is unknown, so heights on paper are too. State it and use a frame",
                ),
            )
        elif not group.chinese:
            yield _judged(group, "other", law)
        else:
            yield _judged(group, "chinese_truetype" if group.truetype else "chinese", law)


def _judged(group: LetterGroup, name: str, law: Law) -> Finding:
    limit = law.at_least(name)
    low = [height for height in group.heights if height < limit.value - law.number("precision")]
    where = MultiPoint([place for height, place in zip(group.heights, group.places, strict=True) if height in low])
    smaller = law.at_least("chinese_truetype").value
    doubt = group.unsure if low else None
    if (
        doubt is None
        and low
        and group.chinese
        and group.truetype is None
        and min(low) >= smaller - law.number("precision")
    ):
        doubt = Words(
            "若为矢量字体则字高不足，请核对字体", "too low if the font is one of strokes (SHX); check the font"
        )
    finding = limit.judge(
        group,
        Measurement(group.lowest or 0.0, where if low else None, precision=law.number("precision")),
        doubt=doubt,
    )
    remedy = Words(
        f"共 {len(low)} 处，请将字高改为不小于 {limit.value:g} mm（出图）",
        f"{len(low)} places. Make them at least {limit.value:g} mm high on paper",
    )
    return remedied(finding, remedy)
