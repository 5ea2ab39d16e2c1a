"""Plausible rows for tests that need some."""

from __future__ import annotations

from storage.drawings import NewSheet


def new_sheet(ordinal: int = 1, **changes: object) -> NewSheet:
    """A plausible sheet, or one with something changed."""
    values: dict[str, object] = {
        "sheet": f"aaaaaaaaaaaa-{ordinal}",
        "ordinal": ordinal,
        "number": f"总施-{ordinal:02d}",
        "title": "总平面图",
        "discipline": "planning",
        "scale": 500.0,
        "size_mm": (1189.0, 841.0),
        "where": "model",
        "frame": "A0",
        "to_mm": (2.0, 0.0, 0.0, 2.0, -10.0, -20.0),
        "bounds_m": (5.0, 10.0, 599.5, 430.5),
        "plot_sha256": "c" * 64,
        "picture_sha256": "d" * 64,
        "picture_size": (2400, 1698),
        "not_displayed": [{"kind": "proxy", "what": "TCH_WALL", "count": 3}],
    }
    return NewSheet(**(values | changes))  # type: ignore[arg-type]  # the values above are of the right kinds
