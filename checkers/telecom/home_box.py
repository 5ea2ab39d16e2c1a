"""Every dwelling has its home distribution box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapely import STRtree

from checkers.errors import Words
from checkers.features.dwellings import Dwelling, dwellings
from checkers.features.fittings import Sort, of_sort
from checkers.features.unseen import hides
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans


@rule("telecom/home-box")
def home_box(plans: Plans, law: Law) -> Iterator[Finding]:
    """On every sheet that shows home distribution boxes each dwelling has one.

    Measured: home distribution boxes (家居配线箱, HDD …) are counted to the dwelling whose living room they are
    nearest to, at most so far as a dwelling reaches; a dwelling is counted by the name of its living room. A dwelling
    without a box is broken when the sheet has fewer boxes than dwellings. Doubtful is a dwelling without a box where
    there are boxes enough, one whose box stands beside a legend, and any without one where objects could not be read.
    Silent on: sheets without any box, ports and conduits, the height of the box, and its place beside power boxes.
    """
    for sheet in plans.sheets:
        boxes = [box for box in of_sort(plans, Sort.HOME_BOX) if box.sheet == sheet.id]
        homes = [home for home in plans.recognise(dwellings) if home.sheet == sheet.id]
        if not boxes or not homes:
            continue
        living = STRtree([home.living for home in homes])
        reach = law.number("reach")
        served: dict[int, bool] = {}
        for box in boxes:
            nearest = int(living.nearest(box.centre))
            if homes[nearest].living.distance(box.centre) <= reach:
                served[nearest] = box.sure or served.get(nearest, False)
        for index, home in enumerate(homes):
            yield _judged(home, sheet, law, box=served.get(index), enough=len(boxes) >= len(homes))


def _judged(home: Dwelling, sheet: Sheet, law: Law, *, box: bool | None, enough: bool) -> Finding:
    """``box`` says whether the dwelling has one for sure; None when none is near."""
    if box:
        message = Words(f"{home.subject}：设有家居配线箱，符合", f"{home.subject}: has a home distribution box: met")
        return law.holds(home, met=True, message=message)
    if box is False:
        return law.doubts(
            home,
            Words(
                f"{home.subject}：近旁的家居配线箱图块位于图例处，可能只是图例，请核实",
                f"{home.subject}: the box near it stands beside a legend and may only explain the symbol; check it",
            ),
        )
    if enough or any(hides(omission) for omission in sheet.not_displayed):
        return law.doubts(
            home,
            Words(
                f"{home.subject}：近旁未见家居配线箱，可能设于他处或未能读取，请核实",
                f"{home.subject}: no home distribution box near; it may stand elsewhere or could not be read, please check",
            ),
        )
    return law.holds(
        home,
        met=False,
        message=Words(f"{home.subject}：未设家居配线箱，不符合", f"{home.subject}: no home distribution box: broken"),
    )
