"""DWG out of DXF through ACadSharp, so that the same drawing gives the same bytes.

Two things the library leaves to its caller: attributes read from DXF stand beside their block reference and
have to be put back into it, and the summary carries the hour of writing unless told a date.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from acadsharp import native

VERSION = "AC1032"
"""DWG 2018; before 2007 the library writes letters of the code page 1252 only, which loses Chinese"""


def converted(source: Path, target: Path) -> None:
    """Write the DXF file ``source`` as the DWG file ``target``; NativeError when the library refuses."""
    with native.load() as runtime:
        document = runtime.read(source)
        _attributes_in_their_blocks(document)
        document.Header.Version = getattr(runtime.type("ACadSharp.ACadVersion"), VERSION)
        summary, day = document.SummaryInfo, document.Header.CreateDateTime
        summary.CreatedDate = day
        summary.ModifiedDate = day
        runtime.write(document, target)


def _attributes_in_their_blocks(document: Any) -> None:  # noqa: ANN401 the bridge hands out untyped handles
    reference = None
    for entity in list(document.Entities):
        kind = str(entity).partition(":")[0].upper()
        if kind == "INSERT":
            reference = entity
        elif kind == "ATTRIB" and reference is not None:
            document.Entities.Remove(entity)
            reference.Attributes.Add(entity)
        elif kind == "SEQEND":
            document.Entities.Remove(entity)
