"""The door to ezdxf's drawing add-on, which imports Pillow although plotting never needs it.

Vocabulary
----------
stand-in   an empty module under Pillow's name while the add-on is imported

The add-on uses Pillow only to load raster images that lie beside a drawing. An upload carries no such
files and the limited child must open none a drawing names, so images are outlined and listed instead.
"""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType

_PILLOW = ("PIL", "PIL.Image", "PIL.ImageDraw", "PIL.ImageEnhance", "PIL.ImageOps")


def _stand_in() -> tuple[str, ...]:
    """Put empty modules where Pillow would be, unless it is installed; their names."""
    if "PIL" in sys.modules or importlib.util.find_spec("PIL") is not None:
        return ()
    for name in _PILLOW:
        sys.modules[name] = ModuleType(name)
    return _PILLOW


_standing = _stand_in()
try:
    from ezdxf.addons.drawing import config, gfxproxy, mtext_complex, pipeline, properties, text, text_renderer
    from ezdxf.addons.drawing import frontend as walking
finally:
    for _name in _standing:
        sys.modules.pop(_name, None)

__all__ = ["config", "gfxproxy", "mtext_complex", "pipeline", "properties", "text", "text_renderer", "walking"]
