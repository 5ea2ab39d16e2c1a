"""Read one page of a PDF into what a space holds, in metres of paper.

Vocabulary
----------
point     1/72 inch; y runs down in what MuPDF gives and up on a sheet
account   how many operations the page paints, and what became of each kind
clipped   painted, but outside the page or the clip it stands in, so nobody sees it
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray
from pymupdf import mupdf

from checkers.drawing import layers, omissions, pdf_clip, pdf_layers, pdf_paths, pdf_texts, pdf_trace, pdf_weight
from checkers.drawing.foreign import Page
from checkers.drawing.model import Bounds, Entities, Layer, Omission, Text
from checkers.drawing.pdf_layers import Groups
from checkers.drawing.pdf_recording import MOST_OPERATIONS, MOST_SECONDS, Budget, Paint, Recording
from checkers.drawing.pdf_texts import Run
from checkers.drawing.space import FARTHEST, KINDS, Found
from checkers.errors import LimitExceeded

MM = 25.4 / 72
"""millimetres of one point"""
LARGEST = 20_000.0
"""millimetres of one edge of a page"""
MOST_BYTES = 256 * 1024 * 1024
"""of one page's content, unpacked; the largest real drawing met has 9 MB"""
_PARTS = ("", "annotation", "form field")
_OPERATIONS = {
    Paint.FILL: "path",
    Paint.STROKE: "path",
    Paint.IMAGE: "image",
    Paint.SHADE: "shading",
    Paint.PATTERN: "pattern",
}
_LETTER = 1.0
"""points around the place of a letter"""
_AROUND = np.array((-_LETTER, -_LETTER, _LETTER, _LETTER))
HIDDEN_LAYERS = (
    "隐藏图层的内容未能读取；请打开全部图层后重新导出。",
    "What stands on hidden layers could not be read; switch all layers on and export the PDF again.",
)
INVISIBLE = (
    "不可见文字（扫描识别层或线条字形的文本）；请核对其与所见图形一致。",
    "Invisible text (recognised from a scan, or beside letters drawn as lines); check that it says what is seen.",
)
UNREAD_LETTERS = (
    "字体缺少 ToUnicode 映射，文字无法识别；请嵌入字体并以可检索文字重新导出。",
    "The font does not say which characters its letters are; export again with searchable text.",
)


@dataclass(slots=True)
class PageRead:
    """What a page holds, in metres of paper, and what the reader made of it."""

    found: Found
    size_mm: tuple[float, float]
    runs: list[Run]
    segments: NDArray[np.float64]
    """(n, 4): visible straight lines in points of the page"""
    held: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    listed: Counter[str] = field(default_factory=Counter)
    nothing: dict[str, Counter[str]] = field(default_factory=dict)
    """why nothing is to be shown, by kind of operation"""

    def inside(self, bounds: Bounds) -> tuple[list[Run], NDArray[np.float64]]:
        """The runs and straight lines whose middle stands inside some bounds in metres of the page, y up."""
        left, low, right, high = (edge * 1000 / MM for edge in bounds)
        down = self.size_mm[1] / MM
        window = np.array((left, down - high, right, down - low))
        boxes = np.array([run.box for run in self.runs], dtype=np.float64).reshape(-1, 4)
        runs = [self.runs[row] for row in np.flatnonzero(_middle_within(boxes, window))]
        return runs, self.segments[_middle_within(self.segments, window)]


