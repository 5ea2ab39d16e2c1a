"""Rule ``preflight/proxy-entity``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.drawing.model import Omission
from checkers.errors import Words
from checkers.features.base import whole
from checkers.features.unseen import hides
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("preflight/proxy-entity")
def proxy_entity(plans: Plans, law: Law) -> Iterator[Finding]:
    """No sheet holds custom objects that only the program they were drawn with can show.

    Measured: each sheet of a DWG or DXF file; the custom objects and proxies that could not be displayed on it. A sheet
    of which something else could not be read, such as a missing reference, is doubtful.
    Silent on: PDF pages, which cannot hold any; custom objects whose stored picture could be shown.
    """
    for sheet in plans.sheets:
        if sheet.format == "pdf":
            continue
        hidden = [omission for omission in sheet.not_displayed if omission.kind is Omission.PROXY]
        count = sum(omission.count for omission in hidden)
        kinds = "、".join(omission.what for omission in hidden)
        label = sheet.number or sheet.file
        if not hidden and any(hides(omission) for omission in sheet.not_displayed):
            yield law.doubts(
                whole(sheet),
                Words(
                    f"{label}：图中有内容未能读取，无法确认其中没有自定义对象，请补齐或修复后重新提交",
                    f"{label}: some of the sheet could not be read and may hold custom objects; mend it and submit again",
                ),
            )
            continue
        yield law.holds(
            whole(sheet),
            met=not hidden,
            message=Words(
                f"{label}：{count} 个自定义对象未能显示（{kinds}），请用 T3 格式导出或分解"
                if hidden
                else f"{label}：没有未转换的自定义对象",
                f"{label}: {count} custom objects are not shown ({kinds}); export as T3 or explode them"
                if hidden
                else f"{label}: no custom objects are left",
            ),
        )
