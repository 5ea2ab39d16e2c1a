"""Make sheets of what a file draws: frames in model space, layouts, or the whole space when nothing frames it.

Vocabulary
----------
framed    the sheet's paper is a frame that was found; its scale follows from the frame's size
detail    a window of another scale on a layout, which is a sheet of its own (``details.py``)
unframed  nothing tells the paper: one sheet of the whole space, laid on a sheet large enough, scale as written or None
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from shapely import Polygon, box

from checkers.drawing import cutting, details, frames, omissions, paper, titleblock
from checkers.drawing.cutting import Cut
from checkers.drawing.drawing_index import index_of
from checkers.drawing.frames import Frame
from checkers.drawing.layers import EXPECT
from checkers.drawing.main_part import main_part
from checkers.drawing.model import Bounds, Kind, NotDisplayed, Omission, Sheet, Text
from checkers.drawing.sheet_names import largest_title, lone_number, titled_scale
from checkers.drawing.space import Found
from checkers.drawing.table import column
from checkers.drawing.viewports import ASIDE, Affine, Sight, View, inverse, moved, then

_MARGIN = 10.0
"""millimetres around the content of an unframed sheet"""
_A1 = (841.0, 594.0)
_MOST_OF = 0.8
"""share of a layout's own entities that must lie on its page"""


@dataclass(slots=True)
class Sheets:
    """The sheets of one file, numbered as they are added."""

    file: str
    sha256: str
    format: str
    made: list[Sheet] = field(default_factory=list)

    def add(  # noqa: PLR0913 (what a sheet is made of, each by name)
        self,
        cut: Cut,
        *,
        where: str,
        frame: str,
        size_mm: tuple[float, float],
        bounds_m: Bounds,
        to_mm: Affine,
        scale: float | None,
        title_block: Mapping[str, str],
        not_displayed: Sequence[NotDisplayed],
        called: str = "",
        framed: bool = True,
        part_of: Sheet | None = None,
    ) -> None:
        """One more sheet; ``called`` stands in for a title that the drawing does not give.

        A detail is ``part_of`` another sheet, whose number and discipline it has; it is called as given.
        """
        if part_of is None:
            title = title_block.get("图名", "") or largest_title(cut.texts) or called
            number = title_block.get("图号", "") or lone_number(cut.texts, bounds_m)
            discipline = titleblock.discipline_of(title_block, number, title)
        else:
            title, number, discipline = called, part_of.number, part_of.discipline
        self.made.append(
            Sheet(
                id=f"{self.sha256[:12]}-{len(self.made) + 1}",
                file=self.file,
                number=number[:60],
                title=" ".join(title.split())[:120],
                discipline=discipline,
                scale=scale,
                where=where,
                frame=frame,
                size_mm=size_mm,
                bounds_m=bounds_m,
                to_mm=to_mm,
                layers=cut.layers,
                entities=cut.entities,
                texts=cut.texts,
                blocks=cut.blocks,
                dimensions=cut.dimensions,
                title_block=dict(title_block),
                not_displayed=tuple(not_displayed),
                format=self.format,
                index=index_of(cut.texts, cut.entities),
                framed=framed,
                part_of=part_of.id if part_of else "",
            )
        )

    def finished(self, *held: omissions.Omissions) -> tuple[Sheet, ...]:
        """All sheets; what spaces lack at places that lie on none of them is said on the first."""
        left = [each.left_over().listed() for each in held]
        if not self.made or not any(left):
            return tuple(self.made)
        first = self.made[0]
        return replace(first, not_displayed=omissions.as_one(first.not_displayed, *left)), *self.made[1:]


