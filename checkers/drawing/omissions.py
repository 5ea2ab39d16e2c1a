"""Count what a drawing should show and does not, with what its author can do about it.

Vocabulary
----------
omission  one kind of thing that stays undrawn or unread: an object of another program, a missing reference …
remedy    what the author of the drawing does about it, in Chinese and English
place     where the thing should stand, as far as it says; a sheet lists what stands on it and what may stand anywhere
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

from checkers.drawing.model import MOST_NAMED_PLACES, NotDisplayed, Omission

if TYPE_CHECKING:
    from shapely import Polygon

TARCH = (
    "天正对象：请在天正中用“图形导出”另存为 T3 格式（或分解）后重新提交。",
    "A TArch object: export the drawing from TArch as T3, or explode it, and submit again.",
)
PROXY = (
    "其他专业软件的对象：请在原软件中分解（天正另存为 T3 格式）后重新提交。",
    "An object of another program: explode it there (TArch: save as T3) and submit again.",
)
ACIS = (
    "三维实体、面域或曲面：请用 FLATSHOT 或 EXPLODE 转为二维线条后重新提交。",
    "A solid, region or surface: turn it into lines (FLATSHOT or EXPLODE) and submit again.",
)
OLE = (
    "嵌入的表格或文档（OLE）：请改为图内表格或文字后重新提交。",
    "An embedded table or document (OLE): make it a table or text of the drawing and submit again.",
)
TABLE = (
    "表格：请将其分解（EXPLODE）为线条和文字后重新提交。",
    "A table: explode it into lines and texts and submit again.",
)
SHAPE = (
    "形（SHAPE）存于字形文件中，不在图内：请改用图块后重新提交。",
    "A SHAPE is drawn by a shape file that is not in the drawing: use a block instead.",
)
ENDLESS = (
    "构造线没有端点，不予显示；若为图形内容请改用直线。",
    "A construction line has no ends and is not shown; draw it as a line if it belongs to the drawing.",
)
XREF = (
    "请将被参照的图纸以原文件名随图提交，或将外部参照绑定到图中（绑定/插入）后重新提交。",
    "Submit the referenced drawing too, under its own name, or bind it into the drawing and submit again.",
)
UNDERLAY = (
    "参考底图（PDF/DWF/DGN）不予显示；请用 PDFIMPORT 转为图元，或改为 DWG 外部参照并随图提交。",
    "An underlay (PDF, DWF, DGN) is not shown: turn it into entities (PDFIMPORT), or reference a DWG and submit that too.",
)
IMAGE = (
    "图片不在文件内；请随图提交图片或改用矢量图形。",
    "The picture is not in the file; submit it too, or draw it as vectors.",
)
DAMAGED = (
    "请在原软件中用 AUDIT/RECOVER 修复后重新导出。",
    "Repair the file in the program that made it (AUDIT, RECOVER) and export it again.",
)
ENCODING = (
    "请将文字编码改为 UTF-8 或 GBK（DXF 2007 及以上）后重新导出。",
    "Export again as DXF 2007 or later, so that texts are UTF-8.",
)
TOO_MANY = (
    "嵌套或阵列块展开后图元过多，请分解或删除该块。",
    "The nested or arrayed block unfolds into too many entities; explode or remove it.",
)
UNSUPPORTED = (
    "请改用普通二维图元（线、多段线、填充、文字）绘制。",
    "Draw it with plain two-dimensional entities (lines, polylines, hatches, texts).",
)
OTHER_SCALE = (
    "同一布局中另一比例的小视口（如位置示意图）只显示、不测量；如属设计内容，请将其单独成图。",
    "A small viewport of another scale, such as a key plan, is shown but not measured; give it a sheet of its own if it belongs to the design.",
)
SHOWN_AGAIN = (
    "该视口以另一比例再次显示本图或其详图中已测量的内容，不重复测量；无需修改。",
    "This viewport shows at another scale what is measured on its sheet or a detail of it; it is not measured twice. Nothing to do.",
)
CUT_SHORT = (
    "文件不完整，缺失部分无法显示；请从原软件重新导出并完整上传。",
    "The file is cut short and the rest cannot be shown; export it again and upload it whole.",
)
ONE_COLOUR = (
    "渐变填充以两端颜色的中间色显示，轮廓不受影响；如颜色有含义，请改用单色填充。",
    "A gradient is shown in the colour half way, its outline as it is; use plain fills where colours mean something.",
)
UNCOUNTED = (
    "文件结构不规范，图元无法逐一核对，可能有缺失；请在原软件中用 AUDIT/RECOVER 修复后重新导出。",
    "Its structure is broken, so nobody can tell whether all of it is here; repair it (AUDIT) and export it again.",
)
FAR_AWAY = (
    "图中未找到图框，远离主图形的零散图元未计入图纸；请移近、删除，或为其加图框。",
    "No frame was found, and what was left lying far from the drawing is not on its sheet; move it, delete it or frame it.",
)
FAR_IDLE = (
    "图中未找到图框，远离主图形、所在图层无含义的零散图元未计入图纸；请删除，或移近、加图框。",
    "No frame was found, and what was left far from the drawing on layers of no meaning is not on its sheet; delete it.",
)
ASIDE = (
    "视口从侧面观察模型（三维视图），不予显示；请改为平面视图，或用 FLATSHOT 转为二维线条。",
    "A viewport that looks at the model from the side is not shown; make it a plan view, or flatten it (FLATSHOT).",
)
NO_VIEW = (
    "视口未说明所示范围，其内容无法显示；请在原软件中用 AUDIT 修复，或删除后重建该视口。",
    "A viewport does not say what it shows, so its content is missing; repair the file (AUDIT) or make the viewport anew.",
)
NOTHING_SEEN = (
    "布局的视口内没有任何图元，而模型空间有图；请检查视口是否移位，调整后重新提交。",
    "The viewports of this layout show nothing, though the model space is drawn; see whether they have moved.",
)
TOO_DENSE = (
    "该图元过于密集，纸面上无法分辨，未予显示；请简化填充边界、折线或删除重叠的文字。",
    "Too dense to be told apart on paper, so it is not shown; simplify the hatch or polyline, or remove stacked texts.",
)
BLANK = (
    "出图几乎空白，与图中图元不符；请核对预览，必要时另存为其他版本或直接提交 PDF。",
    "The plot is all but blank, unlike the drawing; check the preview, save as another version or submit a PDF.",
)
EMPTY = (
    "文件中没有任何可显示的图元；请核对是否导出失败或提交了错误的文件。",
    "The file holds nothing to show; check whether the export failed or the wrong file was submitted.",
)
OUTSIDE = (
    "图框以外的图元不参与审查；请移入图框或删除。",
    "What lies outside every frame is not reviewed; move it into a frame or delete it.",
)


Key = tuple[Omission, str]
Place3 = tuple[float, float, float]
Affine = tuple[float, float, float, float, float, float]
SAME: Affine = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
MOST_PLACES = 50_000
"""of one kind of thing; where further ones stand is not kept, so every sheet lists them"""

GRADIENT = "HATCH GRADIENT"
"""a fill that runs from one colour to another and is shown in the colour half way; its outline is there"""
_UNDERLAID = (".pdf", ".dwf", ".dwfx", ".dgn")
_ACIS_KINDS = frozenset({"3DSOLID", "REGION", "BODY"})
_REMEDIES = {
    "OLE2FRAME": OLE,
    "IMAGE": IMAGE,
    "ACAD_TABLE": TABLE,
    "SHAPE": SHAPE,
    "XLINE": ENDLESS,
    "RAY": ENDLESS,
    GRADIENT: ONE_COLOUR,
}


def remedy_of(kind: str, omission: Omission) -> tuple[str, str]:
    """What the author does about an entity of this DXF name that is not shown, in Chinese and English."""
    if kind.startswith("TCH_"):
        return TARCH
    if omission is Omission.PROXY:
        return PROXY
    if kind in _ACIS_KINDS or kind.endswith("SURFACE"):
        return ACIS
    return _REMEDIES.get(kind, UNSUPPORTED)


def remedy_of_reference(path: str) -> tuple[str, str]:
    """What the author does about another file that a drawing shows and that is not bound, in Chinese and English."""
    return UNDERLAY if path.lower().endswith(_UNDERLAID) else XREF


@dataclass(slots=True)
class Omissions:
    """Counts of what a space should show and does not, and where it should stand."""

    counts: Counter[Key] = field(default_factory=Counter)
    remedies: dict[Key, tuple[str, str]] = field(default_factory=dict)
    places: dict[Key, array[float]] = field(default_factory=dict)
    """x, y and z of each known place, one after another"""
    wide: set[Key] = field(default_factory=set)
    """things of unknown extent, such as a whole external reference: they may be missing far from their place"""
    total: int = 0
    _reached: dict[Key, NDArray[np.bool_]] = field(default_factory=dict)
    """which places some sheet has listed"""

    def add(
        self,
        kind: Omission,
        what: str,
        remedy: tuple[str, str],
        count: int = 1,
        place: Place3 | None = None,
        *,
        wide: bool = False,
    ) -> None:
        """Note ``count`` more of a thing; ``remedy`` in Chinese and English, ``place`` in the units of its space."""
        if count <= 0:
            return
        key = (kind, what)
        self.counts[key] += count
        self.remedies[key] = remedy
        self.total += count
        if wide:
            self.wide.add(key)
        if place is not None and math.isfinite(sum(place)):
            known = self.places.setdefault(key, array("d"))
            known.extend(place * min(count, MOST_PLACES - len(known) // 3))

    def take(self, other: Omissions, matrix: NDArray[np.float64] | None = None) -> None:
        """Note all of another's, placed through a 4 × 4 matrix for row vectors."""
        for key, count in other.counts.items():
            self.counts[key] += count
            self.remedies[key] = other.remedies[key]
            if key in other.places:
                self._take_places(key, other.places[key], matrix)
        self.wide |= other.wide
        self.total += other.total

    def _take_places(self, key: Key, places: array[float], matrix: NDArray[np.float64] | None) -> None:
        known = self.places.setdefault(key, array("d"))
        room = MOST_PLACES - len(known) // 3
        if room <= 0:
            return
        points = np.frombuffer(places, dtype=np.float64).reshape(-1, 3)[:room]
        if matrix is not None:
            with np.errstate(invalid="ignore", over="ignore"):
                points = points @ matrix[:3, :3] + matrix[3, :3]
            points = points[np.isfinite(points).all(axis=1)]
        known.frombytes(np.ascontiguousarray(points).tobytes())

    def within(self, *windows: tuple[Polygon | None, Affine]) -> Omissions:
        """What is missing in any of some windows (None: the whole plane), the places seen in each moved by its affine.

        What stands at no known place, or reaches an unknown way from it, may be missing in every window. A thing seen
        in two windows is missing twice.
        """
        part = Omissions()
        for key, count in self.counts.items():
            places = self._flat(key)
            seen = [np.empty((0, 2))]
            for window, (a, b, d, e, x, y) in windows:
                inside = np.ones(len(places), dtype=np.bool_)
                if window is not None:
                    inside = np.asarray(shapely.intersects_xy(window, places[:, 0], places[:, 1]), dtype=np.bool_)
                self._reached[key] = inside | self._reached.get(key, np.zeros(len(places), dtype=np.bool_))
                here = places[inside]
                seen.append(np.column_stack((here[:, 0] * a + here[:, 1] * b + x, here[:, 0] * d + here[:, 1] * e + y)))
            moved = np.vstack(seen)
            loose = count if key in self.wide else count - len(places)
            missing = max(loose, len(moved)) if key in self.wide else loose + len(moved)
            if windows and missing:
                part.add(*key, self.remedies[key], missing, wide=key in self.wide)
                part.places[key] = array("d", np.column_stack((moved, np.zeros(len(moved)))).ravel().tolist())
        return part

    def left_over(self) -> Omissions:
        """What no window showed so far; its places lie on no sheet and are not given."""
        part = Omissions()
        for key, count in self.counts.items():
            reached = self._reached.get(key)
            if reached is None:
                part.add(*key, self.remedies[key], count)
            elif key not in self.wide:
                part.add(*key, self.remedies[key], int((~reached).sum()))
        return part

    def _flat(self, key: Key) -> NDArray[np.float64]:
        return np.array(self.places.get(key, ()), dtype=np.float64).reshape(-1, 3)[:, :2]

    def listed(self) -> tuple[NotDisplayed, ...]:
        """One entry for each kind of thing, the most frequent first."""
        return tuple(
            NotDisplayed(*key, count, *self.remedies[key], places=self._named(key))
            for key, count in self.counts.most_common()
        )

    def _named(self, key: Key) -> tuple[tuple[float, float], ...]:
        return tuple((float(x), float(y)) for x, y in self._flat(key)[:MOST_NAMED_PLACES])


def as_one(*lists: Iterable[NotDisplayed]) -> tuple[NotDisplayed, ...]:
    """Several lists as one: counts of the same thing added, places put together."""
    found: dict[Key, NotDisplayed] = {}
    for each in chain.from_iterable(lists):
        known = found.get((each.kind, each.what))
        if known is not None:
            places = tuple(dict.fromkeys((*known.places, *each.places)))[:MOST_NAMED_PLACES]
            found[each.kind, each.what] = replace(known, count=known.count + each.count, places=places)
        else:
            found[each.kind, each.what] = each
    return tuple(found.values())
