"""Stairs: widths of flights, steps, landings, steps in a flight, and the lifts beside them (GB 55031, GB 55038)."""

from __future__ import annotations

from dataclasses import dataclass

from samples.judging.scene import Draft, Scene

WIDTH = "architecture/stair-width"
STEP = "architecture/stair-step"
LANDING = "architecture/stair-landing"
COUNT = "architecture/stair-headroom"
LIFTS = "architecture/elevator-count"

TOWER = {"buildings": [{"name": "1#", "use": "residential", "height": 53.8, "storeys": 18}]}
APART = 16.0
"""metres from stair to stair"""


@dataclass(frozen=True, slots=True)
class Stair:
    """Two flights side by side in a room of walls; lengths in metres."""

    flight: float
    """tread lines, from the wall to the stairwell"""
    steps: int
    """goings between tread lines: one less than the risers"""
    going: float
    floor: float
    """from the wall with the door to the first tread"""
    landing: float
    """from the last tread to the wall"""
    inset: float = 0.05
    """of the handrail's line, inside the flight; 0 draws none"""
    well: float = 0.1
    divided: bool = False
    """a wall stands in the stairwell"""

    @property
    def deep(self) -> float:
        """From wall to wall along the flights."""
        return self.floor + self.steps * self.going + self.landing

    def draw(self, plan: Draft, x: float, y: float, name: str = "楼梯间") -> None:
        """Walls, door, window, treads, rails and arrows, the lower left inner corner at the place."""
        wide = 2 * self.flight + self.well
        plan.ring(x, y, wide, self.deep)
        plan.door("FM乙1021", x + 0.25, y - 0.1, swing=1)
        plan.window("C1215", x + 0.6, y + self.deep + 0.1)
        run = self.steps * self.going
        for left in (x, x + self.flight + self.well):
            plan.treads(left, y + self.floor, self.flight, self.steps, self.going)
        if self.inset:
            for place in (x + self.flight - self.inset, x + self.flight + self.well + self.inset):
                plan.line("RAILING", (place, y + self.floor), (place, y + self.floor + run))
        if self.divided:
            middle = x + self.flight + self.well / 2
            plan.wall(middle, y + self.floor + 0.1, middle, y + self.floor + run - 0.1, self.well)
        for at, word in ((x + self.flight / 2, "上"), (x + self.flight * 1.5 + self.well, "下")):
            plan.line("STAIR", (at, y + self.floor - 0.4), (at, y + self.floor + run / 2))
            plan.text(word, at - 0.15, y + self.floor - 0.8, paper=3.5)
        if name:
            plan.text(name, x + 0.5, y + self.deep - 0.6, paper=3.5)

    def expect(
        self, plan: Draft, x: float, y: float, width: str, step: str, landings: tuple[str, str], count: str
    ) -> None:
        """What is to be found of both flights, of the landing at the door, and of the one at the window."""
        middle = y + self.floor + self.steps * self.going / 2
        for at in (x + self.flight / 2, x + self.flight * 1.5 + self.well):
            for rule, verdict in ((WIDTH, width), (STEP, step), (COUNT, count)):
                if verdict:
                    plan.expect(rule, verdict, at, middle)
        ends = (y + self.floor / 2, y + self.deep - self.landing / 2)
        for place, verdict in zip(ends, landings, strict=True):
            if verdict:
                plan.expect(LANDING, verdict, x + self.flight, place)


