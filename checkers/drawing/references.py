"""Bind external references: what another drawing of the set holds is put where the host inserts it.

Vocabulary
----------
reference  a block whose content lies in another drawing (xref); *attached*, or *overlaid*: an overlay is seen in the
           drawing that names it and not in a drawing that references that one
host       the drawing that names the reference
bind       load the reference's model space into the block, its layers and blocks named ``NAME$0$LAYER`` as AutoCAD's
           BIND does; a layer ``NAME|LAYER`` that the host already knows keeps the host's own settings (VISRETAIN)
wanted     a reference that stays missing because its file is not among the companions, or not surely

The scale of a reference is the scale of its INSERT alone: where units differ AutoCAD writes the factor there when the
reference is attached, and a later change of units changes nothing. An INSERT without the factor is said so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ezdxf import protocols, xref
from ezdxf.entities.acad_proxy_entity import ACADProxyEntity
from ezdxf.entities.block import Block
from ezdxf.entities.dxfentity import DXFTagStorage
from ezdxf.entities.dxfgfx import DXFGraphic
from ezdxf.entities.insert import Insert
from ezdxf.entities.oleframe import OLE2Frame
from ezdxf.math import Vec3

from checkers.drawing import companions as submitted
from checkers.drawing import omissions, units
from checkers.drawing.companions import DEEPEST
from checkers.drawing.foreign import Entity
from checkers.drawing.model import Omission
from checkers.drawing.plot_context import class_name
from checkers.drawing.signature import detect
from checkers.drawing.strokes import BROKEN
from checkers.errors import CannotReadFile

if TYPE_CHECKING:
    from ezdxf.document import Drawing
    from ezdxf.layouts.blocklayout import BlockLayout

    from checkers.drawing.companions import Companion
    from checkers.drawing.dxf import Opened

ATTACHED, OVERLAID, ALL = 4, 8, 4 | 8 | 16 | 32 | 64
"""flags of a block: attached reference, overlaid reference, and every flag that speaks of references"""
MOST_BYTES = 160 * 1024 * 1024
"""of all references of one host together"""
MOST_ENTITIES = 2_000_000
"""of all references of one host together"""
_LONGEST = 200
_SAME = 1e-6

_CIRCLE = "参照了自身 it contains itself"
_DEEP = f"参照嵌套超过 {DEEPEST} 层 nested more than {DEEPEST} deep"
_LARGE = "参照文件合计过大 the references are too large together"
_EMPTY = "未写明文件 it names no file"


@dataclass(slots=True)
class Bound:
    """What became of the references of one host."""

    bound: list[str] = field(default_factory=list)
    """names of the companions, as uploaded, whose model space the host now shows"""
    wanted: list[str] = field(default_factory=list)
    """paths as written that no companion answers, or more than one"""
    notes: list[str] = field(default_factory=list)
    lost: omissions.Omissions = field(default_factory=omissions.Omissions)
    """what the references hold and cannot be shown in the host"""
    _bytes: int = 0
    _entities: int = 0
    _whole: bool = True

    def passes_over(self, placed: Sequence[Insert]) -> bool:
        """Whether a reference with these inserts is one that nobody sees."""
        return self._whole and not placed

    def afford(self, size: int) -> bool:
        """Whether ``size`` more bytes may be read."""
        self._bytes += size
        return self._bytes <= MOST_BYTES and self._entities <= MOST_ENTITIES

    def loaded(self, entities: int) -> bool:
        """Whether so many more entities may be bound."""
        self._entities += entities
        return self._entities <= MOST_ENTITIES


def answered(doc: Drawing, companions: Sequence[Companion]) -> bool:
    """Whether a companion answers any reference of the document: then it needs all of its entities to be bound."""
    return any(
        submitted.of_drawing(_path(block.block), companions).companion is not None
        for block in of_document(doc)
        if block.block is not None
    )


def bind(doc: Drawing, name: str, companions: Sequence[Companion], *, whole: bool = True) -> Bound:
    """Bind every reference of the document that a companion answers; the rest stays a reference, with the reason.

    ``name`` is what the document's own file was uploaded as. The document is changed. ``whole`` says that it holds all
    of its inserts; otherwise every reference in it counts as inserted.
    """
    told = Bound(_whole=whole)
    _bind(doc, told, companions, (submitted.last_part(name),))
    return told


def bound(opened: Opened, name: str, companions: Sequence[Companion]) -> omissions.Omissions:
    """Bind the references of a loaded file and say so there; what is lost thereby."""
    told = bind(opened.doc, name, companions, whole=opened.lane is None)
    opened.repairs += told.notes
    opened.bound, opened.wanted = tuple(told.bound), tuple(dict.fromkeys(told.wanted))
    return told.lost


def of_document(doc: Drawing) -> list[BlockLayout]:
    """The blocks of a document that are references, attached or overlaid."""
    return [block for block in doc.blocks if block.block is not None and block.block.dxf.get("flags", 0) & 12]


def _bind(doc: Drawing, told: Bound, companions: Sequence[Companion], within: tuple[str, ...]) -> None:
    referenced = of_document(doc)
    if not referenced:
        return
    inserts = _inserts(doc)
    for block in referenced:
        head = block.block
        assert head is not None
        if len(within) > 1 and head.dxf.get("flags", 0) & OVERLAID:
            head.dxf.flags = head.dxf.get("flags", 0) & ~ALL
            told.notes.append(f"overlay {_path(head)} inside {within[-1]} is not followed, as in AutoCAD")
            continue
        head.dxf.flags = head.dxf.get("flags", 0) | ATTACHED  # an overlay is as missing as any other reference
        placed = inserts.get(block.name.casefold(), [])
        if told.passes_over(placed) or len(block):
            continue
        try:
            _bound(doc, block, placed, told, companions, within)
        except _Unbound as reason:
            if str(reason) != submitted.NOT_THERE:
                # reading and plotting list a reference by its path: the reason goes along with it
                head.dxf.xref_path = f"{_path(head)} ({reason})".lstrip()[:_LONGEST]


def _path(head: Block) -> str:
    return str(head.dxf.get("xref_path", "")).strip()


def _inserts(doc: Drawing) -> dict[str, list[Insert]]:
    """The inserts that are seen: on no frozen layer, in a layout or in a block that is itself seen."""
    frozen = {layer.dxf.name.casefold() for layer in doc.layers if layer.is_frozen()}
    found: dict[str, list[Insert]] = {}
    waiting = [list(layout) for layout in doc.layouts]
    while waiting:
        for entity in waiting.pop():
            if not isinstance(entity, Insert) or entity.dxf.get("invisible", 0):
                continue
            if entity.dxf.get("layer", "0").casefold() in frozen:
                continue
            name = str(entity.dxf.get("name", "")).casefold()
            if name not in found:
                found[name] = []
                waiting.append(list(doc.blocks.get(name) or ()))
            found[name].append(entity)
    return found


class _Unbound(Exception):
    """A reference stays unbound; the words say why, in Chinese and English."""


def _bound(
    doc: Drawing,
    block: BlockLayout,
    placed: list[Insert],
    told: Bound,
    companions: Sequence[Companion],
    within: tuple[str, ...],
) -> None:
    """Bind one reference, or raise _Unbound."""
    assert block.block is not None
    companion = _answering(_path(block.block), told, companions, within)
    if not told.afford(companion.path.stat().st_size):
        raise _Unbound(_LARGE)
    opened, lost = _opened(companion)
    if not told.loaded(len(opened.doc.entitydb)):
        raise _Unbound(_LARGE)
    called = companion.name
    _bind(opened.doc, told, companions, (*within, submitted.last_part(called)))
    try:
        _put(opened.doc, doc, block, lost)
    except BROKEN as error:
        block.delete_all_entities()
        raise _Unbound(f"结构已损坏 it is damaged ({type(error).__name__})") from error
    if opened.cut_short:
        lost.add(Omission.DAMAGED, f"{called}: file cut short"[:_LONGEST], omissions.CUT_SHORT)
    told.lost.take(lost)
    told.notes += [f"{called}: {note}" for note in opened.repairs]
    told.notes += _of_units(doc, opened.doc, placed, called)
    if called not in told.bound:
        told.bound.append(called)


def _answering(written: str, told: Bound, companions: Sequence[Companion], within: tuple[str, ...]) -> Companion:
    """The companion a reference means, or _Unbound."""
    if not written:
        raise _Unbound(_EMPTY)
    found = submitted.of_drawing(written, companions)
    meant = written if found.companion is None else found.companion.name
    if {submitted.last_part(written), submitted.last_part(meant)} & set(within):
        raise _Unbound(_CIRCLE)
    if found.companion is None:
        told.wanted.append(written)
        raise _Unbound(found.why)
    if len(within) > DEEPEST:
        raise _Unbound(_DEEP)
    return found.companion


def _opened(companion: Companion) -> tuple[Opened, omissions.Omissions]:
    """The companion's document, and what its conversion lost; _Unbound when it cannot be read."""
    from checkers.drawing import dwg, dxf

    try:
        kind = detect(companion.path)
        if kind == "dwg":
            opened, lost, _, _ = dwg.opened(companion.path)
            return opened, lost
        if kind == "dxf":
            return dxf.load(companion.path), omissions.Omissions()
    except CannotReadFile as refusal:
        raise _Unbound(f"无法读取：{refusal.words.zh} it cannot be read: {refusal.words.en}") from refusal
    raise _Unbound("不是 DXF 或 DWG neither DXF nor DWG")


