"""Rule ``preflight/index-vs-sheets``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.drawing_list import Listed, State, listed
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law

SAID = {
    State.MISSING: Words("图纸目录有此图，未提交，请补交", "listed in the drawing index and not submitted; submit it"),
    State.DOUBLED: Words("图号重复，请更正图号", "the number is used twice; give each sheet its own"),
    State.EXTRA: Words("图纸目录未列此图，请补入目录或撤回", "not listed in the drawing index; list it or withdraw it"),
    State.NAMELESS: Words("未读到图号，无法与图纸目录核对", "its number could not be read and compared with the index"),
}


@rule("preflight/index-vs-sheets")
def index_vs_sheets(plans: Plans, law: Law) -> Iterator[Finding]:
    """The drawing index and the sheets of the set name each other.

    Measured: each row of a drawing index against the sheets, and each sheet against the rows: sheets that are missing,
    listed twice, numbered twice or not listed; titles that differ, and sizes and revisions where both state them.
    Titles that are nearly alike, and sheets without a readable number, are doubtful.
    Silent on: sets without an index; details, which are parts of their sheet.
    """
    for each in plans.recognise(listed):
        yield _judged(each, law)


def _judged(each: Listed, law: Law) -> Finding:
    if each.state in SAID:
        said = SAID[each.state]
        message = Words(f"{each.subject}：{said.zh}", f"{each.subject}: {said.en}")
        if each.state is State.NAMELESS:
            return law.doubts(each, message)
        return law.holds(each, met=False, message=message)
    differing = [name for name, (row, sheet) in each.compared.items() if row != sheet]
    if "图名" in differing and each.alike >= law.number("alike"):
        said = Words(*(" / ".join(each.compared["图名"]),) * 2)
        return law.doubts(
            each,
            Words(
                f"{each.subject}：目录与标题栏图名略有不同（{said.zh}），请统一",
                f"{each.subject}: index and title block give nearly the same title ({said.en}); make them one",
            ),
        )
    told = "；".join(f"{name}：{' / '.join(each.compared[name])}" for name in differing)
    return law.holds(
        each,
        met=not differing,
        message=Words(
            f"{each.subject}：目录与标题栏不一致（{told}），请统一" if differing else f"{each.subject}：与目录一致",
            f"{each.subject}: index and title block differ ({told}); make them one"
            if differing
            else f"{each.subject}: as in the index",
        ),
    )
