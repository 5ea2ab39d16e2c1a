"""Read the layers of a DXF document and what single entities say about layer and colour.

Vocabulary
----------
shown     a layer that is neither off nor frozen
frozen    a layer whose block references hide all they place
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from ezdxf import colors
from ezdxf.entities.dxfentity import DXFTagStorage
from numpy.typing import NDArray

from checkers.drawing import layers, text_codes
from checkers.drawing.model import Layer
from checkers.drawing.parts import BY_BLOCK, BY_LAYER, OF_REFERENCE, Style
from checkers.errors import LimitExceeded

if TYPE_CHECKING:
    from ezdxf.document import Drawing
    from ezdxf.entities.dxfentity import DXFEntity

    from checkers.drawing.lane import Lane

BLACK = 0x000000
_WHITE = 7
_ACI_BY_BLOCK, _ACI_BY_LAYER, _ACI_LAST = 0, 256, 255
MOST_FONTS = 200
"""names of fonts that are told"""
_LONGEST_FONT = 80
_STYLE, _STANDARD = 7, "STANDARD"
_TEXTS = frozenset({"TEXT", "MTEXT", "ATTRIB", "ATTDEF"})
_ASK_OTHERWISE = frozenset({"ACAD_PROXY_ENTITY", "ACAD_TABLE", "MLEADER", "MULTILEADER", "SHAPE", "TOLERANCE"})
MOST_LAYERS = 20_000
"""a drawing with more is refused"""


def rgb_of(aci: int) -> int:
    """0xRRGGBB of an AutoCAD colour number on white paper: 7 is black."""
    if aci == _WHITE or not 0 < abs(aci) <= _ACI_LAST:
        return BLACK
    red, green, blue = colors.aci2rgb(abs(aci))
    return (red << 16) | (green << 8) | blue


class LayerTable:
    """The layers of one document, those used without being defined included."""

    def __init__(self, doc: Drawing) -> None:
        self.names: list[str] = []
        self._numbers: dict[str, int] = {}
        self._colours: list[int] = []
        self._shown: list[bool] = []
        self._frozen: list[bool] = []
        self._plots: list[bool] = []
        self.number("0")
        for layer in doc.layers:
            index = self.number(layer.dxf.name)
            true_colour = layer.dxf.get("true_color")
            self._colours[index] = rgb_of(layer.color) if true_colour is None else int(true_colour) & 0xFFFFFF
            self._shown[index] = layer.is_on() and not layer.is_frozen()
            self._frozen[index] = layer.is_frozen()
            self._plots[index] = bool(layer.dxf.get("plot", 1)) and layers.plots(self.names[index])

    def number(self, name: str) -> int:
        """The layer's number, a new one when the name was never seen."""
        key = name.lower()
        known = self._numbers.get(key)
        if known is not None:
            return known
        if len(self.names) >= MOST_LAYERS:
            raise LimitExceeded(
                f"图元所用的图层超过 {MOST_LAYERS:,} 个，未读取。请合并图层或清理（PURGE）后重新导出。",
                f"The drawing uses more than {MOST_LAYERS:,} layers and was not read. Merge or purge layers and export it again.",
            )
        self._numbers[key] = len(self.names)
        self.names.append(text_codes.name(name))
        self._colours.append(BLACK)
        self._shown.append(True)
        self._frozen.append(False)
        self._plots.append(layers.plots(self.names[-1]))
        return len(self.names) - 1

    def style(self, entity: DXFEntity) -> Style:
        """Layer, colour, visibility and handle of one entity."""
        if isinstance(entity, DXFTagStorage):
            # an entity ezdxf does not know keeps these only among its raw tags
            said = entity.graphic_properties()
            layer = str(said.get("layer", "0"))
            number = OF_REFERENCE if layer == "0" else self.number(layer)
            return Style(number, BY_LAYER, visible=True, handle=entity.dxf.get("handle") or "")
        dxf = entity.dxf
        name = dxf.get("layer", "0")
        colour = dxf.get("true_color")
        if colour is None:
            aci = dxf.get("color", _ACI_BY_LAYER)
            if aci == _ACI_BY_LAYER:
                colour = BY_LAYER
            elif aci == _ACI_BY_BLOCK:
                colour = BY_BLOCK
            else:
                colour = rgb_of(aci)
        else:
            colour = int(colour) & 0xFFFFFF
        return Style(
            layer=OF_REFERENCE if name == "0" else self.number(name),
            colour=colour,
            visible=not dxf.get("invisible", 0),
            handle=dxf.get("handle") or "",
        )

    def colours(self) -> NDArray[np.int64]:
        """The colour of each layer."""
        return np.array(self._colours, dtype=np.int64)

    def shown(self) -> NDArray[np.bool_]:
        """Whether each layer is on and thawed."""
        return np.array(self._shown, dtype=np.bool_)

    def frozen(self) -> NDArray[np.bool_]:
        """Whether each layer is frozen."""
        return np.array(self._frozen, dtype=np.bool_)

    def as_model(self) -> tuple[Layer, ...]:
        """The layers as sheets carry them."""
        return tuple(
            Layer(name=name, meaning=layers.meaning(name), visible=shown, plots=plots)
            for name, shown, plots in zip(self.names, self._shown, self._plots, strict=True)
        )


def substituted(doc: Drawing, lane: Lane | None) -> tuple[str, ...]:
    """Names of the fonts that texts of the file ask for by their styles; none is drawn in them, but all in our own.

    A font named with and without its ending is one. Where something else than a text may ask for a style, all count.
    """
    asked = _asked(doc, lane)
    named: dict[str, str] = {}
    for style in doc.styles:
        if asked is not None and style.dxf.name.lower() not in asked:
            continue
        for attribute in ("font", "bigfont"):
            font = text_codes.name(str(style.dxf.get(attribute, "")).strip())[:_LONGEST_FONT]
            key = font.lower().removesuffix(".shx")
            if font and len(font) > len(named.get(key, "")):
                named[key] = font
    return tuple(sorted(named.values())[:MOST_FONTS])


def _asked(doc: Drawing, lane: Lane | None) -> set[str] | None:
    """Names (lower case) of the styles that texts are of; None when things are there that ask for them otherwise."""
    asked: set[str] = set()
    for entity in doc.entitydb.values():
        kind = entity.dxftype()
        if kind in _ASK_OTHERWISE or (isinstance(entity, DXFTagStorage) and entity.is_graphic_entity):
            return None
        if kind in _TEXTS:
            asked.add(str(entity.dxf.get("style", _STANDARD)).lower())
    if lane is not None:
        for kind in ("TEXT", "MTEXT", "ATTRIB"):
            words = lane.values.picked(kind, lane.taken).words(_STYLE, _STANDARD)
            asked |= {words.known[number].lower() for number in np.unique(words.number).tolist()}
    return asked
