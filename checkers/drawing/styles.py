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

from checkers.drawing import layers
from checkers.drawing.model import Layer
from checkers.drawing.parts import BY_BLOCK, BY_LAYER, OF_REFERENCE, Style

if TYPE_CHECKING:
    from ezdxf.document import Drawing
    from ezdxf.entities.dxfentity import DXFEntity

BLACK = 0x000000
_WHITE = 7
_ACI_BY_BLOCK, _ACI_BY_LAYER, _ACI_LAST = 0, 256, 255
MOST_LAYERS = 20_000
"""names beyond this number are gathered under one"""


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
            self._plots[index] = bool(layer.dxf.get("plot", 1)) and layers.plots(layer.dxf.name)

    def number(self, name: str) -> int:
        """The layer's number, a new one when the name was never seen."""
        key = name.lower()
        known = self._numbers.get(key)
        if known is not None:
            return known
        if len(self.names) >= MOST_LAYERS:
            return 0
        self._numbers[key] = len(self.names)
        self.names.append(name)
        self._colours.append(BLACK)
        self._shown.append(True)
        self._frozen.append(False)
        self._plots.append(layers.plots(name))
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

    def is_frozen(self, number: int) -> bool:
        """Whether a layer is frozen."""
        return self._frozen[number]

    def as_model(self) -> tuple[Layer, ...]:
        """The layers as sheets carry them."""
        return tuple(
            Layer(name=name, meaning=layers.meaning(name), visible=shown, plots=plots)
            for name, shown, plots in zip(self.names, self._shown, self._plots, strict=True)
        )
