"""Read a DXF file into sheets.

Vocabulary
----------
recover   ezdxf's second way of loading, for files that break the rules; what it mended is listed as repairs
cut short a file that ends before its own end mark; what was lost is said on every sheet
"""

from __future__ import annotations

import io
import math
import re
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from ezdxf import filemanagement, recover
from ezdxf.layouts.layout import Paperspace
from ezdxf.lldxf.const import DXFError, DXFVersionError

from checkers.drawing import (
    allocation,
    cutting,
    dimension_blocks,
    encoding,
    frames,
    lane,
    lane_tables,
    lines,
    markers,
    omissions,
    raw_count,
    references,
    sheets,
    sources,
    styles,
    units,
    viewports,
)
from checkers.drawing.account import Account
from checkers.drawing.blocks import Blocks
from checkers.drawing.explode import Explosion
from checkers.drawing.lane import Lane
from checkers.drawing.model import Bounds, DrawingSet, Omission, SourceFile
from checkers.drawing.space import Found
from checkers.drawing.strokes import BROKEN
from checkers.drawing.tags import NotPlain
from checkers.drawing.text_codes import clean
from checkers.errors import CannotReadFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ezdxf.document import Drawing
    from ezdxf.entities.viewport import Viewport

    from checkers.drawing.companions import Companion
    from checkers.drawing.lane_split import Entities
    from checkers.drawing.sources import Source
    from checkers.drawing.tags import Tags
    from checkers.drawing.viewports import Sight

SAG = 0.001
"""metres a flattened curve may stray from the true one"""
_MOST_REPAIRS = 30
_MISREAD = re.compile(r'value "(.{0,40}).*" near line (\d+)')
"""what recovery says of a number that is none"""
_AT_LINE = re.compile(r"line:? (\d+)")
_INCH = 25.4
_MILLIMETRE = 0.001
_LONGEST_IN_INCHES = 60
"""no sheet is longer, nor of use when it is shorter in millimetres"""


@dataclass(slots=True)
class Opened:
    """A loaded document with what was said on the way."""

    doc: Drawing
    encoding: str
    repairs: list[str] = field(default_factory=list)
    cut_short: bool = False
    bound: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    lane: Lane | None = None
    """entities read in columns, which ``doc`` does not hold"""
    converted: Account = field(default_factory=Account)
    """entities an earlier conversion or loading lost, or put another kind in place of"""
    vanished: omissions.Omissions = field(default_factory=omissions.Omissions)
    """entities of the file that loading dropped"""


def read(
    path: Path, name: str, sha256: str, companions: Sequence[Companion] = (), *, columns: bool = True
) -> tuple[DrawingSet, Opened, float]:
    """The sheets of a DXF file, its document, and metres of one drawing unit.

    ``columns`` says whether plain entities are read in columns, which is faster; the sheets are the same without.
    """
    with allocation.without_collector():
        started = time.perf_counter()
        opened = load(path, columns=columns)
        if opened.lane is not None and references.answered(opened.doc, companions):
            opened = load(path)
        lost = references.bound(opened, name, companions)
        parsed = time.perf_counter() - started
        drawing, metres = drawing_of(opened, name, sha256, "dxf", {"parse": round(parsed, 4)}, lost)
    return drawing, opened, metres


def load(path: Path, *, columns: bool = False, counted: bool = True) -> Opened:
    """Load a DXF, mending what can be mended; CannotReadFile when nothing can be made of it.

    ``counted`` says whether what the file holds is counted apart, so that nothing vanishes without a word.
    """
    with tempfile.TemporaryDirectory(prefix="dxf-") as made:
        source = sources.opened(path, Path(made))
        tried = _try(source, columns=columns, counted=counted)
        if tried.raw is None and counted and not source.mended:
            # neither columns nor a count, so its structure is at fault
            tried = _try(sources.mended(source), columns=columns, counted=counted)
        try:
            done = _loaded(tried, counted=counted)
        except CannotReadFile:
            if tried.source.mended:
                raise
            tried = _try(sources.mended(source), columns=columns, counted=counted)
            done = _loaded(tried, counted=counted)
    return done


