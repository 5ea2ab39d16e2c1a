"""The sun of the codes' formulas, held against pvlib.

Two comparisons. The first is independent in method: the NREL solar position algorithm goes from the clock through
Julian day, nutation and sidereal time to altitude and azimuth, and never uses hour angle and declination as we do. It is
asked at clock times; the true solar time is theirs too (its equation of time and the longitude), and the declination is
that of its own geocentric sun. What is left is our step from these to altitude and bearing. Its altitude is the one
without refraction; parallax (0.0024°) and the equation of time, which it gives for the centre of the earth, stay.
The second asks the standard days themselves: on 21 January and 21 December 2001 (the year the method's standard
refers to) the sun's real declination must be near the clause's.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pvlib import solarposition, spa

from checkers.clauses import statutes
from checkers.errors import Words
from checkers.features.sun import Day, path_of, position

DAHAN = Day(Words("大寒日", "Great Cold"), -20.28, 8, 16)
DONGZHI = Day(Words("冬至日", "winter solstice"), -23.45, 9, 15)
NEAR = 0.05
"""degrees"""


def nrel(latitude: float, longitude: float, day: str) -> pd.DataFrame:
    times = pd.date_range(f"{day} 08:00", f"{day} 16:00", freq="7min", tz="Asia/Shanghai")
    found = solarposition.get_solarposition(times, latitude, longitude, method="nrel_numpy")
    found["turn"] = solarposition.hour_angle(times, longitude, found["equation_of_time"])
    found["declination"] = [declination(moment) for moment in times]
    return found


def declination(moment: pd.Timestamp) -> float:
    """The geocentric declination as the NREL algorithm has it."""
    unix = np.array([moment.timestamp()])
    ephemeris = spa.julian_ephemeris_day(spa.julian_day(unix), 67.0)
    century = spa.julian_ephemeris_century(ephemeris)
    millennium = spa.julian_ephemeris_millennium(century)
    radius = spa.heliocentric_radius_vector(millennium)
    longitude = spa.geocentric_longitude(spa.heliocentric_longitude(millennium))
    latitude = spa.geocentric_latitude(spa.heliocentric_latitude(millennium))
    parts = (
        spa.mean_elongation(century),
        spa.mean_anomaly_sun(century),
        spa.mean_anomaly_moon(century),
        spa.moon_argument_latitude(century),
        spa.moon_ascending_longitude(century),
    )
    nutation = np.zeros((2, 1))
    spa.longitude_obliquity_nutation(century, *parts, nutation)
    obliquity = spa.true_ecliptic_obliquity(spa.mean_ecliptic_obliquity(millennium), nutation[1])
    apparent = spa.apparent_sun_longitude(longitude, nutation[0], spa.aberration_correction(radius))
    return float(spa.geocentric_sun_declination(apparent, obliquity, latitude)[0])


@pytest.mark.parametrize("latitude", [18.25, 31.70, 39.90, 53.0])
@pytest.mark.parametrize("day", ["2001-01-20", "2001-03-21", "2001-06-21", "2001-12-22"])
def test_altitude_and_bearing_agree_with_the_nrel_algorithm(latitude: float, day: str) -> None:
    theirs = nrel(latitude, 119.94, day)
    for row in theirs.itertuples():
        altitude, bearing = position(latitude, row.declination, 12 + row.turn / 15)
        assert float(altitude) == pytest.approx(row.elevation, abs=NEAR)
        apart = (float(bearing) - row.azimuth + 180) % 360 - 180
        assert abs(apart) * math.cos(math.radians(row.elevation)) < NEAR


def test_the_declinations_of_the_clause_are_those_of_the_days_within_a_third_of_a_degree() -> None:
    clause = statutes().of("planning/sunlight-residential")[0]
    days = clause.limits["days"]
    noon = {"dahan": "2001-01-20 12:00", "dongzhi": "2001-12-22 12:00"}
    for name, moment in noon.items():
        real = declination(pd.Timestamp(moment, tz="Asia/Shanghai"))
        assert days[name]["declination"] == pytest.approx(real, abs=0.34), name


def test_at_noon_the_sun_stands_due_south_at_ninety_less_latitude_plus_declination() -> None:
    altitude, bearing = position(31.70, -20.28, 12)
    assert float(altitude) == pytest.approx(90 - 31.70 - 20.28)
    assert float(bearing) == pytest.approx(180)


@given(latitude=st.floats(18, 53), hour=st.floats(8, 12))
def test_morning_and_afternoon_are_mirror_images(latitude: float, hour: float) -> None:
    (low, high), (east, west) = position(latitude, -23.45, [hour, 24 - hour])
    assert low == pytest.approx(high, abs=1e-9)
    assert east + west == pytest.approx(360)


def test_the_band_has_a_look_at_both_of_its_ends() -> None:
    assert (DAHAN.steps, DONGZHI.steps) == (480, 360)
    assert DAHAN.hours[[0, 240, -1]].tolist() == [8, 12, 16]


def test_north_turned_clockwise_turns_the_sun_with_it() -> None:
    noon = 240
    assert path_of(DAHAN, 31.7, 0).towards[noon] == pytest.approx([0, -1], abs=1e-9)
    assert path_of(DAHAN, 31.7, 90).towards[noon] == pytest.approx([-1, 0], abs=1e-9)
    assert path_of(DAHAN, 31.7, 0).slope[noon] == pytest.approx(math.tan(math.radians(38.02)))
