"""Keep a drawing set in a file that can be opened without trusting who wrote it.

Vocabulary
----------
columns file  a ZIP: ``drawing.json`` with everything small, and for each sheet N numpy arrays ``N/*.npy``
strokes       geometry as points, sizes and shapes (point, line, ring, hole); rebuilt on loading, never unpickled

The child that wrote it has parsed a stranger's bytes; ``load`` therefore checks names, sizes, types, ranges
and finiteness, and refuses the file as damaged at the first doubt.
"""

from __future__ import annotations

import io
import json
import math
import zipfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from checkers.drawing.foreign import Unchecked
from checkers.drawing.model import (
    MOST_NAMED_PLACES,
    Accounted,
    BlockReference,
    Dimension,
    DrawingSet,
    Entities,
    IndexRow,
    Kind,
    Layer,
    NotDisplayed,
    Omission,
    Sheet,
    SourceFile,
    Text,
)
from checkers.drawing.space import HOLE, LINE, POINT, RING, geometries
from checkers.drawing.table import table
from checkers.errors import CannotReadFile

SCHEMA = "joint-review/columns/1"
LARGEST = 2 * 1024**3
"""bytes of all members unpacked"""
MOST_SHEETS = 5000
_ARRAYS: dict[str, str] = {
    "points": "f8",
    "sizes": "i8",
    "shapes": "u1",
    "kind": "u1",
    "layer": "i4",
    "colour": "u4",
    "visible": "b1",
    "handle": "i4",
    "block": "i4",
}
_KINDS = [kind.value for kind in Kind]
_LONGEST_NAME = 4096
_BROKEN = (KeyError, IndexError, TypeError, ValueError, OverflowError, AttributeError, zipfile.BadZipFile, OSError, EOFError,
           NotImplementedError, RuntimeError, MemoryError, zlib.error, shapely.errors.ShapelyError)  # fmt: skip


def dump(drawing: DrawingSet, file: Path) -> None:
    """Write the set; an existing file is replaced."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        about = {
            "schema": SCHEMA,
            "files": [_source_out(source) for source in drawing.files],
            "sheets": [_sheet_out(sheet) for sheet in drawing.sheets],
        }
        archive.writestr("drawing.json", json.dumps(about, ensure_ascii=False, allow_nan=False))
        for index, sheet in enumerate(drawing.sheets):
            for name, column in _columns(sheet.entities).items():
                buffer = io.BytesIO()
                np.save(buffer, column, allow_pickle=False)
                archive.writestr(f"{index}/{name}.npy", buffer.getvalue())


def load(file: Path) -> DrawingSet:
    """Read a set back; CannotReadFile when the file is damaged or not what ``dump`` writes."""
    try:
        with zipfile.ZipFile(file) as archive:
            if sum(member.file_size for member in archive.infolist()) > LARGEST:
                raise ValueError("unpacks to too much")
            about = json.loads(_member(archive, "drawing.json"), parse_constant=_no_constant)
            if about["schema"] != SCHEMA or len(about["sheets"]) > MOST_SHEETS:
                raise ValueError("not a columns file")
            sheets = tuple(_sheet_in(raw, index, archive) for index, raw in enumerate(about["sheets"]))
            files = tuple(_source_in(raw) for raw in about["files"])
            _refuse_stray_details(sheets)
    except _BROKEN as error:
        raise CannotReadFile(
            f"图纸数据文件已损坏（{type(error).__name__}）。请重新读取原图纸。",
            f"The columns file is damaged ({type(error).__name__}). Read the drawing again.",
        ) from error
    return DrawingSet(sheets, files)


def _refuse_stray_details(sheets: tuple[Sheet, ...]) -> None:
    """ValueError when a detail is not of a sheet before it that is no detail itself."""
    whole: set[str] = set()
    for sheet in sheets:
        if sheet.part_of and sheet.part_of not in whole:
            raise ValueError("a detail of no sheet")
        if not sheet.part_of:
            whole.add(sheet.id)


def _columns(entities: Entities) -> dict[str, NDArray[Any]]:
    points, sizes, shapes = _strokes(entities.geometry)
    numbers = {kind: number for number, kind in enumerate(_KINDS)}
    return {
        "points": points,
        "sizes": sizes,
        "shapes": shapes,
        "kind": np.array([numbers[kind] for kind in entities.kind.tolist()], dtype=np.uint8),
        "layer": entities.layer.astype(np.int32),
        "colour": entities.colour.astype(np.uint32),
        "visible": entities.visible.astype(np.bool_),
        "handle": _numbered(entities.handle)[1],
        "block": _numbered(entities.block)[1],
    }


def _numbered(words: NDArray[np.object_]) -> tuple[list[str], NDArray[np.int32]]:
    """The different words in the order they come, and the number of each row's word."""
    every = words.tolist()
    known = {word: number for number, word in enumerate(dict.fromkeys(every))}
    return list(known), np.fromiter(map(known.__getitem__, every), np.int32, len(every))


