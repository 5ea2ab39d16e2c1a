"""What the spaces and blocks of a document draw, whether ezdxf or the lane has read it.

Vocabulary
----------
mixed     a block some of whose entities the lane has read; the document alone does not hold it
whole     a block with all of its entities made single by ezdxf, where nothing else will do
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from ezdxf.entities import factory
from ezdxf.entities.dimension import Dimension
from ezdxf.entities.dxfgfx import DXFGraphic
from ezdxf.entities.insert import Insert
from ezdxf.entitydb import EntitySpace

from checkers.drawing import plot_kinds
from checkers.drawing.plot_lane_entities import Drawn, LaneEntities

if TYPE_CHECKING:
    from ezdxf.document import Drawing
    from ezdxf.entities.block import Block
    from ezdxf.layouts.base import BaseLayout
    from ezdxf.layouts.blocklayout import BlockLayout

    from checkers.drawing.lane import Lane


class Contents:
    """The entities of all spaces and blocks of a document; with a lane, the document holds only the rest of them."""

    def __init__(self, document: Drawing, lane: Lane | None = None) -> None:
        self.document = document
        self.lane = None if lane is None else LaneEntities(lane, document)

    def space(self, space: BaseLayout) -> Iterable[Drawn]:
        """What a layout draws, in its redraw order."""
        model = space.layout_key == self.document.modelspace().layout_key
        return self._of(space, 0) if self.lane is not None and model else plot_kinds.in_order(space)

    def knows(self, name: str) -> bool:
        """Whether there is a block of this name."""
        return name in self.document.blocks or self._number(name) > 0

    def is_mixed(self, name: str) -> bool:
        """Whether the lane has entities of the block, so that the document alone does not hold it."""
        return self._number(name) > 0

    def outside(self, name: str) -> str | None:
        """The path of the file a block is kept in, when that did not come along; otherwise None."""
        block = self.document.blocks.get(name)
        if block is None or block.block is None or not block.block.is_xref or len(block):
            return None
        return str(block.block.dxf.get("xref_path", ""))

    def tilted(self, insert: Insert) -> Insert:
        """The reference, or one like it that knows the whole of its block."""
        if not self.is_mixed(insert.dxf.name):
            return insert
        made = _Whole.new(dxfattribs=insert.dxfattribs(drop={"handle", "owner"}), doc=self.document)
        made.content = _Content(self.document.blocks.get(insert.dxf.name), self, insert.dxf.name)
        return made

    def block(self, name: str) -> Iterable[Drawn]:
        """What a block draws, in its redraw order, without attribute definitions."""
        block, number = self.document.blocks.get(name), self._number(name)
        return self._of(block, number) if number else plot_kinds.in_order(block)

    def whole(self, name: str) -> list[DXFGraphic]:
        """What a block draws as single entities, in the order of the file; costs as much as reading it by ezdxf."""
        block, number = self.document.blocks.get(name), self._number(name)
        if self.lane is None or not number:
            return list(block or ())
        found: list[DXFGraphic] = []
        for piece in self.lane.mixed(number, list(block or ()), {}):
            entities = [piece] if isinstance(piece, DXFGraphic) else map(self.lane.entity, piece.entities.tolist())
            for entity in entities:
                if isinstance(entity, Dimension) and self._number(entity.dxf.get("geometry", "")):
                    entity.virtual_block_content = EntitySpace(self.whole(entity.dxf.geometry))
                found.append(entity)
        return found

    def size(self, name: str) -> tuple[int, Counter[str]]:
        """How many entities a block has besides references, and how often it places which other blocks."""
        plain, placed = 0, Counter[str]()
        for entity in self.document.blocks.get(name) or ():
            if isinstance(entity, Insert):
                placed[entity.dxf.name] += max(1, entity.mcount)
            else:
                plain += 1
        number = self._number(name)
        if self.lane is not None and number:
            more, others = self.lane.size(number)
            return plain + more, placed + others
        return plain, placed

    def begin(self, name: str) -> Block:
        """A beginning for a block that the document does not hold."""
        assert self.lane is not None
        base = self.lane.lane.entities.blocks[self._number(name) - 1].base
        return cast("Block", factory.new("BLOCK", {"name": name, "base_point": base}, self.document))

    def _number(self, name: str) -> int:
        """The number of a block of which the lane has entities; otherwise 0."""
        return 0 if self.lane is None else self.lane.numbers.get(name.lower(), 0)

    def _of(self, layout: BaseLayout | None, number: int) -> Iterable[Drawn]:
        assert self.lane is not None
        if not len(self.lane.heads(number)):
            return plot_kinds.in_order(layout)
        order: dict[str, str] = {}
        if layout is not None:
            try:
                order = dict(layout.get_redraw_order())
            except (TypeError, ValueError):
                order = {}
        return self.lane.mixed(number, list(layout or ()), order)


class _Content:
    """A block with the lane's entities among its own, as far as ezdxf asks for it when it places one."""

    def __init__(self, block: BlockLayout | None, contents: Contents, name: str) -> None:
        self.entities = contents.whole(name)
        self.block = block.block if block is not None else contents.begin(name)

    def __iter__(self) -> Iterator[DXFGraphic]:
        return iter(self.entities)


class _Whole(Insert):
    """A reference that knows the whole of its block."""

    content: _Content

    def block(self) -> BlockLayout | None:
        """The block with all of its entities."""
        return cast("BlockLayout", self.content)