def _loaded(tried: _Tried, *, counted: bool) -> Opened:
    """The document of what was tried, with what loading lost and mended."""
    source, taken = tried.source, tried.taken
    repairs = [*source.repairs, *tried.decided.said]
    misread: list[tuple[str, int]] = []
    broken = tried.raw is None and counted
    doc = _parsed(tried, repairs, misread, broken=broken) if taken is None else taken.doc
    converted = Account()
    columned = None if taken is None else taken.lane
    vanished = omissions.Omissions() if tried.raw is None else raw_count.vanished(tried.raw, doc, columned, converted)
    _list_unread(vanished, (*source.unread, *misread))
    if broken:
        vanished.add(Omission.DAMAGED, "structure", omissions.UNCOUNTED)
    repairs += markers.said(doc)
    drawn = dimension_blocks.draw_missing(doc)
    if drawn:
        repairs.append(f"dimensions drawn from their measures, having no block: {drawn}")
    return Opened(
        doc,
        tried.decided.encoding,
        repairs,
        cut_short=source.cut_short,
        lane=columned,
        converted=converted,
        vanished=vanished,
    )


@dataclass(frozen=True, slots=True)
class _Tried:
    """How far the plain way came with a source."""

    source: Source
    decided: encoding.Decision
    path: Path
    """the file in the encoding it is read in"""
    written: str
    taken: _Taken | None
    raw: Entities | None
    """all its entities; None when they could not be counted"""


def _try(source: Source, *, columns: bool, counted: bool) -> _Tried:
    """Decide the encoding of a source, and read it in columns as far as wanted and possible."""
    scanned = source.scanned
    decided = encoding.decide(source.path) if scanned is None else encoding.decided(scanned.head, scanned.high())
    path, written = source.path, decided.encoding
    if decided.mixed or decided.marked:
        path, written = encoding.rewritten(path, decided, source.folder / "rewritten.dxf"), "utf-8"
        scanned = sources.scan(path)
    taken = _in_columns(scanned, written) if columns and scanned is not None else None
    raw = None if taken is None else taken.lane.entities
    if counted and taken is None:
        raw = raw_count.entities_of(path, scanned, written)
    return _Tried(source, decided, path, written, taken, raw)


def _list_unread(lost: omissions.Omissions, unread: Sequence[tuple[str, int]]) -> None:
    """List what was read where a line made no sense: it may be drawn wrongly."""
    for kind, line in unread[: lines.MOST_TOLD]:
        lost.add(Omission.DAMAGED, f"{kind} (line {line})", omissions.DAMAGED)
    lost.add(Omission.DAMAGED, "further lines", omissions.DAMAGED, len(unread) - lines.MOST_TOLD)


@dataclass(frozen=True, slots=True)
class _Taken:
    """What is read in columns, and the document of the rest."""

    lane: Lane
    doc: Drawing


def _in_columns(scanned: Tags, written: str) -> _Taken | None:
    """The lane of a file and the document of its rest; None when the file has to go the long way."""
    try:
        found = lane.of(scanned, written)
        return _Taken(found, filemanagement.read(io.StringIO(found.split.rest())))
    except (NotPlain, DXFError, UnicodeError, RecursionError, *BROKEN):
        # nothing is lost: the long way says what is wrong with the file
        return None


