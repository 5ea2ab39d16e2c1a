"""Weigh what painting a PDF page as a picture would cost, before anybody paints it.

Vocabulary
----------
area      what painting every pixel of a page once costs; the heaviest real drawing met weighs 80 of them
spent     areas for what has no place in the recording: pictures unpacked, cells of patterns, letters drawn as pages

The figures are ratios of processor time measured with MuPDF at the size of our pictures; they need not be exact, for
a page is refused only when it weighs thirty times as much as any drawing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from checkers.drawing.pdf_recording import Paint, Recording

MOST_AREAS = 2500.0
"""of one page; some 20 seconds of one processor"""
SHADING, GROUP, MASK = 10.0, 6.0, 6.0
"""areas for one shading, transparency group or mask as large as the page"""
LETTER = 0.1
"""of the square a letter stands in"""
_EDGE = 0.08
"""areas for an outline's edge as high as the page"""
PIXEL_BYTES = 4e-7
"""areas for one unpacked byte of a picture"""
TILE = 5e-6
"""areas for one repetition of a pattern's cell"""
OPERATION = 4e-4
"""areas for one operation of a cell or of a letter drawn as a page"""
_FAR = 1e6
Floats = NDArray[np.float64]


def areas(recording: Recording) -> float:
    """What painting a recorded page costs, in areas of the page."""
    rows = recording.rows
    spent = recording.spent
    width, height = recording.size
    if not rows or width <= 0 or height <= 0:
        return spent
    boxes, rise = _boxes(recording)
    clips = _clips(recording, boxes)
    paint = np.array([row.paint for row in rows])
    clip = np.array([row.clip for row in rows], dtype=np.int64)
    painted = paint != Paint.CLIP
    times = np.where(paint == Paint.SHADE, SHADING, 1.0)
    cut = _cut(boxes, clips[clip])
    spent += float((_size(cut) * times)[painted].sum()) / (width * height)
    # an edge outside its clip is walked along too, as far as the page goes
    spent += _EDGE * float(np.minimum(rise, _FAR * height)[painted].sum()) / height
    if recording.layered:
        layered = np.array([(*box, times) for box, _, times in recording.layered])
        seen = _cut(layered[:, :4], clips[np.array([number for _, number, _ in recording.layered])])
        spent += float((_size(seen) * layered[:, 4]).sum()) / (width * height)
    return spent


def _boxes(recording: Recording) -> tuple[Floats, Floats]:
    """Bounds of each row, cut to the page, and how far its steps go up and down within the page."""
    rows, (width, height) = recording.rows, recording.size
    ends = np.array([row.numbers for row in rows], dtype=np.int64) // 2
    counts = np.diff(ends, prepend=0)
    points = np.array(recording.numbers[: 2 * int(ends[-1])], dtype=np.float64).reshape(-1, 2)
    owner = np.repeat(np.arange(len(rows)), counts)
    m = np.array([row.matrix for row in rows], dtype=np.float64)[owner]
    with np.errstate(all="ignore"):
        x = points[:, 0] * m[:, 0] + points[:, 1] * m[:, 2] + m[:, 4]
        y = points[:, 0] * m[:, 1] + points[:, 1] * m[:, 3] + m[:, 5]
    x = np.clip(np.nan_to_num(x, nan=0.0), 0.0, width)
    y = np.clip(np.nan_to_num(y, nan=0.0), 0.0, height)
    boxes = np.zeros((len(rows), 4))
    there = np.flatnonzero(counts)
    first = (ends - counts)[there]
    if len(there):
        for column, (values, least) in enumerate(((x, np.minimum), (y, np.minimum), (x, np.maximum), (y, np.maximum))):
            boxes[there, column] = least.reduceat(values, first)
    climbed = np.abs(np.diff(y, prepend=y[:1])) * (np.diff(owner, prepend=-1) == 0)
    return boxes, np.asarray(np.bincount(owner, weights=climbed, minlength=len(rows)))


def _clips(recording: Recording, boxes: Floats) -> Floats:
    """Bounds of each clip, those around it considered."""
    width, height = recording.size
    made = [(0.0, 0.0, width, height)]
    corners = boxes.tolist()
    for parent, row in recording.clips[1:]:
        around = made[parent]
        if row < 0:
            made.append(around)
            continue
        left, low, right, high = corners[row]
        made.append((max(left, around[0]), max(low, around[1]), min(right, around[2]), min(high, around[3])))
    return np.array(made)


def _cut(boxes: Floats, limits: Floats) -> Floats:
    return np.hstack((np.maximum(boxes[:, :2], limits[:, :2]), np.minimum(boxes[:, 2:], limits[:, 2:])))


def _size(boxes: Floats) -> Floats:
    # a line without breadth covers a pixel's breadth, some half a point
    across, up = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    return np.asarray(np.where((across < 0) | (up < 0), 0.0, (across + 0.5) * (up + 0.5)))