def of_frames(
    sheets: Sheets, found: Found, framed: Sequence[Frame], where: str, windows: Sequence[Polygon] = ()
) -> None:
    """A sheet for each frame of the model space; ``windows`` are those layouts look through at what no frame holds."""
    held = cutting.Held.of(found)
    stray = outside(found, held, [*(frame.bounds for frame in framed), *(window.bounds for window in windows)])
    for index, frame in enumerate(framed):
        left, low, right, high = frame.bounds
        per_metre = 1000 / (frame.scale or _fitting_scale(right - left, high - low))
        width, height = (right - left) * per_metre, (high - low) * per_metre
        sheets.add(
            cutting.within(found, frame.bounds, held),
            where=where,
            frame=frame.name,
            size_mm=(round(width, 1), round(height, 1)),
            bounds_m=frame.bounds,
            to_mm=(per_metre, 0.0, 0.0, per_metre, -left * per_metre, -low * per_metre),
            scale=frame.scale,
            title_block=frame.title_block,
            not_displayed=(
                *found.omissions.within((box(*frame.bounds), omissions.SAME)).listed(),
                *(stray.listed() if index == 0 else ()),
            ),
        )


def outside(
    found: Found,
    held: cutting.Held,
    shown: Sequence[Bounds],
    what: str = "every frame",
    remedy: tuple[str, str] = omissions.OUTSIDE,
) -> omissions.Omissions:
    """What of a space lies in none of some bounds."""
    lines = found.entities.visible.copy()
    plotting = np.array([layer.plots for layer in found.layers] or [True])
    letters = held.texts_shown & plotting[column(found.texts, "layer")]
    for bounds in shown:
        lines[held.rows(bounds)] = False
        letters &= ~cutting.lie_within(held.texts, bounds)
    stray = omissions.Omissions()
    if remedy == omissions.FAR_AWAY:
        # what no rule would look at hides nothing either; what is left may be part of a building nobody measures
        meant = np.array([bool(layer.meaning) for layer in found.layers] or [True])[found.entities.layer]
        idle = lines & (~meant | (found.entities.kind == str(Kind.POINT)))
        # a block may be known by its name, whatever layer it is on
        idle &= found.entities.block == ""
        stray.add(Omission.OTHER, f"idle things outside {what}", omissions.FAR_IDLE, int(idle.sum()))
        lines &= ~idle
    stray.add(Omission.OTHER, f"outside {what}", remedy, int(lines.sum()))
    stray.add(Omission.OTHER, f"texts outside {what}", remedy, int(letters.sum()))
    return stray


def of_whole(sheets: Sheets, found: Found, where: str, called: str = "") -> None:
    """One sheet of a whole space without frames; its scale is the one written in it, else None."""
    main = main_part(found)
    stray = omissions.Omissions()
    if main:
        held = cutting.Held.of(found)
        cut = cutting.within(found, main, held)
        stray = outside(found, held, [main], "the sheet, far away", omissions.FAR_AWAY)
    else:
        cut = cutting.whole(found)
    if not len(found.entities) and not found.texts and not found.omissions.total:
        stray.add(Omission.OTHER, "EMPTY", omissions.EMPTY)
    extent = main or found.extent() or (0.0, 0.0, 1.0, 1.0)
    aside = {number for number, layer in enumerate(cut.layers) if layer.meaning == EXPECT}
    shown = cut.texts.taken(cut.texts.columns["visible"] & ~np.isin(cut.texts.columns["layer"], list(aside)))
    title_block = titleblock.combined(titleblock.from_attributes(cut.blocks), titleblock.from_texts(shown, extent))
    written = titleblock.agreed_scale(title_block, shown)
    if written is None and "比例" not in title_block:
        written = titled_scale(shown)
    width, height = extent[2] - extent[0], extent[3] - extent[1]
    scale = written or _fitting_scale(width, height)
    per_metre = 1000 / scale
    size = _paper_for(width * per_metre, height * per_metre)
    left = (extent[0] + extent[2]) / 2 - size[0] / 2 / per_metre
    low = (extent[1] + extent[3]) / 2 - size[1] / 2 / per_metre
    sheets.add(
        cut,
        where=where,
        frame="",
        size_mm=size,
        bounds_m=(left, low, left + size[0] / per_metre, low + size[1] / per_metre),
        to_mm=(per_metre, 0.0, 0.0, per_metre, -left * per_metre, -low * per_metre),
        scale=written,
        title_block=title_block,
        not_displayed=(*found.omissions.within((None, omissions.SAME)).listed(), *stray.listed()),
        called=called,
        framed=False,
    )


