"""Read a DWG file by way of DXF.

Vocabulary
----------
conversion  ACadSharp reads the DWG and writes a DXF into a temporary folder, which the DXF reader reads
class table what the file itself says of custom classes and how many instances it holds, such as ``TCH_WALL``
lost        an entity that was in the DWG and is not in the DXF; counted kind by kind and said, never passed over
"""

from __future__ import annotations

import math
import re
import resource
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from acadsharp import native

from checkers.drawing import dwg_pages, dxf, omissions, references
from checkers.drawing.account import BY_NATURE, NOT_PLACED, Account
from checkers.drawing.fates import columns_of
from checkers.drawing.foreign import Entity, Managed
from checkers.drawing.model import DrawingSet, Omission
from checkers.drawing.signature import HEAD, dwg_release
from checkers.errors import CannotReadFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ezdxf.document import Drawing

    from checkers.drawing.companions import Companion

_READABLE = re.compile(rb"AC10(?:1[2-9]|[2-9][0-9])")
"""releases from R13 on; those before and their many spellings are refused by name"""
_NOT_WRITTEN = frozenset({"UnknownEntity", "ProxyEntity"})
_EDITOR_ONLY = ("GRIPENTITY", "PARAMETERENTITY", "ACTIONENTITY")
"""what the block editor shows of a dynamic block; it draws nothing in a drawing"""
_SPACES = ("*model_space", "*paper_space")
_TABLE = "ACAD_TABLE"
_PICTURES = frozenset({"IMAGE", "OLE2FRAME"})
_LONGEST = 80
LONGEST_CONVERSION, LONGEST_A_MEGABYTE = 15.0, 4.0
"""seconds of processor time, to begin with and for each megabyte; real drawings take a tenth of it and less"""


@dataclass(frozen=True, slots=True)
class Table:
    """A table, which the conversion leaves out while it keeps the block that draws it."""

    space: str
    block: str
    at: tuple[float, float, float]
    turn: float
    """degrees"""
    layer: str
    handle: str


@dataclass(slots=True)
class Held:
    """What a DWG holds, as its own reader sees it."""

    records: dict[str, Counter[str]] = field(default_factory=dict)
    """block name in lower case → kinds and their number"""
    custom: set[str] = field(default_factory=set)
    """kinds that only the program that made them can draw"""
    classes: dict[str, tuple[int, bool]] = field(default_factory=dict)
    """entity classes of the class table → instances it names, and whether another program than AutoCAD made them"""
    tables: list[Table] = field(default_factory=list)


def read(path: Path, name: str, sha256: str, companions: Sequence[Companion] = ()) -> tuple[DrawingSet, Drawing, float]:
    """The sheets of a DWG file, the document of its conversion, and metres of one drawing unit."""
    loaded, lost, version, seconds = opened(path)
    lost.take(references.bound(loaded, name, companions))
    drawing, metres = dxf.drawing_of(loaded, name, sha256, "dwg", seconds, lost=lost, version=version)
    return drawing, loaded.doc, metres


