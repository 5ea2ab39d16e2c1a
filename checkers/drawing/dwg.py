"""Read a DWG file by way of DXF.

Vocabulary
----------
conversion  ACadSharp reads the DWG and writes a DXF into a temporary folder, which the DXF reader reads
class table what the file itself says of custom classes and how many instances it holds, such as ``TCH_WALL``
dropped     an entity that was in the DWG and is not in the DXF; counted and said, never passed over
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from acadsharp import native

from checkers.drawing import dxf, omissions
from checkers.drawing.foreign import Managed
from checkers.drawing.model import DrawingSet, Omission
from checkers.drawing.signature import HEAD, dwg_release
from checkers.errors import CannotReadFile

if TYPE_CHECKING:
    from ezdxf.document import Drawing

OLDEST = b"AC1012"
_NOT_WRITTEN = frozenset({"Seqend", "UnknownEntity", "ProxyEntity"})
_DRAWS_NOTHING = frozenset({"LIGHT", "SUN", "CAMERA"})


def read(path: Path, name: str, sha256: str) -> tuple[DrawingSet, Drawing, float]:
    """The sheets of a DWG file, the document of its conversion, and metres of one drawing unit."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    version = head[:6].rstrip(b"\x00").decode("ascii", "replace")
    _refuse_old(head)
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="dwg-") as folder:
        converted = Path(folder) / "converted.dxf"
        lost, held = _convert(path, converted)
        conversion = time.perf_counter() - started
        opened = dxf.load(converted)
    _count_dropped(opened.doc, held, lost)
    seconds = {"convert": round(conversion, 4), "parse": round(time.perf_counter() - started - conversion, 4)}
    drawing, metres = dxf.drawing_of(opened, name, sha256, "dwg", seconds, lost=lost, version=version)
    return drawing, opened.doc, metres


def _refuse_old(head: bytes) -> None:
    if head[:2] == b"AC" and head[:6] >= OLDEST and head[:6].rstrip(b"\x00").isalnum():
        return
    release = dwg_release(head) or head[:6].decode("ascii", "replace")
    raise CannotReadFile(
        f"DWG 版本为 AutoCAD {release}，早于 R13，无法读取。请用 AutoCAD 或兼容软件打开并另存为 2000 或更高版本。",
        f"This DWG is AutoCAD {release}, older than R13, and cannot be read. Save it as version 2000 or later.",
    )


def _convert(path: Path, target: Path) -> tuple[omissions.Omissions, Counter[str]]:
    """Write the DXF; what the conversion cannot carry, and how many entities of each kind the model space held."""
    lost = omissions.Omissions()
    try:
        with native.load() as runtime:
            reader = runtime.type("ACadSharp.IO.DwgReader")(str(path.resolve()), None)
            reader.Configuration.KeepUnknownEntities = True
            document = reader.Read()
            reader.Dispose()
            held = Counter(_short(entity) for entity in document.Entities)
            _count_custom(document, held, lost)
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
    return lost, held


def _short(entity: Managed) -> str:
    return str(entity.type_name).rpartition(".")[2]


def _count_custom(document: Managed, held: Counter[str], lost: omissions.Omissions) -> None:
    """Custom entities the conversion drops: found one by one, and checked against the class table."""
    found: Counter[str] = Counter()
    for kind in ("UnknownEntity", "ProxyEntity"):
        if held[kind]:
            found.update(
                str(entity.DxfClass.DxfName if kind == "ProxyEntity" and entity.DxfClass else entity.ObjectName)
                for entity in document.Entities
                if _short(entity) == kind
            )
    for custom in document.Classes:
        if not custom.IsAnEntity:
            continue
        name, instances = str(custom.DxfName), int(custom.InstanceCount)
        if _is_custom(name, str(custom.ApplicationName)) and instances > found[name]:
            found[name] = instances
    for name, count in found.items():
        if name in _DRAWS_NOTHING:
            continue
        lost.add(Omission.PROXY, name[:80], omissions.PROXY, count)


def _is_custom(name: str, application: str) -> bool:
    """Whether a class belongs to another program than AutoCAD itself, whose classes the conversion knows or counts."""
    return not any(
        own in application for own in ("ObjectDBX Classes", "AutoCAD", "ACDB_", "SCENEOE", "ISM", "WipeOut")
    ) or (name.startswith(("TCH_", "AEC_", "AECC_", "AECB_")))


def _count_dropped(doc: Drawing, held: Counter[str], lost: omissions.Omissions) -> None:
    """Entities of the model space that were in the DWG and are not in the DXF."""
    expected = sum(count for kind, count in held.items() if kind not in _NOT_WRITTEN)
    missing = expected - len(doc.modelspace())
    lost.add(Omission.DAMAGED, "lost in conversion from DWG", omissions.DAMAGED, missing)
