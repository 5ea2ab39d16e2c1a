"""Colours of the screen turned into ink that can be read on white paper.

Vocabulary
----------
ink    a line, a letter or a filled arrow: must stand out against paper
tint   a hatched area, a mask: may be as light as it was drawn
grey   a colour of three like channels, which screens a line or an area

Contrast is the ratio of relative luminances of WCAG 2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
"""

from __future__ import annotations

import functools

RGB = tuple[int, int, int]

_CONTRAST = 3.0
_BRIGHTEST = 1.05 / _CONTRAST - 0.05
_BENT = 0.04045
_FLAT = 0.0031308
_WHITE = 250
_NEUTRAL = 8


@functools.cache
def ink(colour: RGB) -> RGB:
    """The colour, darkened until it stands 3 : 1 against white; white itself becomes black."""
    if min(colour) >= _WHITE:
        return 0, 0, 0
    luminance = _luminance(colour)
    if luminance <= _BRIGHTEST:
        return colour
    share = _BRIGHTEST / luminance
    red, green, blue = (_channel(_linear(channel / 255) * share) for channel in colour)
    return red, green, blue


def half_way(first: str, second: str) -> str:
    """The colour between two of the form ``#rrggbb``, which stands for a gradient."""
    pairs = zip(parsed(first)[0], parsed(second)[0], strict=True)
    return "#" + "".join(f"{(one + other) // 2:02x}" for one, other in pairs)


def printed(colour: RGB, *, tint: bool) -> RGB:
    """The colour on a monochrome plot: ink is black, tints and greys stay as grey as they are bright."""
    if not tint and max(colour) - min(colour) > _NEUTRAL:
        return 0, 0, 0
    grey = _channel(_luminance(colour))
    return grey, grey, grey


def is_dark(colour: RGB) -> bool:
    """Whether black letters on this colour would be hard to read (contrast below 3 : 1)."""
    return (_luminance(colour) + 0.05) / 0.05 < _CONTRAST


def parsed(colour: str) -> tuple[RGB, float]:
    """``#rrggbb`` or ``#rrggbbaa`` as channels from 0 to 255 and opacity from 0 to 1."""
    value = int(colour[1:7], 16)
    opacity = int(colour[7:9], 16) / 255 if len(colour) > 7 else 1.0  # noqa: PLR2004 - where alpha stands
    return (value >> 16, value >> 8 & 255, value & 255), opacity


def _luminance(colour: RGB) -> float:
    red, green, blue = (_linear(channel / 255) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _BENT else ((channel + 0.055) / 1.055) ** 2.4


def _channel(linear: float) -> int:
    return round(255 * (linear * 12.92 if linear <= _FLAT else 1.055 * linear ** (1 / 2.4) - 0.055))
