"""Count what a drawing should show and does not, with what its author can do about it.

Vocabulary
----------
omission  one kind of thing that stays undrawn or unread: an object of another program, a missing reference …
remedy    what the author of the drawing does about it, in Chinese and English
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from checkers.drawing.model import NotDisplayed, Omission

PROXY = (
    "请在原软件（如天正）中分解或另存为 T3 格式后重新提交。",
    "Explode it in the program that made it (TArch: save as T3) and submit again.",
)
XREF = (
    "请将外部参照绑定到图中（绑定/插入）后重新提交。",
    "Bind the external reference into the drawing and submit again.",
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
    "同一布局中另一比例的视口只显示、不测量；请将其单独成图。",
    "A viewport of another scale is shown but not measured; give it a sheet of its own.",
)
CUT_SHORT = (
    "文件不完整，缺失部分无法显示；请从原软件重新导出并完整上传。",
    "The file is cut short and the rest cannot be shown; export it again and upload it whole.",
)
OUTSIDE = (
    "图框以外的图元不参与审查；请移入图框或删除。",
    "What lies outside every frame is not reviewed; move it into a frame or delete it.",
)


@dataclass(slots=True)
class Omissions:
    """Counts of what a space should show and does not."""

    counts: Counter[tuple[Omission, str]] = field(default_factory=Counter)
    remedies: dict[tuple[Omission, str], tuple[str, str]] = field(default_factory=dict)

    def add(self, kind: Omission, what: str, remedy: tuple[str, str], count: int = 1) -> None:
        """Note ``count`` more of a thing; ``remedy`` in Chinese and English."""
        if count > 0:
            self.counts[kind, what] += count
            self.remedies[kind, what] = remedy

    def listed(self) -> tuple[NotDisplayed, ...]:
        """One entry for each kind of thing, the most frequent first."""
        return tuple(
            NotDisplayed(kind, what, count, *self.remedies[kind, what])
            for (kind, what), count in self.counts.most_common()
        )
