"""Every scene there is, found by walking ``scenes/``."""

from __future__ import annotations

import importlib
import pkgutil
import zlib
from functools import cache
from typing import TYPE_CHECKING

from samples.judging import scenes as home
from samples.judging.offices import PAIRS

if TYPE_CHECKING:
    from samples.judging.scene import Scene


@cache
def scenes() -> tuple[Scene, ...]:
    """All scenes by name; ValueError when two have one name."""
    found: dict[str, Scene] = {}
    for module in sorted(each.name for each in pkgutil.iter_modules(home.__path__)):
        held = vars(importlib.import_module(f"{home.__name__}.{module}"))
        for name in [name for name in held if name.startswith("scene_")]:
            scene = held[name]()
            if scene.name in found:
                raise ValueError(f"two scenes are called {scene.name}")
            found[scene.name] = scene
    return tuple(found[name] for name in sorted(found))


def drawn_by(scene: Scene) -> tuple[str, ...]:
    """The offices that draw the scene: those it names, else two that its name chooses."""
    return scene.offices or PAIRS[zlib.crc32(scene.name.encode()) % len(PAIRS)]
