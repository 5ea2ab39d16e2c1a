"""What resolves layers, colours and styles while a space is drawn, and how much a space may become.

Vocabulary
----------
hidden      a layer that is off, frozen or does not plot, Defpoints, or EXPECT
expansion   the entities an inserted block becomes; counted before it is inserted
damage      what ezdxf raises on an entity whose content makes no sense
"""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import TYPE_CHECKING

from ezdxf.addons.acadctb import new_ctb
from ezdxf.entities.dxfentity import DXFEntity
from ezdxf.entities.dxfgfx import DXFGraphic
from ezdxf.entities.insert import Insert
from ezdxf.fonts.font_face import FontFace
from ezdxf.lldxf.const import DXFError

from checkers.drawing.plot_addon import properties
from checkers.drawing.plot_stage import OUTLINE_STYLE, STROKE_STYLE

if TYPE_CHECKING:
    from ezdxf.document import Drawing
    from ezdxf.entities.textstyle import Textstyle

DAMAGE = (DXFError, ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
"""what ezdxf raises on an entity whose content makes no sense"""

_THIN = 0.18
_FIRST_CLASS = 500
_EXPANSION = 3_000_000
_OUTLINED = (".ttf", ".ttc", ".otf")


class Context(properties.RenderContext):
    """Resolves layers, colours and styles without opening any file a drawing names."""

    def __init__(self, document: Drawing, hidden: Collection[str]) -> None:
        self.hidden = {name.casefold() for name in hidden} | {"defpoints", "expect"}
        super().__init__(document, ctb=new_ctb(), export_mode=True)

    @property
    def depth(self) -> int:
        """How many blocks deep the walk is."""
        return len(self._saved_states)

    def default_lineweight(self) -> float:
        """A thin line of GB/T 50001 at b = 0.7 mm."""
        return _THIN

    def add_text_style(self, text_style: Textstyle) -> None:
        """Know of a style only whether it names an SHX or a TrueType font."""
        named = text_style.dxf.font.casefold()
        outline = named.endswith(_OUTLINED) or not named
        stroke = not outline or bool(text_style.dxf.get("bigfont", ""))
        self.fonts[properties.table_key(text_style.dxf.name)] = FontFace(
            filename=STROKE_STYLE if stroke else OUTLINE_STYLE
        )

    def resolve_visible(self, entity: DXFGraphic, *, resolved_layer: str | None = None) -> bool:
        """Whether the entity shows; hidden layers need not stand in the layer table."""
        if not isinstance(entity, Insert) and self.resolve_layer(entity).casefold() in self.hidden:
            return False
        return bool(super().resolve_visible(entity, resolved_layer=resolved_layer))


class Expansion:
    """Counts what inserted blocks become, and stops before they become too much."""

    def __init__(self, document: Drawing) -> None:
        self.document = document
        self.left = float(_EXPANSION)
        self._sizes: dict[str, float] = {}

    def allows(self, insert: Insert) -> bool:
        """Whether the insert fits into what is left; if so it is taken off."""
        size = self._size(insert.dxf.name, ()) * max(1, insert.mcount)
        if size > self.left:
            return False
        self.left -= size
        return True

    def _size(self, name: str, within: tuple[str, ...]) -> float:
        key = name.casefold()
        if key in within:
            return math.inf
        if key not in self._sizes:
            block = self.document.blocks.get(name)
            size = 1.0
            for entity in block or ():
                if isinstance(entity, Insert):
                    size += self._size(entity.dxf.name, (*within, key)) * max(1, entity.mcount)
                else:
                    size += 1
            self._sizes[key] = size
        return self._sizes[key]


def class_name(entity: DXFEntity) -> str:
    """The DXF name of a custom entity, such as ``TCH_WALL``; of a proxy the class it stands for."""
    tags = getattr(entity, "acdb_proxy_entity", None)
    if tags is not None and entity.doc is not None:
        number = tags.get_first_value(91, 0) - _FIRST_CLASS
        classes = list(entity.doc.classes)
        if 0 <= number < len(classes):
            return str(classes[number].dxf.name)[:80]
    return entity.dxftype()[:80]


def place(entity: DXFEntity) -> tuple[float, float] | None:
    """Where the entity is, in drawing units, as far as it says in one point."""
    for name in ("insert", "start", "center", "location", "defpoint", "vtx0"):
        try:
            point = entity.dxf.get(name) if entity.dxf.is_supported(name) else None
        except DAMAGE:
            return None
        if point is not None:
            return float(point[0]), float(point[1])
    return None
