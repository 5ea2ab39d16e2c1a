"""Recognise pipes and cables by what they carry: water, sewage, rain, gas, heat, power.

Vocabulary
----------
system   what a pipe carries; told by its layer, else by the letters written along it: J 给水, W 污水, F 废水, Y 雨水,
         X 消火栓, ZP 喷淋, ZJ 中水
drain    污水, 废水 or 排水 without saying which; rain water is none
riser    立管: a small circle on a layer of pipes
nominal  DN: the diameter written along the pipe; a pipe may bear several
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, MultiPolygon, Polygon, STRtree

from checkers.drawing.layers import bare
from checkers.drawing.model import Kind
from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.labels import plain
from checkers.features.legends import samples
from checkers.features.near import small_blocks
from checkers.features.runs import end_to_end, once

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

LETTERS_AWAY = 2.0
"""heights of its letters from a pipe to where a writing along it begins"""

SIZE_AWAY = 3.0
"""the same for a diameter, which may stand behind other words"""

SAME_GAP = 0.75
"""heights of letters by which the far end of a gap may lie farther away than the near one"""

RISER_NAME = 2.5
"""metres from a riser to the end of the leader that names it"""

LARGEST_RISER = 0.25
"""metres: radius; larger circles are wells"""

LARGEST_SYMBOL = 3.0
"""metres: an inserted block that is no larger draws a valve, a well or a letter, not a pipe"""

SHORTEST_RUN = 0.3
"""metres: shorter lines are ticks and valves"""

IN_WALL = 0.05
"""metres from a room's wall face within which a pipe is not in the room"""

MILLIMETRES = 1000
"""in a metre: diameters are written in millimetres"""

TOO_MANY = 50_000
"""lines on one layer of one sheet: more are a pattern"""

NO_PLAN = re.compile(r"系统图|原理|剖面|立面|流程|说明|目录|图例|材料表")
"""in titles of sheets on which lines lie at no place; a plan that shows a system diagram too is still a plan"""

_LINES = {Kind.LINE, Kind.POLYLINE, Kind.ARC, Kind.CURVE}


class System(StrEnum):
    """What a pipe or cable carries."""

    WATER = "water"
    SEWAGE = "sewage"
    WASTE = "waste"
    DRAIN = "drain"
    """排水: sewage or waste, not said which"""
    RAIN = "rain"
    FIRE = "fire"
    REUSE = "reuse"
    GAS = "gas"
    HEAT = "heat"
    POWER = "power"
    UNKNOWN = "unknown"
    """nothing tells"""


NAMES = {
    System.WATER: "给水管",
    System.SEWAGE: "污水管",
    System.WASTE: "废水管",
    System.DRAIN: "排水管",
    System.RAIN: "雨水管",
    System.FIRE: "消防管",
    System.REUSE: "中水管",
    System.GAS: "燃气管",
    System.HEAT: "热力管",
    System.POWER: "电力线路",
    System.UNKNOWN: "管道",
}

DRAINS = frozenset({System.SEWAGE, System.WASTE, System.DRAIN})

