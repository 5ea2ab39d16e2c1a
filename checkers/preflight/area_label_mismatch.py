"""Rule ``preflight/area-label-mismatch``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.area_labels import area_labels
from checkers.finding import AREA_PRECISION, Comparison, Measurement, Verdict, remedied
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.area_labels import AreaLabel
    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("preflight/area-label-mismatch")
def area_label_mismatch(plans: Plans, law: Law) -> Iterator[Finding]:
    """An area written inside an outline is the outline's own.

    Measured: the difference between the one area written inside a room, fire compartment or protective unit and the
    area inside its closed line, or between its wall faces where walls close the room. It may be a share of the written
    area, or a fixed small area where that is more. Doubtful where the label differs as one to the walls' middle lines
    or between plastered faces does, where it differs by less than its rounding, and where walls leave the room open.
    Silent on: outlines with no area or several areas inside; areas listed in tables; 掩蔽面积, which no line bounds.
    """
    share, least = law.number("share"), law.number("least")
    table = law.table("difference")
    for label in plans.recognise(area_labels):
        limit = law.limit(
            max(share * label.written, least), Comparison.AT_MOST, unit="m²", zh=table["zh"], en=table["en"]
        )
        off = abs(label.polygon.area - label.written)
        measured = Measurement(off, label.polygon, max(AREA_PRECISION, label.rounding))
        finding = limit.judge(label, measured)
        doubt = _doubt(label) if finding.verdict is Verdict.BROKEN else None
        finding = finding if doubt is None else limit.judge(label, measured, doubt=doubt)
        yield remedied(
            finding,
            Words(
                f"标注 {label.written:g} m²，图形 {label.polygon.area:.2f} m²，请更正标注或边界线",
                f"written {label.written:g} m², drawn {label.polygon.area:.2f} m²; correct the label or the line",
            ),
        )


def _doubt(label: AreaLabel) -> Words | None:
    """Why a difference may be none: the label may have been taken to other faces of the same walls."""
    least, most = label.honest
    if least == most or not least - label.rounding <= label.written <= most + label.rounding:
        return None
    return Words(
        "标注可能计至墙中线或抹灰面，或未扣柱",
        "the label may be taken to the walls' middle lines, plastered faces or without columns",
    )