def read(page: Page, groups: Groups) -> PageRead:
    """Everything a page paints; LimitExceeded when it unfolds into more than any drawing holds."""
    names = {"": 0}
    lost = omissions.Omissions()
    _refuse_bomb(page)
    rows_shown: NDArray[np.bool_] | None = None
    letters_shown: NDArray[np.bool_] | None = None
    recording = _recorded(page, names)
    if all(groups.on):
        made = _cut(recording)
        written = pdf_texts.runs(page, recording, made.regions)
    else:
        with groups.all_on():
            everything = _recorded(page, names)
            matched = pdf_layers.shown_of(everything, recording)
            if matched is not None:
                recording = everything
                rows_shown, letters_shown = matched
                made = _cut(recording)
                written = pdf_texts.runs(page, recording, made.regions)
        if matched is None:
            lost.add(Omission.OTHER, "hidden layers", HIDDEN_LAYERS)
            made = _cut(recording)
            written = pdf_texts.runs(page, recording, made.regions)
    size = (recording.size[0] * MM, recording.size[1] * MM)
    if not (0 < size[0] <= LARGEST and 0 < size[1] <= LARGEST):
        raise ValueError("a page of no usable size")
    if recording.broken:
        lost.add(Omission.DAMAGED, f"page {page.number + 1} cut short", omissions.DAMAGED)
    entities = _entities(recording, made, rows_shown, page.number)
    texts = _texts(written.runs, page.number, recording.size[1], entities, letters_shown, recording, lost)
    states = groups.states
    found = Found(
        layers=tuple(
            Layer(name=name, meaning=layers.meaning(name), visible=states.get(name, True), plots=layers.plots(name))
            for name in names
        ),
        entities=entities,
        texts=texts,
        blocks=[],
        dimensions=[],
        omissions=lost,
    )
    read_page = PageRead(found, size, written.runs, _segments(made, rows_shown, recording))
    _account(read_page, recording, made)
    return read_page


def _middle_within(ends: NDArray[np.float64], window: NDArray[np.float64]) -> NDArray[np.bool_]:
    middles = (ends[:, :2] + ends[:, 2:]) / 2
    return np.asarray((middles >= window[:2]).all(axis=1) & (middles <= window[2:]).all(axis=1))


def _refuse_bomb(page: Page) -> None:
    """LimitExceeded when the page's content unpacks to more than any drawing's; unpacked here, kept nowhere."""
    document = mupdf.pdf_document_from_fz_document(page.parent.this)
    left = MOST_BYTES
    for number in page.get_contents():
        left -= int(mupdf.fz_skip(mupdf.pdf_open_stream_number(document, number), left + 1))
        if left < 0:
            raise LimitExceeded(
                f"PDF 第 {page.number + 1} 页内容解压后超过 {MOST_BYTES >> 20} MB（可能是压缩炸弹），未读取。请重新导出。",
                f"The content of page {page.number + 1} of the PDF unpacks to more than {MOST_BYTES >> 20} MB"
                " (perhaps a decompression bomb) and was not read. Export it again.",
            )


def _recorded(page: Page, names: dict[str, int]) -> Recording:
    budget = Budget()
    recording = pdf_trace.record(page, names, budget)
    if budget.slow:
        raise LimitExceeded(
            f"PDF 第 {page.number + 1} 页内容展开耗时超过 {MOST_SECONDS:.0f} 秒（可能是恶意重复的表单），已停止。请拆分或重新导出。",
            f"Unfolding page {page.number + 1} of the PDF took more than {MOST_SECONDS:.0f} seconds of the processor"
            " (perhaps forms repeated with intent) and was stopped. Split it or export it again.",
        )
    if budget.over:
        raise LimitExceeded(
            f"PDF 第 {page.number + 1} 页展开后图元超过 {MOST_OPERATIONS} 个（可能是恶意嵌套的表单），已停止。请拆分或重新导出。",
            f"Page {page.number + 1} of the PDF unfolds into more than {MOST_OPERATIONS} operations"
            " (perhaps forms nested with intent) and was stopped. Split it or export it again.",
        )
    weight = pdf_weight.areas(recording)
    if weight > pdf_weight.MOST_AREAS:
        raise LimitExceeded(
            f"PDF 第 {page.number + 1} 页要反复涂满整页 {weight:,.0f} 次（上限 {pdf_weight.MOST_AREAS:,.0f} 次，可能是恶意构造），无法出图，未读取。请简化填充、图案或透明效果后重新导出。",
            f"Painting page {page.number + 1} of the PDF costs as much as covering it {weight:,.0f} times"
            f" (at most {pdf_weight.MOST_AREAS:,.0f} are allowed; perhaps made with intent), so it was not read."
            " Simplify its fills, patterns or transparency and export it again.",
        )
    return recording


