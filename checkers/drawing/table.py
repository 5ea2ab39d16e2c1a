"""Hold many alike things of a drawing as columns; each becomes an object only when somebody looks at it.

Vocabulary
----------
thing     a text, a block reference or a dimension
table     a sequence of things of one kind, kept as one column for each of their fields
place     a field that is a point or a box, or None; its column has two or four numbers a row, NaN for None
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import repeat
from operator import attrgetter, eq
from typing import Any, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from checkers.drawing.model import BlockReference, Dimension, Text

Thing = TypeVar("Thing", Text, BlockReference, Dimension)
Column = NDArray[Any]
_NUMBERS = frozenset({"x", "y", "height", "rotation", "scale_x", "scale_y", "measured"})
_FLAGS = frozenset({"visible", "angular"})
_PLACES: Mapping[str, int] = {"bounds": 4, "start": 2, "end": 2}
_NAMES: Mapping[type, tuple[str, ...]] = {
    kind: tuple(each.name for each in fields(kind)) for kind in (Text, BlockReference, Dimension)
}


class Table(Sequence[Thing]):
    """Things of one kind; equal to any sequence of equal things."""

    __slots__ = ("_made", "columns", "kind")

    def __init__(self, kind: type[Thing], columns: Sequence[Column]) -> None:
        """``columns`` are equally long and in the order of the kind's fields."""
        self.kind: type[Thing] = kind
        self.columns: dict[str, Column] = dict(zip(_NAMES[kind], columns, strict=True))
        self._made: list[Thing] | None = None

    def __len__(self) -> int:
        return len(self.columns["x"])

    @overload
    def __getitem__(self, at: int) -> Thing: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Thing]: ...

    def __getitem__(self, at: int | slice) -> Thing | Sequence[Thing]:
        if self._made is not None or isinstance(at, slice):
            return self._all()[at]
        place = range(len(self))[at]
        return next(self._objects(slice(place, place + 1)))

    def __iter__(self) -> Iterator[Thing]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment]  # a sequence that is equal to lists and tuples

    def __repr__(self) -> str:
        return f"<{len(self)} of {self.kind.__name__}>"

    def taken(self, rows: NDArray[Any]) -> Table[Thing]:
        """Some rows, by number or by mask."""
        return Table(self.kind, [column[rows] for column in self.columns.values()])

    def put(self, **changed: Column) -> Table[Thing]:
        """The same things with other values in some of their fields."""
        return Table(self.kind, [changed.get(name, column) for name, column in self.columns.items()])

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The values of each thing in the order of its fields, without making the thing."""
        return zip(*(_values(column, slice(None)) for column in self.columns.values()), strict=True)

    def _objects(self, rows: slice) -> Iterator[Thing]:
        make: Callable[..., Thing] = self.kind
        return map(make, *(_values(column, rows) for column in self.columns.values()))

    def _all(self) -> list[Thing]:
        if self._made is None:
            self._made = list(self._objects(slice(None)))
        return self._made


def table(kind: type[Thing], things: Iterable[Thing]) -> Table[Thing]:
    """Things as a table; one that is a table already stays as it is."""
    if isinstance(things, Table):
        return things
    every = list(things)
    made = Table(kind, [_column(name, list(map(attrgetter(name), every))) for name in _NAMES[kind]])
    made._made = every  # noqa: SLF001 (its own module: they need not be made again)
    return made


def column(things: Sequence[Thing], name: str) -> Column:
    """One field of all things, as a table holds it."""
    if isinstance(things, Table):
        found: Column = things.columns[name]
        return found
    return _column(name, [getattr(thing, name) for thing in things])


def places_of(things: Sequence[Thing]) -> NDArray[np.float64]:
    """(n, 2): where things stand."""
    return np.column_stack((column(things, "x"), column(things, "y")))


def stacked(kind: type[Thing], parts: Sequence[Table[Thing]]) -> Table[Thing]:
    """Several tables as one."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return table(kind, ())
    return Table(kind, [np.concatenate([part.columns[name] for part in parts]) for name in _NAMES[kind]])


def saying(texts: Sequence[Text], holds: Callable[[str], bool]) -> list[Text]:
    """The visible texts whose words are such; most texts of a drawing repeat, so each wording is asked once."""
    contents = column(texts, "content").tolist()
    answers = {content: holds(content) for content in set(contents)}
    if not any(answers.values()):
        return []
    said = np.fromiter(map(answers.__getitem__, contents), np.bool_, len(contents))
    return list(table(Text, texts).taken(said & column(texts, "visible")))


def objects(values: Sequence[object]) -> NDArray[np.object_]:
    """A column of Python objects, whatever they are."""
    made = np.empty(len(values), dtype=object)
    made[:] = values
    return made


def _column(name: str, values: list[Any]) -> Column:
    if name in _NUMBERS:
        return np.array(values, np.float64)
    if name in _FLAGS:
        return np.array(values, np.bool_)
    if name == "layer":
        return np.array(values, np.int64)
    if name in _PLACES:
        size = _PLACES[name]
        nowhere = (np.nan,) * size
        return np.array([nowhere if value is None else value for value in values], np.float64).reshape(-1, size)
    return objects(values)


def _values(column: Column, rows: slice) -> Iterable[Any]:
    """The values of a column as Python has them."""
    if column.ndim == 1:
        plain: list[Any] = column[rows].tolist()
        return plain
    points = column[rows]
    sound = np.asarray(np.isfinite(points).all(axis=1), np.bool_)
    if not sound.any():
        return repeat(None, len(points))
    return [tuple(point) if there else None for point, there in zip(points.tolist(), sound.tolist(), strict=True)]