def of_layout(
    sheets: Sheets,
    drawn: Found,
    sight: Sight,
    model: Found,
    name: str,
    page: Bounds | None,
) -> None:
    """The sheets of one layout: a frame each, or the page; seen through its largest viewport.

    ``drawn`` holds what the layout itself draws, in metres of paper; ``page`` is where its page setup puts the paper.
    """
    views = sight.views
    framed = frames.find(drawn, at=1)
    papers: list[tuple[Bounds, str, Mapping[str, str]]] = [
        (frame.bounds, frame.name, frame.title_block) for frame in framed
    ]
    if not papers:
        papers = [_page(drawn, views, page)]
    for bounds, frame, title_block in papers:
        # with one paper on the layout everything belongs to it, edges and overhangs included
        own = cutting.whole(drawn) if len(papers) == 1 else cutting.within(drawn, bounds)
        shown = [view for view in views if _on_paper(view, bounds)] if len(papers) > 1 else list(views)
        shown = [view for view in shown if cutting.is_seen(model, view.window)]
        absent = drawn.omissions.within((box(*bounds) if len(papers) > 1 else None, omissions.SAME))
        for what, count in sight.unseen.items():
            absent.add(Omission.OTHER, what, omissions.ASIDE if what == ASIDE else omissions.NO_VIEW, count)
        if not shown and views and (len(model.entities) or model.texts):
            absent.add(Omission.OTHER, "VIEWPORT (nothing in view)", omissions.NOTHING_SEEN, len(views))
        _layout_sheet(sheets, own, shown, model, absent, name, bounds, frame, title_block)


def _layout_sheet(  # noqa: PLR0917 (everything one sheet is made of)
    sheets: Sheets,
    own: Cut,
    shown: Sequence[View],
    model: Found,
    absent: omissions.Omissions,
    name: str,
    bounds: Bounds,
    frame: str,
    title_block: Mapping[str, str],
) -> None:
    if not title_block:
        fields = titleblock.from_texts(own.texts, bounds)
        title_block = titleblock.combined(titleblock.from_attributes(own.blocks), fields)
    windows = details.sort(model, shown)
    own, drawn = details.parted(own, [view.paper for view in windows.details], [view.paper for view in windows.main])
    lost = windows.lost
    left, low, right, high = bounds
    parts: list[Cut] = []
    scale: float | None
    if shown:
        scale = _round_scale(shown[0].scale)
        to_paper = shown[0].to_paper
        for view in windows.main:
            parts.append(cutting.through(model, view.window, view.frozen, then(view.to_paper, inverse(to_paper))))
    else:
        scale = titleblock.agreed_scale(title_block, own.texts)
        factor = scale or 1.0
        to_paper = (1 / factor, 0.0, 0.0, 1 / factor, 0.0, 0.0)
    back = inverse(to_paper)
    lost.take(absent.within((None, back)))
    elsewhere = {view.number for view in windows.details}
    here = [view for view in shown if view.number not in elsewhere]
    lost.take(model.omissions.within(*((view.window, then(view.to_paper, back)) for view in here)))
    parts.append(cutting.shifted(own, back))
    corners = moved(np.array(((left, low), (right, low), (right, high), (left, high))), back)
    least, most = corners.min(axis=0), corners.max(axis=0)
    sheets.add(
        cutting.joined(parts),
        where=f"layout:{name}",
        frame=frame,
        size_mm=(round((right - left) * 1000, 1), round((high - low) * 1000, 1)),
        bounds_m=(float(least[0]), float(least[1]), float(most[0]), float(most[1])),
        to_mm=then(to_paper, _to_mm(left, low)),
        scale=scale,
        title_block=title_block,
        not_displayed=lost.listed(),
        called=name,
    )
    sheet = sheets.made[-1]
    titles = [text for text in own.texts if text.content not in title_block.values()] if drawn else []
    for view, part in zip(windows.details, drawn, strict=True):
        _detail(sheets, sheet, view, [other for other in shown if other is not view], model, part, titles)


def _to_mm(left: float, low: float) -> Affine:
    """From metres of paper to millimetres from a corner."""
    return 1000.0, 0.0, 0.0, 1000.0, -left * 1000, -low * 1000