def _put(source: Drawing, host: Drawing, block: BlockLayout, lost: omissions.Omissions) -> None:
    """The source's model space as content of the host's block."""
    assert block.block is not None
    _name_layers(source)
    for layout in (source.modelspace(), *source.blocks):
        if not layout.is_any_paperspace:
            _draw_custom(layout, lost)
    held = len(source.modelspace())
    known = {layer.dxf.name for layer in host.layers}
    before = set(host.entitydb.keys())
    loader = xref.Loader(source, host, conflict_policy=xref.ConflictPolicy.XREF_PREFIX)
    loader.load_modelspace(block)
    loader.execute(xref_prefix=block.name)
    lost.add(Omission.DAMAGED, f"lost in binding {block.name}"[:120], omissions.DAMAGED, held - len(block))
    _keep_settings(host, known, before)
    block.block.dxf.flags = block.block.dxf.get("flags", 0) & ~ALL
    block.block.dxf.base_point = Vec3(source.header.get("$INSBASE", (0, 0, 0)))


def _name_layers(source: Drawing) -> None:
    """Every layer in use stands in the layer table, so that it is renamed like the others."""
    used = {str(entity.dxf.get("layer", "0")) for entity in source.entitydb.values() if isinstance(entity, DXFGraphic)}
    for name in sorted(used):
        if name not in source.layers:
            layer = source.layers.new_entry({"name": name})
            layer.dxf.flags = 0


