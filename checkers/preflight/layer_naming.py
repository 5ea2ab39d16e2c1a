"""Rule ``preflight/layer-naming``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.base import whole
from checkers.features.drafting import share_of, top_layers
from checkers.finding import Measurement, remedied
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.drawing.model import Layer
    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("preflight/layer-naming")
def layer_naming(plans: Plans, law: Law) -> Iterator[Finding]:
    """Layers are named so that others can tell what lies on them.

    Measured: each sheet of a DWG or DXF file; the share of its entities on layers that are neither named as the
    standard does (``A-WALL``, ``建筑-墙体``), nor as a known program does (``WALL``, ``DOTE``), nor tell their
    meaning otherwise. A prefix that binding a reference left is taken off first. With a finding come the layers that
    hold most.
    Silent on: PDF pages; layer 0 and Defpoints, which another rule looks at; sheets with next to nothing on them.
    """
    patterns = [re.compile(pattern, re.IGNORECASE) for pattern in law.table("patterns")]
    known = {name.upper() for name in law.table("known")}
    limit = law.at_most("unknown")

    def unknown(layer: Layer, bare: str) -> bool:
        return not (layer.meaning or bare in known or any(pattern.match(bare) for pattern in patterns))

    for sheet in plans.sheets:
        if sheet.format == "pdf":
            continue
        share = share_of(sheet, unknown)
        if share.of < law.number("fewest"):
            continue
        finding = limit.judge(whole(sheet), Measurement(share.value, precision=0.0))
        if share.value > limit.value:
            names = "、".join(top_layers(share))
            remedy = Words(
                f"图层 {names} 无法识别，请按 GB/T 50001（如 A-WALL、建筑-墙体）命名",
                f"nobody can tell what layers {names} hold; name them after GB/T 50001 (A-WALL, 建筑-墙体)",
            )
            finding = remedied(finding, remedy)
        yield finding
