"""The door to ezdxf's drawing add-on, imported where a drawing is plotted and nowhere else."""

from __future__ import annotations

from ezdxf.addons.drawing import config, gfxproxy, mtext_complex, pipeline, properties, text, text_renderer
from ezdxf.addons.drawing import frontend as walking

__all__ = ["config", "gfxproxy", "mtext_complex", "pipeline", "properties", "text", "text_renderer", "walking"]