@dataclass(frozen=True, slots=True)
class _Made:
    """Chains cut to where they are seen."""

    chains: pdf_paths.Chains
    regions: pdf_clip.Regions
    seen: pdf_clip.Seen


def _cut(recording: Recording) -> _Made:
    chains = pdf_paths.chains(recording)
    regions = pdf_clip.regions(recording, chains)
    paint = np.array([row.paint for row in recording.rows], dtype=np.int64)
    clip = np.array([row.clip for row in recording.rows], dtype=np.int64)
    painted = paint[chains.row] != Paint.CLIP
    kept = pdf_paths.Chains(chains.geometry[painted], chains.kind[painted], chains.row[painted], chains.unsound)
    return _Made(kept, regions, pdf_clip.seen(kept, clip[kept.row], regions))


def _entities(recording: Recording, made: _Made, shown: NDArray[np.bool_] | None, page_number: int) -> Entities:
    chain = made.seen.chain
    row = made.chains.row[chain]
    if not len(row):
        return Entities.none()
    high = recording.size[1]
    geometry = shapely.transform(
        made.seen.geometry,
        lambda points: np.column_stack((points[:, 0] * (MM / 1000), (high - points[:, 1]) * (MM / 1000))),
    )
    near = (np.abs(shapely.bounds(geometry)) <= FARTHEST).all(axis=1)
    names = np.array([kind.value for kind in KINDS])
    rows = recording.rows
    visible = np.array([each.shown for each in rows], dtype=np.bool_)
    if shown is not None:
        visible &= shown
    handle = np.array([f"{page_number + 1}.{each.order}" for each in rows], dtype=object)
    block = np.array(_PARTS, dtype=object)[np.array([each.part for each in rows], dtype=np.int64)]
    layer = np.array([each.layer for each in rows], dtype=np.int32)
    colour = np.array([each.colour for each in rows], dtype=np.uint32)
    row = row[near]
    return Entities(
        geometry=geometry[near],
        kind=names[made.chains.kind[chain[near]]],
        layer=layer[row],
        colour=colour[row],
        handle=handle[row],
        block=block[row],
        visible=visible[row],
    )


def _texts(
    runs: list[Run],
    page_number: int,
    high: float,
    entities: Entities,
    letters_shown: NDArray[np.bool_] | None,
    recording: Recording,
    lost: omissions.Omissions,
) -> list[Text]:
    drawn = shapely.STRtree(entities.geometry[entities.visible]) if any(run.invisible for run in runs) else None
    hidden = _hidden_letters(recording, letters_shown)
    texts: list[Text] = []
    for number, run in enumerate(runs):
        seen = (round(run.x, 1), round(run.y, 1)) not in hidden
        x, y = run.x * MM / 1000, (high - run.y) * MM / 1000
        if run.invisible:
            seen = seen and drawn is not None and _over_something(run, high, drawn)
            lost.add(Omission.FONT, "invisible text", INVISIBLE, place=(x, y, 0.0))
        if not run.known:
            lost.add(Omission.ENCODING, f"text without Unicode {run.font}".strip(), UNREAD_LETTERS, place=(x, y, 0.0))
        texts.append(
            Text(
                content=run.content,
                x=x,
                y=y,
                height=run.size * MM / 1000,
                rotation=run.turn,
                layer=run.layer,
                handle=f"{page_number + 1}.t{number}",
                visible=seen,
            )
        )
    return texts


def _hidden_letters(recording: Recording, shown: NDArray[np.bool_] | None) -> set[tuple[float, float]]:
    if shown is None:
        return set()
    glyphs = recording.glyphs
    return {(round(glyphs[index].x, 1), round(glyphs[index].y, 1)) for index in np.flatnonzero(~shown)}


def _over_something(run: Run, high: float, drawn: shapely.STRtree) -> bool:
    """Whether something is drawn where an invisible text stands: letters drawn as lines, or a scan."""
    left, top, right, bottom = run.box
    box = shapely.box(left * MM / 1000, (high - bottom) * MM / 1000, right * MM / 1000, (high - top) * MM / 1000)
    return len(drawn.query(box, predicate="intersects")) > 0


