"""Give entities back the subclass markers by which ezdxf finds their data.

Vocabulary
----------
marker    ``100 AcDbMText``: what follows belongs to this class of the entity; some programs leave it out
own       the class that holds what an entity of its kind draws
modern    kinds that came with R13 and that ezdxf reads by their markers alone, even in a file that says it is older
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from ezdxf.entities import factory
from ezdxf.entities.dxfentity import DXFTagStorage
from ezdxf.lldxf.const import DXF12, DXF2000
from ezdxf.lldxf.tags import Tags
from ezdxf.lldxf.types import DXFTag

from checkers.drawing.strokes import BROKEN

if TYPE_CHECKING:
    from ezdxf.document import Drawing
    from ezdxf.entities.dxfentity import DXFEntity
    from ezdxf.lldxf.extendedtags import ExtendedTags

MODERN = {
    "ELLIPSE": "AcDbEllipse",
    "HATCH": "AcDbHatch",
    "IMAGE": "AcDbRasterImage",
    "LEADER": "AcDbLeader",
    "LWPOLYLINE": "AcDbPolyline",
    "MLINE": "AcDbMline",
    "MTEXT": "AcDbMText",
    "RAY": "AcDbRay",
    "SPLINE": "AcDbSpline",
    "TOLERANCE": "AcDbFcf",
    "WIPEOUT": "AcDbWipeout",
    "XLINE": "AcDbXline",
}
"""kinds with one own class"""
OLD = {"ATTDEF": "AcDbText", "ATTRIB": "AcDbText", "DIMENSION": "AcDbDimension"}
"""kinds that ezdxf can read without any marker, as R12 writes them, and not with some of their markers"""
_BASE = frozenset({0, 5, 102, 330})
_COMMON = frozenset({6, 8, 48, 60, 62, 67, 92, 160, 284, 310, 347, 348, 370, 390, 410, 420, 430, 440})
_MARKER = 100

_put_back: WeakKeyDictionary[Drawing, Counter[str]] = WeakKeyDictionary()
_of_tags = factory.load
_NEEDED = frozenset({"APPID", "BLOCK", "BLOCK_RECORD", "CLASS", "DICTIONARY", "DIMSTYLE", "ENDBLK", "LAYER", "LAYOUT", "LTYPE",
                     "STYLE", "TABLE", "UCS", "VIEW", "VPORT"})  # fmt: skip
"""what a document cannot do without: a broken one breaks the file"""


def said(doc: Drawing) -> list[str]:
    """What was put back while this document was loaded, for the list of repairs."""
    return [
        f"{kind}: 缺少子类标记，已补上 ×{count} subclass marker missing, put back"
        for kind, count in sorted(_put_back.get(doc, {}).items())
    ]


def _load(tags: ExtendedTags, doc: Drawing | None) -> DXFEntity:
    """An entity out of its tags; one that cannot be understood stays as its tags, to be listed by its name."""
    try:
        return _of_tags(tags, doc)
    except BROKEN:
        if doc is None or tags.dxftype() in _NEEDED:
            raise
        return DXFTagStorage.load(tags, doc)


def _loaded(tags: ExtendedTags, doc: Drawing | None = None) -> DXFEntity:
    """An entity out of its tags, read by its class even where the marker is missing or the file says R12."""
    kind = tags.dxftype()
    own = MODERN.get(kind) or OLD.get(kind)
    if own is None or doc is None:
        return _load(tags, doc)
    named = [part[0].value for part in tags.subclasses[1:] if part]
    missing = named[:2] != ["AcDbEntity", own]
    if missing and kind in OLD:
        if named:
            tags.flatten_subclasses()
            _count(doc, kind)
        return _load(tags, doc)
    if missing:
        tags.subclasses = _divided(tags, own)
        _count(doc, kind)
    if kind not in MODERN or doc.dxfversion > DXF12:
        return _load(tags, doc)
    entity = factory.cls(kind).load(tags)
    entity.doc = doc
    entity.load_tags(tags, dxfversion=DXF2000)
    return entity


def _divided(tags: ExtendedTags, own: str) -> list[Tags]:
    """Base, AcDbEntity and own class: what all kinds have comes first in every entity, and the rest is its own."""
    flat = [*tags.noclass, *(tag for part in tags.subclasses[1:] for tag in part[1:])]
    base, common = Tags(), Tags([DXFTag(_MARKER, "AcDbEntity")])
    rest = Tags([DXFTag(_MARKER, own)])
    at = 0
    for at, tag in enumerate(flat):  # noqa: B007 (where the common part ends)
        if tag.code in _BASE:
            base.append(tag)
        elif tag.code in _COMMON:
            common.append(tag)
        else:
            break
    rest.extend(flat[at:])
    return [base, common, rest]


def _count(doc: Drawing, kind: str) -> None:
    _put_back.setdefault(doc, Counter())[kind] += 1


# ezdxf refuses a whole file for one entity without its marker, or reads the entity as if it were empty
factory.load = _loaded
