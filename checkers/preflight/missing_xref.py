"""Rule ``preflight/missing-xref``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapely import MultiPoint

from checkers.drawing.model import Omission
from checkers.errors import Words
from checkers.features.base import whole
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law

UNDERLAYS = (".pdf", ".dwf", ".dwfx", ".dgn")
WANTED = {Omission.XREF, Omission.IMAGE, Omission.FONT}


@rule("preflight/missing-xref")
def missing_xref(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every reference, picture and letter that a sheet shows has come with it.

    Measured: each sheet; the external references, pictures and letters of fonts that are missing from what it shows. A
    sheet that lacks nothing but an underlay (PDF, DWF, DGN) is doubtful: those are never shown, whether they came or not.
    Silent on: fonts in whose place another one shows the same letters; what lies on no sheet.
    """
    for sheet in plans.sheets:
        missing = [omission for omission in sheet.not_displayed if omission.kind in WANTED]
        label = sheet.number or sheet.file
        thing = whole(sheet)
        named = "、".join(f"{omission.what} ×{omission.count}" for omission in missing)
        places = [place for omission in missing for place in omission.places]
        remedies = list(dict.fromkeys((omission.remedy_zh, omission.remedy_en) for omission in missing))
        zh, en = "".join(each for each, _ in remedies), " ".join(each for _, each in remedies)
        if missing and all(omission.what.lower().endswith(UNDERLAYS) for omission in missing):
            message = Words(f"{label}：参考底图 {named} 未显示。{zh}", f"{label}: underlay {named} is not shown. {en}")
            yield law.doubts(thing, message)
            continue
        yield law.holds(
            thing,
            met=not missing,
            message=Words(
                f"{label}：缺少 {named}。{zh}" if missing else f"{label}：参照、图片与字体齐全",
                f"{label}: missing {named}. {en}" if missing else f"{label}: references, pictures and fonts are there",
            ),
            along=MultiPoint(places) if places else None,
        )