def _strokes(geometry: NDArray[np.object_]) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.uint8]]:
    if not len(geometry):
        return np.empty((0, 2)), np.empty(0, dtype=np.int64), np.empty(0, dtype=np.uint8)
    types = shapely.get_type_id(geometry)
    if not np.isin(types, (0, 1, 3)).all():
        raise ValueError("a sheet holds points, lines and polygons only")
    single = np.flatnonzero(types != 3)  # noqa: PLR2004 (Polygon)
    polygons = np.flatnonzero(types == 3)  # noqa: PLR2004 (Polygon)
    rings, owner = shapely.get_rings(geometry[polygons], return_index=True)
    first = np.concatenate(([True], np.diff(owner) != 0)) if len(owner) else np.empty(0, dtype=np.bool_)
    rows = np.concatenate((single, polygons[owner]))
    sizes = np.concatenate((shapely.get_num_coordinates(geometry[single]), shapely.get_num_coordinates(rings)))
    shapes = np.concatenate((np.where(types[single] == 0, POINT, LINE), np.where(first, RING, HOLE)))
    order = np.argsort(rows, kind="stable")
    return shapely.get_coordinates(geometry), sizes[order].astype(np.int64), shapes[order].astype(np.uint8)


def _entities(raw: dict[str, Any], layers: int, index: int, archive: zipfile.ZipFile) -> Entities:
    column = {name: _array(archive, f"{index}/{name}.npy", kind) for name, kind in _ARRAYS.items()}
    points = column["points"]
    sizes, shapes = column["sizes"], column["shapes"]
    count = len(column["kind"])
    if points.ndim != 2 or points.shape[1] != 2 or not np.isfinite(points).all():  # noqa: PLR2004 (x and y)
        raise ValueError("points")
    if (
        len(sizes) != len(shapes)
        or ((sizes < 1) | (sizes > len(points))).any()
        or sizes.sum() != len(points)
        or (shapes > HOLE).any()
    ):
        raise ValueError("strokes")
    if int((shapes != HOLE).sum()) != count or (len(shapes) and shapes[0] == HOLE):
        raise ValueError("rows")
    for name in ("layer", "colour", "visible", "handle", "block"):
        if column[name].shape != (count,):
            raise ValueError(name)
    layer = column["layer"]
    if count and not (layer.min() >= 0 and layer.max() < layers):
        raise ValueError("layer numbers")
    geometry = geometries(points, sizes, shapes)
    made = geometry[shapes != HOLE]
    if len(made) != count or shapely.is_missing(made).any():
        raise ValueError("geometry")
    return Entities(
        geometry=made,
        kind=np.array(_KINDS)[column["kind"]],
        layer=layer,
        colour=column["colour"],
        handle=_words(raw["handles"])[column["handle"]],
        block=_words(raw["block_paths"])[column["block"]],
        visible=column["visible"],
    )


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a member, never more than it declares, however much its stream would unpack to."""
    about = archive.getinfo(name)
    with archive.open(about) as stream:
        content = stream.read(about.file_size)
    if len(content) != about.file_size:
        raise ValueError(name)
    return content


def _array(archive: zipfile.ZipFile, name: str, kind: str) -> NDArray[Any]:
    column: NDArray[Any] = np.load(io.BytesIO(_member(archive, name)), allow_pickle=False)
    if column.dtype != np.dtype(kind):
        raise ValueError(name)
    return column


def _words(raw: Unchecked) -> NDArray[np.object_]:
    if not all(isinstance(word, str) and len(word) <= _LONGEST_NAME for word in raw):
        raise ValueError("words")
    column = np.empty(len(raw), dtype=object)
    column[:] = raw
    return column


def _sheet_out(sheet: Sheet) -> dict[str, Any]:
    return {
        "id": sheet.id,
        "file": sheet.file,
        "number": sheet.number,
        "title": sheet.title,
        "discipline": sheet.discipline,
        "scale": sheet.scale,
        "where": sheet.where,
        "frame": sheet.frame,
        "size_mm": sheet.size_mm,
        "bounds_m": sheet.bounds_m,
        "to_mm": sheet.to_mm,
        "format": sheet.format,
        "index": [
            (row.order, row.number, row.title, row.size, row.scale, row.version, row.note) for row in sheet.index
        ],
        "framed": sheet.framed,
        "part_of": sheet.part_of,
        "title_block": dict(sheet.title_block),
        "layers": [(layer.name, layer.meaning, layer.visible, layer.plots) for layer in sheet.layers],
        "handles": _numbered(sheet.entities.handle)[0],
        "block_paths": _numbered(sheet.entities.block)[0],
        "texts": list(table(Text, sheet.texts).rows()),
        "blocks": list(table(BlockReference, sheet.blocks).rows()),
        "dimensions": list(table(Dimension, sheet.dimensions).rows()),
        "not_displayed": [
            (n.kind.value, n.what, n.count, n.remedy_zh, n.remedy_en, n.places) for n in sheet.not_displayed
        ],
    }  # fmt: skip


def _sheet_in(raw: dict[str, Any], index: int, archive: zipfile.ZipFile) -> Sheet:
    layers = tuple(Layer(_text(a), _text(b), _flag(c), _flag(d)) for a, b, c, d in raw["layers"])
    count = len(layers)
    return Sheet(
        id=_text(raw["id"]),
        file=_text(raw["file"]),
        number=_text(raw["number"]),
        title=_text(raw["title"]),
        discipline=_text(raw["discipline"]),
        scale=None if raw["scale"] is None else _number(raw["scale"]),
        where=_text(raw["where"]),
        frame=_text(raw["frame"]),
        size_mm=_numbers2(raw["size_mm"]),
        bounds_m=_numbers4(raw["bounds_m"]),
        to_mm=_numbers6(raw["to_mm"]),
        format=_text(raw["format"]),
        index=tuple(
            IndexRow(_text(o), _text(n), _text(t), _text(size), _text(scale), _text(v), _text(note))
            for o, n, t, size, scale, v, note in raw["index"]
        ),
        framed=_flag(raw["framed"]),
        part_of=_text(raw["part_of"]),
        title_block={_text(label): _text(value) for label, value in raw["title_block"].items()},
        layers=layers,
        entities=_entities(raw, count, index, archive),
        texts=tuple(
            Text(_text(c), _number(x), _number(y), _number(h), _number(r), _index(layer, count), _text(i), _text(b), _flag(v))
            for c, x, y, h, r, layer, i, b, v in raw["texts"]
        ),
        blocks=tuple(_block_in(row, count) for row in raw["blocks"]),
        dimensions=tuple(
            Dimension(
                _number(m), _text(t), _flag(a), _number(x), _number(y), _index(layer, count), _text(i),
                None if s is None else _numbers2(s), None if e is None else _numbers2(e),
            )
            for m, t, a, x, y, layer, i, s, e in raw["dimensions"]
        ),
        not_displayed=tuple(
            NotDisplayed(Omission(kind), _text(what), _count(n), _text(zh), _text(en), places_in(places))
            for kind, what, n, zh, en, places in raw["not_displayed"]
        ),
    )  # fmt: skip


def _block_in(row: list[Any], layers: int) -> BlockReference:
    name, x, y, rotation, scale_x, scale_y, layer, handle, attributes, bounds, block, visible = row
    return BlockReference(
        name=_text(name),
        x=_number(x),
        y=_number(y),
        rotation=_number(rotation),
        scale_x=_number(scale_x),
        scale_y=_number(scale_y),
        layer=_index(layer, layers),
        handle=_text(handle),
        attributes={_text(tag): _text(value) for tag, value in attributes.items()},
        bounds=None if bounds is None else _numbers4(bounds),
        block=_text(block),
        visible=_flag(visible),
    )


def _source_out(source: SourceFile) -> dict[str, Any]:
    apart = {"repairs", "seconds", "entities", "bound", "wanted", "substituted"}
    return {name: getattr(source, name) for name in SourceFile.__slots__ if name not in apart} | {
        "repairs": list(source.repairs),
        "seconds": dict(source.seconds),
        "bound": list(source.bound),
        "wanted": list(source.wanted),
        "substituted": list(source.substituted),
        "entities": [(e.kind, e.held, e.shown, e.listed, dict(e.nothing)) for e in source.entities],
    }


def _source_in(raw: dict[str, Any]) -> SourceFile:
    declared = raw["units_declared"]
    return SourceFile(
        name=_text(raw["name"]),
        sha256=_text(raw["sha256"]),
        format=_text(raw["format"]),
        version=_text(raw["version"]),
        encoding=_text(raw["encoding"]),
        units_declared=None if declared is None else _text(declared),
        units_used=_text(raw["units_used"]),
        units_why=_text(raw["units_why"]),
        repairs=tuple(_text(note) for note in raw["repairs"]),
        seconds={_text(step): _number(taken) for step, taken in raw["seconds"].items()},
        entities=tuple(
            Accounted(_text(kind), _count(held), _count(shown), _count(listed), _reasons(nothing))
            for kind, held, shown, listed, nothing in raw["entities"]
        ),
        bound=tuple(_text(name) for name in raw["bound"]),
        wanted=tuple(_text(path) for path in raw["wanted"]),
        substituted=tuple(_text(font) for font in raw["substituted"]),
    )


def _reasons(raw: Unchecked) -> dict[str, int]:
    return {_text(why): _count(number) for why, number in raw.items()}


def places_in(raw: Unchecked) -> tuple[tuple[float, float], ...]:
    """Places of one omission as they were kept; TypeError or ValueError when they are none."""
    if len(raw) > MOST_NAMED_PLACES:
        raise ValueError("places")
    return tuple(_numbers2(place) for place in raw)


def _text(value: Unchecked) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return value


def _flag(value: Unchecked) -> bool:
    if not isinstance(value, bool):
        raise TypeError("flag")
    return value


def _number(value: Unchecked) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise TypeError("number")
    return float(value)


def _count(value: Unchecked) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError("count")
    return value


def _index(value: Unchecked, count: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < count:
        raise ValueError("layer number")
    return value


def _numbers2(value: Unchecked) -> tuple[float, float]:
    a, b = value
    return _number(a), _number(b)


def _numbers4(value: Unchecked) -> tuple[float, float, float, float]:
    a, b, c, d = value
    return _number(a), _number(b), _number(c), _number(d)


def _numbers6(value: Unchecked) -> tuple[float, float, float, float, float, float]:
    a, b, c, d, e, f = value
    return _number(a), _number(b), _number(c), _number(d), _number(e), _number(f)


def _no_constant(name: str) -> float:
    raise ValueError(name)