def opened(path: Path) -> tuple[dxf.Opened, omissions.Omissions, str, dict[str, float]]:
    """The document a DWG becomes, what is lost on the way, its version, and the seconds of each step."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    version = head[:6].rstrip(b"\x00").decode("ascii", "replace")
    _refuse_old(head)
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="dwg-") as folder:
        converted = Path(folder) / "converted.dxf"
        held = _convert(path, converted)
        conversion = time.perf_counter() - started
        loaded = dxf.load(converted, counted=False)
    lost = compared(loaded, held)
    lost.add(Omission.DAMAGED, "DWG page checksum", omissions.DAMAGED, dwg_pages.damaged(path.read_bytes()))
    seconds = {"convert": round(conversion, 4), "parse": round(time.perf_counter() - started - conversion, 4)}
    return loaded, lost, version, seconds


def _refuse_old(head: bytes) -> None:
    if _READABLE.fullmatch(head[:6]):
        return
    release = dwg_release(head) or head[:6].decode("ascii", "replace")
    raise CannotReadFile(
        f"DWG 版本为 AutoCAD {release}，早于 R13，无法读取。请用 AutoCAD 或兼容软件打开并另存为 2000 或更高版本。",
        f"This DWG is AutoCAD {release}, older than R13, and cannot be read. Save it as version 2000 or later.",
    )


def _convert(path: Path, target: Path) -> Held:
    """Write the DXF; what the DWG holds."""
    held = Held()
    try:
        with _timed(path.stat().st_size), native.load() as runtime:
            reader = runtime.type("ACadSharp.IO.DwgReader")(str(path.resolve()), None)
            reader.Configuration.KeepUnknownEntities = True
            document = reader.Read()
            reader.Dispose()
            _take_stock(document, held)
            runtime.write(document, target)
    except (native.NativeError, RuntimeError, OSError, ValueError) as error:
        if "EndOfStream" in str(error):
            raise CannotReadFile(
                "DWG 不完整：文件在中途结束，多半是上传或复制中断所致。请重新完整上传。",
                "The DWG is not whole: the file ends in the middle, most likely a broken copy. Upload it again.",
            ) from error
        raise CannotReadFile(
            "DWG 已损坏或采用了不支持的结构。请用 RECOVER 修复并另存为 2018 版后重新上传。",
            "The DWG is damaged or of an unsupported structure."
            " Repair it with RECOVER, save it as version 2018 and upload it again.",
        ) from error
    return held


@contextmanager
def _timed(size: int) -> Iterator[None]:
    """End a limited process that converts ``size`` bytes for far longer than any whole drawing takes.

    A few flipped bits make the converter go round for ever, where nothing in Python can stop it.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if soft == resource.RLIM_INFINITY:
        # nobody limited this process, and nobody would say why it ended
        yield
        return
    longest = math.ceil(time.process_time() + LONGEST_CONVERSION + LONGEST_A_MEGABYTE * size / 1e6)
    resource.setrlimit(resource.RLIMIT_CPU, (min(soft, longest), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _take_stock(document: Managed, held: Held) -> None:
    """Count the entities of every block of the DWG, and read its class table."""
    for record in document.BlockRecords:
        name = str(record.Name)
        kinds = held.records.setdefault(name.lower(), Counter())
        for entity in record.Entities:
            kind = _kind(entity)
            if kind == "SEQEND":
                continue
            kinds[kind] += 1
            if _managed(entity) in _NOT_WRITTEN:
                held.custom.add(kind)
            elif kind == _TABLE and name.lower().startswith(_SPACES):
                table = _table(name, entity)
                if table is not None:
                    held.tables.append(table)
    for custom in document.Classes:
        if custom.IsAnEntity:
            name = str(custom.DxfName)
            foreign = _is_custom(name, str(custom.ApplicationName))
            held.classes[name] = (int(custom.InstanceCount), foreign)


def _kind(entity: Managed) -> str:
    """The DXF name of an entity, of a proxy that of the class it stands for."""
    if _managed(entity) == "ProxyEntity" and entity.DxfClass:
        return str(entity.DxfClass.DxfName)[:_LONGEST]
    return str(entity.ObjectName)[:_LONGEST]


def _managed(entity: Managed) -> str:
    return str(entity.type_name).rpartition(".")[2]


def _table(space: str, entity: Managed) -> Table | None:
    try:
        at, along = entity.InsertPoint, entity.HorizontalDirection
        place = (float(at.X), float(at.Y), float(at.Z))
        turn = math.degrees(math.atan2(float(along.Y), float(along.X)))
        return Table(space, str(entity.Block.Name), place, turn, str(entity.Layer.Name), f"{int(entity.Handle):X}")
    except (AttributeError, native.NativeError, TypeError, ValueError):
        return None


def _is_custom(name: str, application: str) -> bool:
    """Whether a class belongs to another program than AutoCAD itself, whose classes the conversion knows or counts."""
    return not any(
        own in application for own in ("ObjectDBX Classes", "AutoCAD", "ACDB_", "SCENEOE", "ISM", "WipeOut")
    ) or (name.startswith(("TCH_", "AEC_", "AECC_", "AECB_")))


def compared(loaded: dxf.Opened, held: Held) -> omissions.Omissions:
    """What the DWG holds and its conversion does not, kind by kind; tables are put back where they stood."""
    doc = loaded.doc
    lost = omissions.Omissions()
    placed = {name.lower() for layout in doc.blocks for name in _places_blocks(layout)}
    found: Counter[str] = Counter()
    gone: Counter[str] = Counter()
    for name, kinds in held.records.items():
        layout = doc.blocks.get(name)
        come = Counter(entity.dxftype() for entity in layout or ())
        come["MTEXT"] += sum(columns_of(entity) for entity in layout or ())
        found.update(kinds)
        for kind, count in (kinds - come).items():
            if name.startswith(_SPACES) or name in placed:
                gone[kind] += count
            else:
                loaded.converted.saw(kind, count)
                loaded.converted.nothing_of(kind, NOT_PLACED, count)
    for table in held.tables:
        if gone[_TABLE] and _put_back(doc, table):
            gone[_TABLE] -= 1
            # drawn as the reference that stands in its place
            loaded.converted.saw("INSERT", -1)
            loaded.converted.showed("INSERT", -1)
            loaded.converted.saw(_TABLE)
            loaded.converted.showed(_TABLE)
    for kind, (instances, foreign) in held.classes.items():
        # of AutoCAD's own classes the table also counts what was erased; where some are found, those are all there are
        if instances > found[kind] and (foreign or (not found[kind] and not kind.endswith(_EDITOR_ONLY))):
            gone[kind] += instances - found[kind]
    for kind, count in gone.items():
        _list_lost(
            loaded.converted, lost, kind, count, custom=kind in held.custom or held.classes.get(kind, (0, False))[1]
        )
    return lost


def _list_lost(account: Account, lost: omissions.Omissions, kind: str, count: int, *, custom: bool) -> None:
    if count <= 0:
        return
    account.saw(kind, count)
    if kind in BY_NATURE:
        account.nothing_of(kind, BY_NATURE[kind], count)
        return
    account.lists(kind, count)
    omission = Omission.PROXY if custom else Omission.IMAGE if kind in _PICTURES else Omission.OTHER
    lost.add(omission, kind, omissions.remedy_of(kind, omission), count)


def _places_blocks(layout: Entity) -> Iterator[str]:
    for entity in layout:
        for attribute in ("name", "geometry"):
            if entity.dxf.is_supported(attribute) and entity.dxf.hasattr(attribute):
                yield str(entity.dxf.get(attribute))


def _put_back(doc: Drawing, table: Table) -> bool:
    """Place the block that draws a table; False when the conversion did not keep it."""
    space, block = doc.blocks.get(table.space), doc.blocks.get(table.block)
    if space is None or block is None or not len(block) or not all(map(math.isfinite, (*table.at, table.turn))):
        return False
    attributes = {"rotation": table.turn, "layer": table.layer}
    if table.handle not in doc.entitydb:
        attributes["handle"] = table.handle
    space.add_blockref(table.block, table.at, dxfattribs=attributes)
    return True
