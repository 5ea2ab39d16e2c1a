"""What resolves layers, colours and styles while a space is drawn, and how much a space may become.

Vocabulary
----------
hidden      a layer that is off, frozen or does not plot, Defpoints, or EXPECT
plain       an entity whose look depends on nothing but a few values, which many entities share
expansion   the entities an inserted block becomes; counted before it is inserted
damage      what ezdxf raises on an entity whose content makes no sense
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from ezdxf.addons.acadctb import new_ctb
from ezdxf.entities import arc, circle, ellipse, line, lwpolyline, point, polyline, spline, text
from ezdxf.entities.dxfentity import DXFEntity
from ezdxf.entities.dxfgfx import DXFGraphic
from ezdxf.entities.insert import Insert
from ezdxf.entities.layer import load_layer_overrides
from ezdxf.fonts.font_face import FontFace
from ezdxf.lldxf.const import DXFError

from checkers.drawing import plot_linetypes
from checkers.drawing.plot_addon import properties
from checkers.drawing.plot_stage import OUTLINE_STYLE, style_of

if TYPE_CHECKING:
    from ezdxf.document import Drawing
    from ezdxf.entities.textstyle import Textstyle
    from ezdxf.entities.viewport import Viewport

    from checkers.drawing.plot_lane import Contents

DAMAGE = (
    *(DXFError, ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError),
    StopIteration,
)
"""what ezdxf raises on an entity whose content makes no sense"""

_THIN = 0.18
_FIRST_CLASS = 500
_EXPANSION = 3_000_000
_FARTHEST = 1e12
_OUTLINED = (".ttf", ".ttc", ".otf")
_PLAIN = frozenset(
    {
        arc.Arc,
        circle.Circle,
        ellipse.Ellipse,
        line.Line,
        lwpolyline.LWPolyline,
        point.Point,
        polyline.Polyline,
        spline.Spline,
        text.Text,
    }
)
_LOOK = ("layer", "color", "true_color", "linetype", "ltscale", "lineweight", "transparency", "invisible", "style")


class Context(properties.RenderContext):
    """Resolves layers, colours and styles without opening any file a drawing names."""

    def __init__(self, document: Drawing, hidden: Collection[str], seen_by: Viewport | None = None) -> None:
        """``hidden``: layers; ``seen_by``: the viewport whose own colours, line types and weights of layers hold."""
        self.hidden = {name.casefold() for name in hidden} | {"defpoints", "expect"}
        self._looks: dict[tuple[object, ...], properties.Properties] = {}
        self._outer_looks: list[dict[tuple[object, ...], properties.Properties]] = []
        self.seen_by = seen_by
        super().__init__(document, ctb=new_ctb(), export_mode=True)
        self.linetypes = {
            linetype.dxf.name.upper(): plot_linetypes.read(linetype)
            for linetype in document.linetypes
            if linetype.pattern_tags.is_complex_type()
        }
        """line types with texts or shapes, which ezdxf draws as plain lines"""
        self.line_pattern |= {name: special.dashes for name, special in self.linetypes.items()}
        for layer in self.layers.values():
            layer.linetype_pattern = self.line_pattern.get(layer.linetype_name, layer.linetype_pattern)

    def _setup_layers(self, doc: Drawing) -> dict[str, properties.LayerProperties]:
        layers = super()._setup_layers(doc)
        if self.seen_by is None:
            return layers
        window = self.seen_by.dxf.handle
        for layer in doc.layers:
            try:
                looks = layer.get_vp_overrides()
                if looks.has_overrides(window):
                    seen = layer.copy()
                    self._apply_layer_overrides(window, seen, looks)
                    layers[properties.layer_key(layer.dxf.name)] = self.resolve_layer_properties(seen)
            except DAMAGE:
                continue  # it looks as everywhere
        return layers

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
            filename=style_of(named) if stroke else OUTLINE_STYLE
        )

    def push_state(self, block_reference: properties.Properties) -> None:
        """Enter a block, where BYBLOCK and layer 0 mean what the insert says."""
        self._outer_looks.append(self._looks)
        self._looks = {}
        super().push_state(block_reference)

    def pop_state(self) -> None:
        """Leave the block."""
        super().pop_state()
        self._looks = self._outer_looks.pop()

    def resolve_all(self, entity: DXFGraphic) -> properties.Properties:
        """How the entity looks; plain entities with the same values share the answer, so leave it unchanged."""
        kind = type(entity)
        if kind not in _PLAIN:
            return super().resolve_all(entity)
        values = entity.dxf.__dict__
        key = kind, *[values.get(name) for name in _LOOK]
        known = self._looks.get(key)
        if known is None:
            known = self._looks[key] = super().resolve_all(entity)
        return known

    def resolve_look(self, look: int, example: Callable[[int], DXFGraphic]) -> properties.Properties:
        """How the lane's entities of a look appear; ``example`` gives one of them. Leave the answer unchanged."""
        known = self._looks.get((look,))
        if known is None:
            known = self._looks[look,] = self.resolve_all(example(look))
        return known

    def resolve_visible(self, entity: DXFGraphic, *, resolved_layer: str | None = None) -> bool:
        """Whether the entity shows; hidden layers need not stand in the layer table."""
        if not isinstance(entity, Insert) and self.resolve_layer(entity).casefold() in self.hidden:
            return False
        return bool(super().resolve_visible(entity, resolved_layer=resolved_layer))


def own_looks(document: Drawing) -> dict[str, str]:
    """By handle the viewports that show layers in other colours, line types or weights, with words for how.

    Viewports of which the same is said show the model alike.
    """
    found: dict[str, list[str]] = {}
    for layer in document.layers:
        try:
            looks = load_layer_overrides(layer)
        except DAMAGE:
            continue  # it looks as everywhere
        for window, look in looks.items():
            found.setdefault(window, []).append(f"{layer.dxf.name} {look}")
    return {window: "\n".join(words) for window, words in found.items()}


class Expansion:
    """Counts what inserted blocks become, and stops before they become too much."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.left = float(_EXPANSION)
        self._sizes: dict[str, float] = {}

    def allows(self, name: str, copies: int) -> bool:
        """Whether so many inserts of a block fit into what is left; if so they are taken off."""
        size = self._size(name, ()) * max(1, copies)
        if size > self.left:
            return False
        self.left -= size
        return True

    def _size(self, name: str, within: tuple[str, ...]) -> float:
        key = name.casefold()
        if key in within:
            return math.inf
        if key not in self._sizes:
            plain, placed = self.contents.size(name)
            size = 1.0 + plain
            for other, copies in placed.items():
                size += self._size(other, (*within, key)) * copies
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
            x, y = float(point[0]), float(point[1])
            # a place at 1e308 is as good as none, and would be on no sheet
            return (x, y) if abs(x) <= _FARTHEST and abs(y) <= _FARTHEST else None
    return None