def _parsed(tried: _Tried, repairs: list[str], misread: list[tuple[str, int]], *, broken: bool) -> Drawing:
    """The whole document by ezdxf; ``broken`` says that its structure is, which only recovery sees through."""
    first: re.Match[str] | None = None
    if not broken:
        try:
            return filemanagement.readfile(str(tried.path), encoding=tried.written)
        except DXFVersionError as error:
            raise CannotReadFile(
                f"DXF 版本不受支持（{error}）。请另存为 DXF 2000 或更高版本。",
                f"The DXF version is not supported ({error}). Save it as DXF 2000 or later.",
            ) from error
        except (DXFError, UnicodeError, RecursionError, OSError, *BROKEN) as error:
            repairs.append(clean(f"{type(error).__name__}: {str(error)[:200]}"))
            first = _AT_LINE.search(str(error))
    # recovery decides on an encoding of its own, so it is given none to decide on
    escaped = encoding.rewritten(tried.source.path, tried.decided, tried.source.folder / "escaped.dxf", escaped=True)
    doc = _recovered(escaped, repairs, misread)
    if first and not misread:
        misread.append(("DXF", int(first[1])))
    return doc


def _recovered(path: Path, repairs: list[str], misread: list[tuple[str, int]]) -> Drawing:
    try:
        doc, auditor = recover.readfile(path)
    except DXFVersionError as error:
        raise CannotReadFile(
            f"DXF 版本不受支持（{error}）。请另存为 DXF 2000 或更高版本。",
            f"The DXF version is not supported ({error}). Save it as DXF 2000 or later.",
        ) from error
    except (DXFError, UnicodeError, RecursionError, OSError, *BROKEN) as error:
        line = _AT_LINE.search(str(error))
        near_zh, near_en = (f"（第 {line[1]} 行附近）", f" (near line {line[1]})") if line else ("", "")
        raise CannotReadFile(
            f"DXF 结构已损坏，无法修复{near_zh}。请在原软件中用 AUDIT/RECOVER 修复后重新导出。",
            f"The DXF is damaged beyond repair{near_en}."
            " Repair it in the program that made it (AUDIT, RECOVER) and export it again.",
        ) from error
    notes = [clean(f"{entry.code}: {entry.message}"[:400]) for entry in (*auditor.fixes, *auditor.errors)]
    misread += [(found[1], int(found[2])) for note in notes if (found := _MISREAD.search(note))]
    repairs += [note[:200] for note in notes[:_MOST_REPAIRS]]
    if len(notes) > _MOST_REPAIRS:
        repairs.append(f"and {len(notes) - _MOST_REPAIRS} more")
    return doc


def drawing_of(
    opened: Opened,
    name: str,
    sha256: str,
    kind: str,
    seconds: dict[str, float],
    lost: omissions.Omissions | None = None,
    version: str = "",
) -> tuple[DrawingSet, float]:
    """The sheets of a loaded document; ``lost`` names what an earlier conversion dropped."""
    started = time.perf_counter()
    doc = opened.doc
    unit = units.of(doc, opened.lane)
    blocks = Blocks(doc, SAG / unit.metres)
    if opened.lane is not None:
        blocks.take(lane_tables.tables(opened.lane, blocks.layers))
    model = Explosion(blocks, unit.metres, in_model=True, order=_order(opened)).run(blocks.read(doc.modelspace()))
    if opened.cut_short:
        model.omissions.add(Omission.DAMAGED, "file cut short", omissions.CUT_SHORT)
    model.omissions.take(opened.vanished, np.diag((unit.metres, unit.metres, unit.metres, 1.0)))
    if lost is not None:
        model.omissions.take(lost)
    made = sheets.Sheets(name, sha256, kind)
    drawn = _sheets(made, doc, blocks, model, unit.metres)
    source = SourceFile(
        name=name,
        sha256=sha256,
        format=kind,
        version=version or str(getattr(doc, "_loaded_dxfversion", None) or doc.dxfversion),
        encoding=opened.encoding,
        units_declared=unit.declared,
        units_used=unit.used,
        units_why=unit.why,
        repairs=tuple(opened.repairs),
        bound=opened.bound,
        wanted=opened.wanted,
        substituted=styles.substituted(doc, opened.lane),
        seconds={**seconds, "normalise": round(time.perf_counter() - started, 4)},
        entities=blocks.accounted(opened.converted),
    )
    return DrawingSet(made.finished(*drawn), (source,)), unit.metres