def scene_stairs() -> Scene:
    """Stairs of a tower of 53.8 m: 1.10 m between wall and rail, 0.26 m of going, 1.20 m of landing, 18 risers.

    The second has the very sizes: 1.15 - 0.05 = 1.10 m, 0.26 m, 1.20 m; the fifth 18 risers. In the sixth a wall
    divides the flights and asks for 1.30 m; in the seventh the flights are wider than their landing is deep.
    """
    scene = Scene("architecture-stairs", facts=TOWER)
    plan = scene.sheet("建施-11", "1#楼三～十八层平面图", scale=100)
    met = "met"
    cases: tuple[tuple[Stair, tuple[str, str, tuple[str, str], str]], ...] = (
        (Stair(1.25, 9, 0.27, 1.5, 1.4), (met, met, (met, met), met)),
        (Stair(1.15, 9, 0.26, 1.5, 1.2), (met, met, (met, met), met)),
        (Stair(1.05, 9, 0.25, 1.5, 1.1), ("broken", "broken", (met, "broken"), met)),
        (Stair(1.0, 18, 0.24, 1.1, 1.3), ("broken", "broken", ("broken", met), "broken")),
        (Stair(1.3, 17, 0.28, 1.6, 1.5), (met, met, (met, met), met)),
        (Stair(1.2, 9, 0.28, 1.5, 1.25, 0, 0.2, divided=True), (met, met, (met, "broken"), met)),
        (Stair(1.5, 20, 0.28, 1.7, 1.4), (met, met, (met, "broken"), "broken")),
        (Stair(1.12, 19, 0.25, 1.4, 1.2), ("broken", "broken", (met, met), "broken")),
    )
    for number, (stair, expected) in enumerate(cases):
        x, y = APART * (number % 4), APART * (number // 4)
        stair.draw(plan, x, y)
        stair.expect(plan, x, y, *expected)
    return scene


def scene_stairs_unsure() -> Scene:
    """What cannot be judged: no rail drawn, a column in the landing, no treads, a break line, an unknown building.

    The flights of the first are 1.15 m: enough only if no handrail takes more than 0.05 m. The landing of the second
    is 1.40 m deep and 0.95 m before the column.
    """
    scene = Scene("architecture-stairs-unsure", facts=TOWER)
    plan = scene.sheet("建施-12", "1#楼二层平面图", scale=100)
    no_rail = Stair(1.15, 9, 0.27, 1.5, 1.4, 0)
    no_rail.draw(plan, 0, 0)
    no_rail.expect(plan, 0, 0, "doubtful", "met", ("met", "met"), "met")
    column = Stair(1.25, 9, 0.27, 1.5, 1.4)
    column.draw(plan, APART, 0)
    plan.rectangle("COLUMN", APART, column.deep - 0.45, 0.45, 0.45)
    column.expect(plan, APART, 0, "met", "met", ("met", "doubtful"), "met")
    plan.ring(2 * APART, 0, 2.6, 5.2)
    plan.door("FM乙1021", 2 * APART + 0.3, -0.1)
    plan.text("楼梯间", 2 * APART + 0.8, 2.6)
    plan.expect(WIDTH, "doubtful", 2 * APART + 0.9, 2.7)
    x = 3 * APART
    plan.ring(x, 0, 2.6, 5.2)
    plan.door("FM乙1021", x + 1.4, -0.1)
    for step in range(5):
        plan.line("STAIR", (x, 1.6 + 0.27 * step), (x + 1.25, 1.6 + 0.27 * step))
    for step in range(2):
        plan.line("STAIR", (x + 0.5 + 0.5 * step, 2.95 + 0.27 * step), (x + 1.25, 2.95 + 0.27 * step))
    plan.line("STAIR", (x, 2.7), (x + 0.5, 2.95), (x + 0.45, 3.1), (x + 0.8, 3.05), (x + 1.25, 3.4))
    plan.line("RAILING", (x + 1.2, 1.6), (x + 1.2, 3.4))
    plan.text("LT-4", x + 1.6, 3.6)
    plan.text("上18级", x + 0.2, 1.0, paper=3.5)
    plan.expect(WIDTH, "met", x + 0.6, 2.1)
    plan.expect(STEP, "met", x + 0.6, 2.1)
    plan.expect(COUNT, "doubtful", x + 0.6, 2.1)
    other = scene.sheet("建施-13", "3#楼二层平面图", scale=100)
    unknown = Stair(1.2, 9, 0.27, 1.5, 1.4)
    unknown.draw(other, 0, 0)
    unknown.expect(other, 0, 0, "doubtful", "doubtful", ("met", "met"), "met")
    return scene


def scene_step_texts() -> Scene:
    """Steps written on a section of housing: rises of 165, 170, exactly 175; 180, 178 and 176 mm; treads of 260 and 250."""
    scene = Scene("architecture-step-texts", facts=TOWER)
    section = scene.sheet("建施-31", "1#楼楼梯剖面图", scale=50)
    cases = (
        ("165x18=2970", "met"),
        ("170x17=2890", "met"),
        ("175x16=2800", "met"),
        ("180x16=2880", "broken"),
        ("178.5×16", "broken"),
        ("176x17=2992", "broken"),
        ("260x9=2340", "met"),
        ("250×9=2250", "broken"),
        ("踏步 270x168", "met"),
    )
    for number, (words, verdict) in enumerate(cases):
        x, y = 6.0 * (number % 3), 5.0 * (number // 3)
        for step in range(5):
            section.line("STAIR", (x + 0.27 * step, y + 0.17 * step), (x + 0.27 * step, y + 0.17 * (step + 1)))
            section.line(
                "STAIR", (x + 0.27 * step, y + 0.17 * (step + 1)), (x + 0.27 * (step + 1), y + 0.17 * (step + 1))
            )
        section.text(words, x + 2.0, y + 0.4, paper=3.5)
        section.expect(STEP, verdict, x + 2.05, y + 0.45)
    return scene


def core(plan: Draft, x: float, y: float, cars: int, name: str = "电梯") -> None:
    """A stair with so many lifts in shafts beside it, their names inside."""
    stair = Stair(1.25, 9, 0.27, 1.5, 1.4)
    stair.draw(plan, x, y)
    for number in range(cars):
        left = x + 3.2 + 2.4 * number
        plan.ring(left, y, 2.2, 2.2)
        plan.door("M1121", left + 0.5, y - 0.1, says=False)
        plan.rectangle("STAIR", left + 0.3, y + 0.3, 1.6, 1.5)
        plan.line("STAIR", (left + 0.3, y + 0.3), (left + 1.9, y + 1.8))
        plan.line("STAIR", (left + 0.3, y + 1.8), (left + 1.9, y + 0.3))
        plan.text(name, left + 0.7, y + 0.95, paper=3.5)


def scene_lifts() -> Scene:
    """Units of 18, 11 and 12 storeys with one to three lifts; 18 and 12 storeys ask for two, 11 for one."""
    scene = Scene(
        "architecture-lifts",
        facts={
            "buildings": [
                {"name": "1#", "use": "residential", "height": 53.8, "storeys": 18},
                {"name": "2#", "use": "residential", "height": 32.9, "storeys": 11},
                {"name": "3#", "use": "residential", "height": 35.9, "storeys": 12},
                {"name": "4#", "use": "residential", "height": 9.3, "storeys": 3},
            ]
        },
    )
    cases = (
        ("1#楼三～十八层平面图", (2, 3, 1, 0), ("met", "met", "broken", "doubtful")),
        ("2#楼三～十一层平面图", (1, 2), ("met", "met")),
        ("3#楼三～十二层平面图", (2, 1, 1), ("met", "broken", "broken")),
        ("4#楼二层平面图", (0,), ("",)),
    )
    for sheet, (title, cars, verdicts) in enumerate(cases):
        plan = scene.sheet(f"建施-2{sheet + 1}", title, scale=100)
        for number, (lifts, verdict) in enumerate(zip(cars, verdicts, strict=True)):
            x = 22.0 * (number % 3)
            y = 16.0 * (number // 3)
            core(plan, x, y, lifts)
            if verdict:
                plan.expect(LIFTS, verdict, x + 1.3, y + 2.5)
    return scene
