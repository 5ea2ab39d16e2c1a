"""Which day and how many hours of sun a table of GB 50180 asks for at the place of the case.

Vocabulary
----------
row   an entry of the table: climate zones, and the day and hours for large and small cities or for any
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checkers.errors import CouldNotRead

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checkers.facts import Place


def asked_at(place: Place, rows: Sequence[Mapping[str, Any]], large_city: float) -> Mapping[str, Any]:
    """``day`` and ``hours`` of the row for this place; CouldNotRead names the fact that is missing.

    ``large_city``: inhabitants from which a city is large (table 4.0.9).
    """
    if place.climate_zone is None:
        raise CouldNotRead("facts.place.climate_zone")
    row = next(row for row in rows if place.climate_zone in row["zones"])
    asked: Mapping[str, Any] | None = row.get("any")
    if asked is not None:
        return asked
    if place.population is None:
        raise CouldNotRead("facts.place.population")
    large: Mapping[str, Any] = row["large" if place.population >= large_city else "small"]
    return large
