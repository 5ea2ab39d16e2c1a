"""Rule ``preflight/titleblock``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.base import whole
from checkers.features.on_paper import shown_texts
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law

FILLING = re.compile(r"[\W_xX]+|待定|待填|暂无|无")
"""what stands in a field that nobody has filled in: ``—``, ``____``, ``XXX``, ``待定``"""

OFFICE = re.compile(r"(?!.*[与由请应须见经按])(?=.*设计)[\u4e00-\u9fff（）()]{2,24}(?:研究院|设计院|事务所|公司)")
"""the name of a design office, which stands beside its mark without a label"""


@rule("preflight/titleblock")
def titleblock(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every sheet's title block states what a reviewer must know of it.

    Measured: each sheet; the required fields that the title block lacks, leaves empty or fills with dashes or crosses
    only; the design office may be named anywhere on it. A sheet of whose title block almost nothing could be read is doubtful: the block may be a picture, or be
    missing.
    Silent on: whether a name is a real signature, the registration seals and the countersigning column; details, whose
    title block is their sheet's.
    """
    fields: list[list[str]] = law.table("fields")
    readable = law.number("readable")
    for sheet in plans.whole_sheets:
        filled = {label for label, value in sheet.title_block.items() if FILLING.sub("", value)}
        if any(OFFICE.fullmatch(text.content.strip()) for text in shown_texts(sheet)):
            filled.add("设计单位")
        missing = [labels[0] for labels in fields if filled.isdisjoint(labels)]
        if len(fields) - len(missing) < readable:
            yield law.doubts(
                whole(sheet),
                Words(
                    f"{sheet.number or sheet.file}：未能读出标题栏，请确认图框使用带属性的图块或文字",
                    f"{sheet.number or sheet.file}: the title block could not be read; draw it with attributes or texts",
                ),
            )
            continue
        listed = "、".join(missing)
        yield law.holds(
            whole(sheet),
            met=not missing,
            message=Words(
                f"{sheet.number}：标题栏缺少 {listed}，请补全" if missing else f"{sheet.number}：标题栏完整",
                f"{sheet.number}: the title block lacks {listed}; fill it in"
                if missing
                else f"{sheet.number}: the title block is whole",
            ),
        )