_LAYERS = (
    (System.FIRE, re.compile(r"消防|消火栓|喷淋|FRPT|HYDT|SPRL|SPRN")),
    (System.SEWAGE, re.compile(r"污水|污废|合流|SEWR|SANR|PIPE[-_]?W([-_\d]|$)")),
    (System.WASTE, re.compile(r"废水|WAST|PIPE[-_]?F([-_\d]|$)")),
    (System.RAIN, re.compile(r"雨水|RAIN|STRM|PIPE[-_]?Y([-_\d]|$)")),
    (System.REUSE, re.compile(r"中水|回用")),
    (System.WATER, re.compile(r"给水(?!排水)|热水|生活水|WSUP|DOMW|PIPE[-_]?J([-_\d]|$)")),
    (System.DRAIN, re.compile(r"(?<!给)(?<!给水)排水|DRAI")),
)
_MEANINGS = {"GAS": System.GAS, "HEAT": System.HEAT, "CABLE": System.POWER}
_LETTERS = {
    "J": System.WATER,
    "RJ": System.WATER,
    "RH": System.WATER,
    "W": System.SEWAGE,
    "WF": System.SEWAGE,
    "F": System.WASTE,
    "P": System.DRAIN,
    "Y": System.RAIN,
    "X": System.FIRE,
    "XH": System.FIRE,
    "ZP": System.FIRE,
    "ZJ": System.REUSE,
}
_ALONG = re.compile(r"^(RJ|RH|WF|XH|ZP|ZJ|J|W|F|P|Y|X)\d?(?:$|[-—~/]?(?:DN|DE|D|Φ|Ø|%%C)\d|[-—]$)", re.IGNORECASE)
_RISER = re.compile(r"^(RJ|RH|WF|XH|ZP|ZJ|J|W|F|P|Y|X)\d?L[-—]?[\dA-Z]", re.IGNORECASE)
_WORDS = re.compile(
    r"^(?:室外|生活|市政|接市政)?(给水|污水|废水|雨水|排水|中水|消防|消火栓|喷淋)(?:给水|排水)?(?:管|干管|支管)"
)
_SIZE = re.compile(r"(?:DN|DE|D|Φ|Ø|%%C)[-—]?(\d{2,4})(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipe(Feature):
    """A run of pipe or cable in plan; ``where`` is its line, the middle of the pipe."""

    system: System
    line: LineString
    nominal: tuple[float, ...] = ()
    """diameters written along it, metres, smallest first; empty when none is"""
    words: tuple[str, ...] = ()
    """its layer's name and what is written along it: 10kV, 中压 …"""

    @property
    def size(self) -> str:
        """The largest diameter as people write it, ``DN200``; empty when none is written."""
        return f"DN{max(self.nominal) * MILLIMETRES:.0f}" if self.nominal else ""

    def says(self, sense: re.Pattern[str]) -> bool:
        """Whether the layer or a writing along the pipe says so."""
        return any(sense.search(word) for word in self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Riser(Feature):
    """A vertical pipe; ``where`` is its circle."""

    system: System


@dataclass(frozen=True, slots=True)
class _Written:
    """A writing with how far it may stand from what it names."""

    words: str
    place: shapely.Point
    height: float


def pipes(plans: Plans) -> tuple[Pipe, ...]:
    """Every pipe and cable of every sheet; call as ``plans.recognise(pipes)``."""
    return tuple(pipe for sheet in plans.sheets for pipe in _pipes(sheet))


def risers(plans: Plans) -> tuple[Riser, ...]:
    """Every riser of every sheet; call as ``plans.recognise(risers)``.

    A circle of which nothing tells what it carries may be a valve or a pump as well: it is not sure.
    """
    return tuple(riser for sheet in plans.sheets for riser in _risers(sheet))


def inside(room: Polygon | MultiPolygon, pipe: BaseGeometry) -> BaseGeometry | None:
    """The part of a pipe or riser inside a room; None when it only runs along the wall or touches it."""
    part = pipe.intersection(room)
    deep = part.difference(room.boundary.buffer(IN_WALL))
    if part.is_empty or deep.is_empty or (isinstance(pipe, LineString) and deep.length < IN_WALL):
        return None
    return part


def system_of_layer(name: str, meaning: str) -> System | None:
    """What the pipes on a layer carry as its name says; None when it does not."""
    if meaning in _MEANINGS:
        return _MEANINGS[meaning]
    upper = bare(name)
    return next((system for system, sense in _LAYERS if sense.search(upper)), None)


def _by_layer(sheet: Sheet) -> dict[int, list[int]]:
    """Rows of lines that may be pipes, by layer; strokes of small symbols are none."""
    symbols = small_blocks(sheet, LARGEST_SYMBOL)
    found: dict[int, list[int]] = {}
    for row in sheet.rows("PIPE", "HYDRANT", "SPRINKLER", *_MEANINGS):
        geometry = sheet.entities.geometry[row]
        layer = int(sheet.entities.layer[row])
        of_symbol = str(sheet.entities.block[row]).rpartition("/")[2] in symbols
        if sheet.entities.kind[row] not in _LINES or of_symbol or geometry.is_empty:
            continue
        if sheet.layers[layer].meaning in {"HYDRANT", "SPRINKLER"} and "管" not in sheet.layers[layer].name:
            continue
        if isinstance(geometry, LineString) or (isinstance(geometry, Polygon) and geometry.length > 4 * LARGEST_SYMBOL):
            found.setdefault(layer, []).append(int(row))
    return {layer: rows for layer, rows in found.items() if len(rows) <= TOO_MANY}


def _pipes(sheet: Sheet) -> Iterator[Pipe]:
    by_layer = {} if NO_PLAN.search(sheet.title) else _by_layer(sheet)
    if not by_layer:
        return
    runs: list[LineString] = []
    layers: list[int] = []
    handles: list[str] = []
    for layer, rows in by_layer.items():
        shapes = [sheet.entities.geometry[row] for row in rows]
        lines = [LineString(s.exterior.coords) if isinstance(s, Polygon) else s for s in shapes]
        tree = STRtree(lines)
        for run in end_to_end(once([line for line in lines if line.length > 0])):
            if run.length >= SHORTEST_RUN:
                runs.append(run)
                layers.append(layer)
                nearest = tree.nearest(run.interpolate(run.length / 2))
                handles.append(str(sheet.entities.handle[rows[int(nearest)]]))
    words = _along(runs, _writings(sheet))
    explained = samples(sheet, runs)
    for number, (run, layer, handle, written) in enumerate(zip(runs, layers, handles, words, strict=True)):
        if number in explained:
            continue
        own = sheet.layers[layer]
        by_layer_name = system_of_layer(own.name, own.meaning)
        systems = {system for word in written if (system := _system_of(word)) is not None}
        system = by_layer_name or (next(iter(systems)) if len(systems) == 1 else System.UNKNOWN)
        sizes = {int(hit) for word in written if _system_of(word) in {None, system} for hit in _SIZE.findall(word)}
        yield Pipe(
            subject=NAMES[system],
            sheet=sheet.id,
            where=run,
            handles=(handle,),
            how=Words(f"图层 {own.name} 上的线", f"line on layer {own.name}")
            if by_layer_name or system is System.UNKNOWN
            else Words(f"图层 {own.name} 上注有管道代号的线", f"line on layer {own.name} with letters along it"),
            sure=system is not System.UNKNOWN,
            system=system,
            line=run,
            nominal=tuple(sorted(size / MILLIMETRES for size in sizes)),
            words=(own.name, *written),
        )


def _writings(sheet: Sheet) -> list[_Written]:
    expected = sheet.layers_meaning("EXPECT")
    return [
        _Written(plain(text.content), shapely.Point(text.x, text.y), text.height)
        for text in sheet.texts
        if text.visible and not expected[text.layer] and plain(text.content)
    ]


def _along(runs: Sequence[LineString], written: Sequence[_Written]) -> list[list[str]]:
    """For each run the words written along it: each writing belongs to the nearest run, letters to all that near.

    A letter set into a gap of its pipe names both ends of the gap.
    """
    found: list[list[str]] = [[] for _ in runs]
    if not runs or not written:
        return found
    tree = STRtree(runs)
    reach = np.array([SIZE_AWAY * writing.height for writing in written])
    places, near = tree.query([writing.place for writing in written], predicate="dwithin", distance=reach)
    around: dict[int, list[int]] = {}
    for place, run in zip(places.tolist(), near.tolist(), strict=True):
        around.setdefault(place, []).append(run)
    for place, choices in around.items():
        writing = written[place]
        away = {run: writing.place.distance(runs[run]) for run in choices}
        nearest = min(away.values())
        if nearest > LETTERS_AWAY * writing.height and not _SIZE.search(writing.words):
            continue
        for run, distance in away.items():
            if distance <= nearest + writing.height * SAME_GAP:
                found[run].append(writing.words)
    return found


def _system_of(word: str) -> System | None:
    hit = _ALONG.match(word)
    if hit is not None:
        return _LETTERS[hit.group(1).upper()]
    named = _WORDS.match(word)
    if named is None:
        return None
    return system_of_layer(named.group(0), "")


def _risers(sheet: Sheet) -> Iterator[Riser]:
    rows = [
        int(row)
        for row in sheet.rows("PIPE")
        if sheet.entities.kind[row] == Kind.CIRCLE
        and isinstance(sheet.entities.geometry[row], Polygon)
        and sheet.entities.geometry[row].length <= 2 * np.pi * LARGEST_RISER
    ]
    if not rows:
        return
    names = [writing for writing in _writings(sheet) if _RISER.match(writing.words)]
    tree = STRtree([name.place for name in names])
    for row in rows:
        circle = sheet.entities.geometry[row]
        own = sheet.layers[int(sheet.entities.layer[row])]
        near = tree.query(circle, predicate="dwithin", distance=RISER_NAME)
        name = min((names[index] for index in near), key=lambda one: one.place.distance(circle), default=None)
        hit = _RISER.match(name.words) if name is not None else None
        by_name = _LETTERS[hit.group(1).upper()] if hit else System.UNKNOWN
        system = system_of_layer(own.name, own.meaning) or by_name
        yield Riser(
            subject=name.words if name is not None else NAMES[system].replace("管道", "管").replace("管", "立管"),
            sheet=sheet.id,
            where=circle,
            handles=(str(sheet.entities.handle[row]),),
            how=Words(f"图层 {own.name} 上的圆", f"circle on layer {own.name}"),
            sure=system is not System.UNKNOWN,
            system=system,
        )