def _order(opened: Opened) -> dict[str, int]:
    """Handles of the model space's entities that are read one by one, with their places in the file."""
    if opened.lane is not None:
        return opened.lane.split.order()
    handles = (entity.dxf.handle or "" for entity in opened.doc.modelspace())
    return {handle: place for place, handle in enumerate(handles)}


def _sheets(
    made: sheets.Sheets, doc: Drawing, blocks: Blocks, model: Found, metres: float
) -> list[omissions.Omissions]:
    """Make the sheets; what each space lacks."""
    held = [model.omissions]
    framed = frames.find(model)
    worked: list[tuple[str, Found, Sight, Bounds | None]] = []
    for layout in doc.layouts:
        if not isinstance(layout, Paperspace):
            continue
        drawn, sight, page = _layout(layout, blocks, metres)
        held.append(drawn.omissions)
        if not len(drawn.entities) and not drawn.texts:
            # a layout nobody worked in: at most the viewport the program put there
            continue
        worked.append((layout.name, drawn, sight, page))
    windows = [view.window for _, _, sight, _ in worked for view in sight.views]
    if framed:
        sheets.of_frames(made, model, framed, "model", windows)
    for name, drawn, sight, page in worked:
        sheets.of_layout(made, drawn, sight, model, name, page)
    seen = any(cutting.is_seen(model, window) for window in windows)
    if not framed and not seen and (len(model.entities) or len(model.texts) or not made.made):
        sheets.of_whole(made, model, "model")
    return held


def _layout(layout: Paperspace, blocks: Blocks, model_metres: float) -> tuple[Found, Sight, Bounds | None]:
    """What a layout draws in metres of paper, what it sees of the model, and its page."""
    part = blocks.read(layout)
    drawn = Explosion(blocks, _MILLIMETRE).run(part)
    paper_metres = _MILLIMETRE
    if layout.dxf.get("plot_paper_units", 1) == 0 and drawn.extent() and not frames.find(drawn, at=1):
        inches = Explosion(blocks, _INCH / 1000).run(part)
        if frames.find(inches, at=1) or _is_in_inches(drawn.extent(), viewports.windows(layout)):
            drawn, paper_metres = inches, _INCH / 1000
    return drawn, viewports.sight(layout, model_metres, paper_metres), _page(layout, paper_metres)


def _is_in_inches(extent: Bounds | None, windows: Sequence[Viewport]) -> bool:
    """Whether what a layout draws in units taken for millimetres, in metres, only fits on a sheet in inches."""
    if extent is None:
        return False
    size = max(extent[2] - extent[0], extent[3] - extent[1]) / _MILLIMETRE
    shown = [max(abs(float(window.dxf.width)), abs(float(window.dxf.height))) for window in windows]
    return max(size, *shown, 0.0) <= _LONGEST_IN_INCHES


def _page(layout: Paperspace, paper_metres: float) -> Bounds | None:
    """Where the page setup puts the paper, in metres of paper; None when it says nothing a plotter could take."""
    dxf = layout.dxf
    width, height = float(dxf.get("paper_width", 0)) / 1000, float(dxf.get("paper_height", 0)) / 1000
    if not (min(width, height) >= 0.1 and max(width, height) <= 5):  # noqa: PLR2004 (metres a plotter takes)
        return None
    turned = dxf.get("plot_rotation", 0) in {1, 3}
    if turned:
        width, height = height, width
    low, high = dxf.get("limmin", (0, 0)), dxf.get("limmax", (0, 0))
    if math.isclose((high[0] - low[0]) * paper_metres, width, rel_tol=0.01) and math.isclose(
        (high[1] - low[1]) * paper_metres, height, rel_tol=0.01
    ):
        left, base = low[0] * paper_metres, low[1] * paper_metres
    elif turned:
        left, base = -float(dxf.get("bottom_margin", 0)) / 1000, -float(dxf.get("left_margin", 0)) / 1000
    else:
        left, base = -float(dxf.get("left_margin", 0)) / 1000, -float(dxf.get("bottom_margin", 0)) / 1000
    return left, base, left + width, base + height