def _draw_custom(layout: Entity, lost: omissions.Omissions) -> None:
    """Put the stored picture of what only its own program can draw in its place; list what has none."""
    custom = [each for each in layout if isinstance(each, (ACADProxyEntity, DXFTagStorage, OLE2Frame))]
    for entity in custom:
        pieces: list[Entity] = []
        if not isinstance(entity, OLE2Frame) and entity.proxy_graphic:
            try:
                pieces = list(protocols.virtual_entities(entity))
            except BROKEN:
                pieces = []
        for piece in pieces:
            layout.add_entity(piece)
        if isinstance(entity, OLE2Frame):
            lost.add(Omission.IMAGE, "OLE2FRAME", omissions.IMAGE)
        elif not pieces:
            lost.add(Omission.PROXY, class_name(entity), omissions.PROXY)
        layout.delete_entity(entity)


def _keep_settings(host: Drawing, known: set[str], before: set[str]) -> None:
    """What came in on ``NAME$0$LAYER`` goes to ``NAME|LAYER`` where the host has that layer with its own settings."""
    moved: dict[str, str] = {}
    for layer in list(host.layers):
        name = layer.dxf.name
        if name in known:
            continue
        _, reference, own = ["", "", *name.split("$0$")][-3:]
        dependent = own if "|" in own else f"{reference}|{own}"
        if dependent in host.layers and dependent in known:
            moved[name] = dependent
            if not host.header.get("$VISRETAIN", 1):
                there = host.layers.get(dependent)
                for each in ("color", "true_color", "flags", "lineweight", "plot"):
                    if layer.dxf.hasattr(each):
                        there.dxf.set(each, layer.dxf.get(each))
            host.layers.remove(name)
    if not moved:
        return
    for handle, entity in host.entitydb.items():
        if handle not in before and isinstance(entity, DXFGraphic):
            entity.dxf.layer = moved.get(entity.dxf.layer, entity.dxf.layer)


def _of_units(host: Drawing, source: Drawing, placed: list[Insert], called: str) -> list[str]:
    """What is to be said when the reference declares another unit than its host."""
    mine, its = units.declared(host), units.declared(source)
    if mine is None or its is None or mine == its:
        return []
    factor = units.METRES[its] / units.METRES[mine]
    scales = sorted({abs(float(insert.dxf.get("xscale", 1.0))) for insert in placed})
    written = ", ".join(f"{scale:g}" for scale in scales[:4])
    note = f"{called} is in {its}, this drawing in {mine}: scaled by its insert ({written}; the units give {factor:g})"
    if not any(abs(scale - factor) <= _SAME * factor for scale in scales):
        note += "; they contradict each other, compare its sizes"
    return [note]