def _detail(
    sheets: Sheets, sheet: Sheet, view: View, others: Sequence[View], model: Found, own: Cut, titles: Sequence[Text]
) -> None:
    """A window of another scale as a sheet of its own: its paper is the window, its metres are those of the model."""
    left, low, right, high = view.paper
    scale = _round_scale(view.scale)
    seen = cutting.through(model, view.window, view.frozen, omissions.SAME)
    cut = cutting.joined([seen, cutting.shifted(own, inverse(view.to_paper))])
    called = details.title(view, others, titles, cut.texts, scale, sheet.title)
    alike = sum(made.part_of == sheet.id and made.title.startswith(called) for made in sheets.made)
    sheets.add(
        cut,
        where=f"{sheet.where}/{view.number}",
        frame="",
        size_mm=(round((right - left) * 1000, 1), round((high - low) * 1000, 1)),
        bounds_m=view.window.bounds,
        to_mm=then(view.to_paper, _to_mm(left, low)),
        scale=scale,
        title_block={},
        not_displayed=model.omissions.within((view.window, omissions.SAME)).listed(),
        called=f"{called} ({alike + 1})" if alike else called,
        part_of=sheet,
    )


def _page(drawn: Found, views: Sequence[View], page: Bounds | None) -> tuple[Bounds, str, Mapping[str, str]]:
    """The paper of a layout without a frame: its page where most of the content lies on it, else around the content."""
    if page is not None:
        slack = 0.02
        wider = (page[0] - slack, page[1] - slack, page[2] + slack, page[3] + slack)
        on = int(cutting.middles_within(drawn, wider).sum())
        if on >= _MOST_OF * len(drawn.entities) and (on or any(_on_paper(view, page) for view in views)):
            name = paper.named((page[2] - page[0]) * 1000, (page[3] - page[1]) * 1000)
            return page, name, {}
    edges = [drawn.extent()]
    edges += [view.paper for view in views]
    boxes = np.array([edge for edge in edges if edge is not None] or [(0.0, 0.0, 0.841, 0.594)])
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    width, height = (high - low) * 1000
    size = _paper_for(float(width), float(height), margin=0.0)
    left = float(low[0] + high[0]) / 2 - size[0] / 2000
    base = float(low[1] + high[1]) / 2 - size[1] / 2000
    return (left, base, left + size[0] / 1000, base + size[1] / 1000), "", {}


def _on_paper(view: View, bounds: Bounds) -> bool:
    left, low, right, high = view.paper
    return bounds[0] <= (left + right) / 2 <= bounds[2] and bounds[1] <= (low + high) / 2 <= bounds[3]


def _round_scale(scale: float) -> float:
    """100 for 99.9998: viewports are rarely exact."""
    near = float(round(scale)) if scale >= 1 else scale
    return near if near and abs(scale / near - 1) < 1e-3 else scale  # noqa: PLR2004 (a thousandth)


def _fitting_scale(width: float, height: float) -> float:
    """The smallest usual scale at which metres fit on an A1; the sheet says None, this only lays it out."""
    for scale in sorted(paper.USUAL_SCALES):
        across, up = width * 1000 / scale + 2 * _MARGIN, height * 1000 / scale + 2 * _MARGIN
        if max(across, up) <= _A1[0] and min(across, up) <= _A1[1]:
            return float(scale)
    return max(width / _A1[0], height / _A1[1], 1e-6) * 1100


def _paper_for(width: float, height: float, margin: float = _MARGIN) -> tuple[float, float]:
    """The smallest ISO sheet that holds a content of this size in millimetres, else the content with its margin."""
    across, up = width + 2 * margin, height + 2 * margin
    for name in ("A4", "A3", "A2", "A1", "A0"):
        size = next(sheet for sheet in paper.PAPERS if sheet.frame == name)
        if across <= size.long + 0.5 and up <= size.short + 0.5:
            return size.long, size.short
        if across <= size.short + 0.5 and up <= size.long + 0.5:
            return size.short, size.long
    return round(max(across, 1.0), 1), round(max(up, 1.0), 1)
