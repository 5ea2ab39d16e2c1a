"""Where the sun stands on the standard days of sunlight analysis.

Vocabulary
----------
true solar time   hours of the sundial: at 12 the sun stands due south (真太阳时); clock and longitude play no part
day               a standard day (大寒日, 冬至日) with its declination and the hours that count (有效日照时间带)
altitude          degrees above the horizon
bearing           degrees clockwise from true north
step              one minute of the day between two looks at the sun

sin h = sin φ sin δ + cos φ cos δ cos t, t = 15° (T - 12); the bearing from the sun's east and north parts, which
tell morning from afternoon without a case apart. Declinations are data of the clause. No refraction, as in the codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from checkers.errors import Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from numpy.typing import ArrayLike, NDArray

NOON = 12.0
"""hours of true solar time"""

PER_HOUR = 15.0
"""degrees by which the sun turns in an hour"""

MINUTES = 60
"""of an hour"""


@dataclass(frozen=True, slots=True)
class Day:
    """A standard day."""

    name: Words
    declination: float
    """degrees"""
    start: float
    end: float
    """hours of true solar time between which sunlight counts"""

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> Day:
        """The day as clause data has it: ``{zh, en, declination, from, to}``."""
        return cls(
            Words(str(entry["zh"]), str(entry["en"])),
            float(entry["declination"]),
            float(entry["from"]),
            float(entry["to"]),
        )

    @property
    def steps(self) -> int:
        """Minutes that count at most."""
        return round((self.end - self.start) * MINUTES)

    @property
    def hours(self) -> NDArray[np.float64]:
        """True solar time at every full minute, both ends of the band among them: shape (steps + 1,)."""
        return self.start + np.arange(self.steps + 1) / MINUTES


@dataclass(frozen=True, slots=True)
class SunPath:
    """The sun at every full minute of a day's band, as the plan sees it."""

    day: Day
    towards: NDArray[np.float64]
    """unit vectors on the plan towards the sun, shape (minutes, 2)"""
    slope: NDArray[np.float64]
    """tangent of the altitude; not positive while the sun is down"""


def position(latitude: float, declination: float, hours: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Altitude and bearing of the sun in degrees at hours of true solar time; all angles given in degrees."""
    phi, delta = np.radians(latitude), np.radians(declination)
    turn = np.radians(PER_HOUR * (np.asarray(hours, dtype=float) - NOON))
    up = np.sin(phi) * np.sin(delta) + np.cos(phi) * np.cos(delta) * np.cos(turn)
    north = np.cos(phi) * np.sin(delta) - np.sin(phi) * np.cos(delta) * np.cos(turn)
    east = -np.cos(delta) * np.sin(turn)
    altitude = np.degrees(np.arctan2(up, np.hypot(north, east)))
    return altitude, np.degrees(np.arctan2(east, north)) % 360


def path_of(day: Day, latitude: float, true_north: float) -> SunPath:
    """The sun of the day over a plan whose true north lies this many degrees clockwise from straight up."""
    altitude, bearing = position(latitude, day.declination, day.hours)
    on_plan = np.radians(bearing + true_north)
    return SunPath(day, np.column_stack([np.sin(on_plan), np.cos(on_plan)]), np.tan(np.radians(altitude)))
