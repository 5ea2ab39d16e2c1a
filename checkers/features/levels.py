"""What the texts of an outline say of the storeys above and below ground.

Vocabulary
----------
storeys    层: ``18F``, ``地上18层``; those below ground (``地下2层``, ``-2F``) are counted apart
basement   an outline that says 地下 in its own right: ``地下车库范围线``
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

STOREYS = re.compile(r"(?<![\d.\-−/+BD])(\d{1,3})(?:\s*\+\s*\d+)?\s*(?:F(?![A-Z])|层)", re.IGNORECASE)
HEIGHT = re.compile(
    r"(?:\bH\s*[=＝:：]|建筑高度\s*[=＝:：]?|高度\s*[=＝:：]?)\s*(\d+(?:\.\d+)?)\s*(?:m|米)?", re.IGNORECASE
)
UNDERGROUND = ("地下", "人防范围")
STOREYS_BELOW = re.compile(r"地下\s*[\d一二两三四五六]+\s*(?:层|F)", re.IGNORECASE)
"""what a tower says of its own basement: ``地上18层/地下2层``"""


def without_storeys_below(text: str) -> str:
    """The text without what it counts below ground."""
    return STOREYS_BELOW.sub(" ", text)


def underground(texts: Sequence[str], layer: str, name: str) -> bool | None:
    """Whether the outline is of a basement; None when it says both that and how high it stands above ground.

    A tower that counts its storeys below (``地上18层/地下2层``) is none.
    """
    if not any_says((*texts, layer), UNDERGROUND):
        return False
    in_own_right = any_says([*map(without_storeys_below, texts), layer], UNDERGROUND)
    heads = [text.partition("地下")[0] + "".join(text.partition("地上")[1:]) for text in texts]
    above = bool(numbers(STOREYS, heads) or numbers(HEIGHT, heads))
    if in_own_right:
        return None if above else True
    if above:
        return False
    return None if name else True


def any_says(texts: Iterable[str], words: Iterable[str]) -> bool:
    """Whether any of the texts contains any of the words."""
    return any(word in text for text in texts for word in words)


def numbers(pattern: re.Pattern[str], texts: Iterable[str]) -> list[float]:
    """The numbers the pattern finds in the texts."""
    return [float(match) for text in texts for match in pattern.findall(text)]