def _segments(made: _Made, shown: NDArray[np.bool_] | None, recording: Recording) -> NDArray[np.float64]:
    """Straight pieces of the visible lines and outlines, in points of the page."""
    row = made.chains.row[made.seen.chain]
    stroked = np.array([each.paint == Paint.STROKE and each.shown for each in recording.rows] or [False])
    if shown is not None:
        stroked &= shown
    lines = made.seen.geometry[stroked[row]] if len(row) else np.empty(0, dtype=object)
    points, of = shapely.get_coordinates(lines, return_index=True)
    same = np.flatnonzero(of[1:] == of[:-1]) if len(of) else np.empty(0, dtype=np.int64)
    return np.hstack((points[same], points[same + 1])).reshape(-1, 4)


def _account(page: PageRead, recording: Recording, made: _Made) -> None:
    """Count what became of each operation of the page."""
    page.held = Counter(recording.held)
    for kind, count in recording.masked.items():
        page.nothing.setdefault(kind, Counter())["only a mask"] += count
    rows = recording.rows
    kept = np.zeros(len(rows), dtype=np.bool_)
    kept[made.chains.row[made.seen.chain]] = True
    drawn = np.zeros(len(rows), dtype=np.bool_)
    drawn[made.chains.row] = True
    unsound = np.zeros(len(rows), dtype=np.bool_)
    unsound[made.chains.unsound] = True
    paint = np.array([row.paint for row in rows], dtype=np.int64)
    for number, kind in _OPERATIONS.items():
        own = paint == number
        page.shown[kind] += int(np.count_nonzero(own & kept))
        page.listed[kind] += int(np.count_nonzero(own & ~kept & unsound))
        for why, gone in (("outside the page or its clip", drawn), ("empty path", ~drawn)):
            count = int(np.count_nonzero(own & ~kept & ~unsound & gone))
            if count:
                page.nothing.setdefault(kind, Counter())[why] += count
    damaged = int(np.count_nonzero((paint != Paint.CLIP) & ~kept & unsound))
    page.found.omissions.add(Omission.DAMAGED, "coordinates beyond all measure", omissions.DAMAGED, damaged)
    lost = page.found.omissions
    _account_texts(page, recording, made.regions)
    lost.add(
        Omission.DAMAGED, "clip that cannot be computed", omissions.DAMAGED, made.regions.failed + len(made.seen.uncut)
    )


def _account_texts(page: PageRead, recording: Recording, regions: pdf_clip.Regions) -> None:
    """Each text operation is shown when one of its letters stands in a text that was kept."""
    glyphs = recording.glyphs
    at = np.array([(glyph.x, glyph.y) for glyph in glyphs], dtype=np.float64).reshape(-1, 2)
    at = np.where(np.isfinite(at).all(axis=1, keepdims=True), at, -FARTHEST)
    painted = np.array([not glyph.blank for glyph in glyphs], dtype=np.bool_)
    clip = np.array([glyph.clip for glyph in glyphs], dtype=np.int64)
    inside = regions.touches(clip, np.hstack((at - _LETTER, at + _LETTER)))
    read = np.zeros(len(at), dtype=np.bool_)
    if page.runs and len(at):
        boxes = np.array([run.box for run in page.runs])
        tree = shapely.STRtree(np.asarray(shapely.box(*(boxes + _AROUND).T)))
        read[tree.query(shapely.points(at), predicate="intersects")[0]] = True
    seen_letters: NDArray[np.bool_] = np.logical_and(painted, inside)
    shown_letters: NDArray[np.bool_] = np.logical_and(seen_letters, read)
    for _, first, number in recording.texts:
        own = slice(first, first + number)
        if shown_letters[own].any():
            page.shown["text"] += 1
        elif not painted[own].any():
            page.nothing.setdefault("text", Counter())["blank text"] += 1
        elif not seen_letters[own].any():
            page.nothing.setdefault("text", Counter())["outside the page or its clip"] += 1
        else:
            page.listed["text"] += 1
            page.found.omissions.add(Omission.DAMAGED, "text that cannot be read", UNREAD_LETTERS)
