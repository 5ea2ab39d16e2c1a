"""Houses in the sun and in the shade, at 31.70° north on 大寒 (-20.28°) and 冬至 (-23.45°).

By hand: at noon the sun of 大寒 stands 90 - 31.70 - 20.28 = 38.02° high, at 8:00 and 16:00 12.5° and 58° from south.
A slab 59 m above the sills shades 59 / tan 38.02° = 75.5 m to its north at noon. A screen is an obstacle whose corner
stands exactly where the sun is at the hour at which the window shall lose or gain it; the hour's azimuth follows from
cos A = (sin h sin φ - sin δ) / (cos h cos φ). All ground floors lie at 5.00, all sills at 5.90.
True north is what the arrow of each sheet shows: mirrored, a morning becomes an afternoon, and hours stay hours.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from samples.judging.scene import Draft, Scene
from samples.judging.strokes import Place

LATITUDE = 31.70
GREAT_COLD, SOLSTICE = -20.28, -23.45
PLACE = {"latitude": LATITUDE, "climate_zone": "III", "population": 5_300_000}

RESIDENTIAL = "planning/sunlight-residential"
NEIGHBOUR = "planning/sunlight-neighbour-impact"
SPECIAL = "planning/sunlight-elderly-oldtown"
KINDERGARTEN = "health/kindergarten-sun"

HAIR = 0.001
"""metres before the wall at which windows are looked at"""


def azimuth(declination: float, hour: float) -> float:
    """West of south, radians, in the afternoon."""
    phi, delta, turn = (math.radians(angle) for angle in (LATITUDE, declination, 15 * (hour - 12)))
    height = math.asin(math.sin(phi) * math.sin(delta) + math.cos(phi) * math.cos(delta) * math.cos(turn))
    cosine = (math.sin(height) * math.sin(phi) - math.sin(delta)) / (math.cos(height) * math.cos(phi))
    return math.acos(cosine)


def screens(until: float, declination: float = GREAT_COLD) -> list[Sequence[Place]]:
    """Obstacles that leave a window from x = 10 to 11.5 its sun from noon until this hour."""
    angle = azimuth(declination, until)
    x, y = 10 - 60 * math.sin(angle), -HAIR - 60 * math.cos(angle)
    return [
        [(11.5, -30), (75, -30), (75, -20), (11.5, -20)],
        [(x, y), (x - 30, y - 10), (x - 95, y - 10), (x - 95, y)],
    ]


SLAB: Sequence[Place] = [(-120, -35), (150, -35), (150, -20), (-120, -20)]
"""so long that the sun of no counted hour passes its ends"""

FAR_SLAB: Sequence[Place] = [(-5, -120), (35, -120), (35, -105), (-5, -105)]
"""105 m to the south: its shadow is 75.5 m long at noon, and sooner and later it falls to its sides"""


def north_arrow(plan: Draft, x: float = 60, y: float = 40) -> None:
    """24 mm across, its needle 3 mm wide at the tail, 北 at its tip."""
    arrow = plan.block("指北针")
    if not arrow.strokes:
        arrow.circle("0", 0, 0, 6)
        arrow.fill("0", [(0, 6), (-0.75, -5.95), (0.75, -5.95)])
        arrow.text("北", -1, 6.5, layer="0")
    plan.insert("指北针", "SYMBOL", x, y)


@dataclass
class Cases:
    """A scene with one house on each sheet; names go on from sheet to sheet."""

    scene: Scene
    arrow: bool = True
    facts: list[dict[str, Any]] = field(default_factory=list)

    def sheet(
        self,
        use: str,
        obstacles: Sequence[Sequence[Place]] = (),
        *,
        window: bool = False,
        top: float | None = 75.0,
        words: str = "",
        house_top: float = 25.0,
        title: str = "总平面图",
    ) -> Draft:
        """The house is 30 m by 12 m at the origin; obstacles are offices of this top."""
        number = len(self.scene.drafts) + 1
        plan = self.scene.sheet(f"总施-{number:02d}", title, scale=500, discipline="总图")
        name = f"{words or ''}{number}0#"
        if self.arrow:
            north_arrow(plan)
        plan.rectangle("BLDG_OUTLINE", 0, 0, 30, 12)
        plan.text(name, 2, 8)
        self.facts.append(
            {"name": name, "use": use, "ground_level": 5.0, "top_level": house_top, "lowest_dwelling_storey": 1}
        )
        for index, outline in enumerate(obstacles, start=1):
            other = f"{number}{index}#"
            plan.outline("BLDG_OUTLINE", outline)
            x = sum(place[0] for place in outline) / len(outline)
            y = sum(place[1] for place in outline) / len(outline)
            plan.text(other, x, y - 1)
            self.facts.append({"name": other, "use": "office", "ground_level": 5.0, "top_level": top})
        if window:
            for depth in (0.0, 0.12, 0.24):
                plan.line("WINDOW", (10, depth), (11.5, depth))
            plan.rectangle("SPACE", 5, 0.3, 10, 11.4)
            plan.text("A户型", 6, 3)
        return plan


def _cases(name: str, *, arrow: bool = True, **more: Mapping[str, Any]) -> Cases:
    cases = Cases(Scene(name), arrow)
    cases.scene.facts = {"place": PLACE, "conditions": {"old_town": False}, "buildings": cases.facts, **more}
    return cases


def scene_residential() -> Scene:
    """Four houses with sun, one of them exactly two hours; three without; one behind a building of unknown height."""
    cases = _cases("planning-sun-residential")
    cases.sheet("residential").expect(RESIDENTIAL, "met", 20, 6)
    cases.sheet("residential", [FAR_SLAB], top=64.9).expect(RESIDENTIAL, "met", 20, 6)
    cases.sheet("residential", screens(14.0), window=True).expect(RESIDENTIAL, "met", 12, 6)
    cases.sheet("residential", [SLAB]).expect(RESIDENTIAL, "broken", 20, 6)
    # 15 m away and 33 m over the sills: at noon 12 m would do
    near: Sequence[Place] = [(-75, -30), (105, -30), (105, -15), (-75, -15)]
    cases.sheet("residential", [near], top=38.9).expect(RESIDENTIAL, "broken", 20, 6)
    cases.sheet("residential", screens(13.5), window=True).expect(RESIDENTIAL, "broken", 12, 6)
    cases.sheet("residential", [SLAB], top=None).expect(RESIDENTIAL, "doubtful", 20, 6)
    cases.sheet("residential", screens(15.0), window=True).expect(RESIDENTIAL, "met", 12, 6)
    return cases.scene


def scene_without_latitude() -> Scene:
    """Nobody says where the site lies."""
    cases = _cases("planning-sun-unread", place={"climate_zone": "III", "population": 5_300_000})
    cases.scene.not_run = {RESIDENTIAL: "could-not-read: facts.place.latitude"}
    cases.sheet("residential", [SLAB])
    return cases.scene


def scene_neighbours() -> Scene:
    """Houses that stand already: four keep their sun, three lose it, of one nobody knows the level."""
    cases = _cases("planning-sun-neighbours")
    north: Sequence[Place] = [(0, -130), (30, -130), (30, -118), (0, -118)]
    plans = [
        (cases.sheet("residential", [FAR_SLAB], top=64.9, words="现状住宅"), "met"),
        (cases.sheet("residential", [north], top=15.0, words="现状住宅"), "met"),
        (cases.sheet("residential", screens(14.0), window=True, words="现状住宅"), "met"),
        (cases.sheet("residential", [SLAB], words="现状住宅"), "broken"),
        (cases.sheet("residential", [[(-75, -30), (105, -30), (105, -15), (-75, -15)]], words="现状住宅"), "broken"),
        (cases.sheet("residential", [SLAB, FAR_SLAB], words="现状住宅"), "broken"),
        (cases.sheet("residential", [SLAB], words="现状住宅"), "doubtful"),
        (cases.sheet("residential", screens(14.5), window=True, words="现状住宅"), "met"),
    ]
    for plan, verdict in plans:
        plan.expect(NEIGHBOUR, verdict, 20, 6)
    unknown = next(each for each in cases.facts if each["name"] == "现状住宅70#")
    del unknown["ground_level"]
    return cases.scene


def scene_homes_for_the_elderly() -> Scene:
    """Two hours on the solstice: three homes have them, one exactly; three have not; of one nobody knows the level."""
    cases = _cases("planning-sun-elderly")
    cases.sheet("elderly").expect(SPECIAL, "met", 20, 6)
    cases.sheet("elderly", screens(15.0, SOLSTICE), window=True).expect(SPECIAL, "met", 12, 6)
    cases.sheet("elderly", screens(14.0, SOLSTICE), window=True).expect(SPECIAL, "met", 12, 6)
    cases.sheet("elderly", [SLAB]).expect(SPECIAL, "broken", 20, 6)
    cases.sheet("elderly", screens(13.5, SOLSTICE), window=True).expect(SPECIAL, "broken", 12, 6)
    cases.sheet("elderly", screens(13.0, SOLSTICE), window=True).expect(SPECIAL, "broken", 12, 6)
    plan = cases.sheet("elderly", [SLAB])
    plan.expect(SPECIAL, "doubtful", 20, 6)
    del next(each for each in cases.facts if each["name"] == "70#")["ground_level"]
    return cases.scene


def scene_rebuilt_quarter() -> Scene:
    """One hour on Great Cold is enough where an old quarter is rebuilt."""
    cases = _cases("planning-sun-old-town", conditions={"old_town": True})
    cases.sheet("residential", screens(13.0), window=True).expect(SPECIAL, "met", 12, 6)
    cases.sheet("residential", screens(12.5), window=True).expect(SPECIAL, "broken", 12, 6)
    return cases.scene


def scene_kindergartens() -> Scene:
    """Three hours on the solstice over the whole window: four have them, one exactly; three have not."""
    cases = _cases("health-kindergarten-sun")
    cases.sheet("kindergarten", house_top=16.0).expect(KINDERGARTEN, "met", 20, 6)
    cases.sheet("kindergarten", [FAR_SLAB], top=40.0, house_top=16.0).expect(KINDERGARTEN, "met", 20, 6)
    cases.sheet("kindergarten", screens(15.0, SOLSTICE), window=True).expect(KINDERGARTEN, "met", 12, 6)
    cases.sheet("kindergarten", [SLAB]).expect(KINDERGARTEN, "broken", 20, 6)
    cases.sheet("kindergarten", screens(14.0, SOLSTICE), window=True).expect(KINDERGARTEN, "broken", 12, 6)
    cases.sheet("kindergarten", screens(13.0, SOLSTICE), window=True).expect(KINDERGARTEN, "broken", 12, 6)
    cases.sheet("kindergarten", house_top=12.0).expect(KINDERGARTEN, "met", 20, 6)
    return cases.scene


def scene_kindergarten_without_north() -> Scene:
    """Nobody says where north is."""
    cases = _cases("health-kindergarten-sun-unread", arrow=False, place={"latitude": LATITUDE})
    cases.scene.not_run = {KINDERGARTEN: "could-not-read: facts.place.true_north"}
    cases.sheet("kindergarten", [SLAB])
    return cases.scene
