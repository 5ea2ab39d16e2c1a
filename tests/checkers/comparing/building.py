"""Sets of drawings of a made-up office building, and what a design institute does to them between two rounds.

Vocabulary
----------
thing    something drawn on a sheet, known by a key that stays with it from round to round
leaf     a sheet as it is to be drawn, known by a key that stays with it whatever it is called
truth    which leaf is which, and where each thing went: what a person would say

The floors are as alike as the floors of a real building: what differs is the level, the number, the title, and one or
two rooms.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import ezdxf
from ezdxf.layouts import Modelspace

WIDTH, HEIGHT = 84.1, 59.4
"""metres: an A1 at 1:100"""

APART = 100.0
"""metres from sheet to sheet"""

FLOORS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Thing:
    """A room, a column, a note; x and y in metres from the sheet's corner."""

    key: str
    kind: str
    x: float
    y: float
    width: float = 0.0
    height: float = 0.0
    text: str = ""


@dataclass(frozen=True)
class Leaf:
    """A sheet to be drawn."""

    key: str
    number: str
    title: str
    things: tuple[Thing, ...] = field(default=())


def office(seed: int) -> list[Leaf]:
    """The first submission: plans and structure of six floors, roof, elevations, section, details."""
    chance = random.Random(f"office {seed}")
    bays, depth = chance.randint(5, 7), chance.choice([7.2, 7.8, 8.4])
    typical = chance.random() < 0.3
    leaves = []
    for floor in range(6):
        things = tuple(_plan(chance, floor, bays, depth))
        if typical and floor > 2:  # nothing but the level differs
            things = (things[0], *leaves[2].things[1:])
        leaves.append(Leaf(f"plan{floor}", f"建施-{floor + 3:02d}", f"{FLOORS[floor]}层平面图", things))
    leaves.append(Leaf("roof", "建施-09", "屋顶平面图", tuple(_roof(chance, bays, depth))))
    leaves += [
        Leaf(f"face{side}", f"建施-{10 + side:02d}", f"{name}立面图", tuple(_elevation(chance, side, bays, depth)))
        for side, name in enumerate(("南", "北"))
    ]
    leaves.append(Leaf("section", "建施-12", "1-1剖面图", tuple(_elevation(chance, 7, 3, depth))))
    leaves += [
        Leaf(
            f"beams{floor}",
            f"结施-{floor + 3:02d}",
            f"{FLOORS[floor]}层结构平面图",
            tuple(_beams(chance, floor, bays, depth)),
        )
        for floor in range(6)
    ]
    return leaves


def _plan(chance: random.Random, floor: int, bays: int, depth: float) -> list[Thing]:
    things = [
        Thing("level", "note", 8, 50, text=f"标高 {floor * 3.9:.3f}"),
        Thing("corridor", "room", 8, 18 + depth, bays * 8.4, 2.4, "走廊"),
    ]
    for bay in range(bays):
        own = f"{floor + 1}{bay + 1:02d}"
        things.append(Thing(f"south{bay}", "room", 8 + bay * 8.4, 18, 8.4, depth, "办公室"))
        things.append(Thing(f"north{bay}", "room", 8 + bay * 8.4, 20.4 + depth, 8.4, depth, "办公室"))
        things.append(Thing(f"door{bay}", "door", 10 + bay * 8.4, 18 + depth, 0.9, 0.9))
        if chance.random() < 0.4:
            things.append(Thing(f"tag{bay}", "note", 9.5 + bay * 8.4, 16 + depth, text=own))
    special = chance.randrange(bays)
    things.append(
        Thing("special", "room", 9 + special * 8.4, 22 + depth, 3.3, 2.7, chance.choice(["茶水间", "打印室", "弱电间"]))
    )
    return things


def _roof(chance: random.Random, bays: int, depth: float) -> list[Thing]:
    things = [
        Thing("level", "note", 8, 50, text="标高 23.400"),
        Thing("all", "room", 8, 18, bays * 8.4, 2 * depth + 2.4, "上人屋面"),
    ]
    things += [
        Thing(f"unit{each}", "room", 10 + each * 6.3, 20 + chance.uniform(0, 6), 3.1, 1.9, f"空调机组{each + 1}")
        for each in range(5)
    ]
    return things


def _elevation(chance: random.Random, side: int, bays: int, depth: float) -> list[Thing]:
    things = [Thing("ground", "note", 8, 14, text="±0.000"), Thing("body", "room", 8, 15, bays * 8.4, 23.4)]
    for row in range(6):
        for bay in range(bays):
            wide = 2.4 if side == 0 else 1.5 + 0.3 * (side % 5)
            things.append(Thing(f"win{row}-{bay}", "room", 10 + bay * 8.4, 16 + row * 3.9, wide, 1.8))
    things.append(Thing("sign", "note", 40, 45, text=chance.choice(["浅灰色涂料", "米色面砖", "铝板幕墙"]) + str(side)))
    return things


def _beams(chance: random.Random, floor: int, bays: int, depth: float) -> list[Thing]:
    things = [Thing("level", "note", 8, 50, text=f"结构标高 {floor * 3.9 - 0.05:.3f}")]
    for bay in range(bays + 1):
        for row, y in enumerate((18.0, 18.0 + depth, 20.4 + depth, 20.4 + 2 * depth)):
            things.append(Thing(f"column{bay}-{row}", "column", 8 + bay * 8.4, y, 0.6, 0.6))
            if chance.random() < 0.3:
                things.append(
                    Thing(
                        f"beam{bay}-{row}",
                        "note",
                        9 + bay * 8.4,
                        y + 0.4,
                        text=f"KL{floor + 1}{row}({bay + 1}) 300x{chance.choice([600, 650, 700])}",
                    )
                )
    return things


# what happens between two rounds


def resubmitted(leaves: list[Leaf], seed: int) -> list[Leaf]:
    """The next round of a set: some of everything a design institute does, told by the seed."""
    chance = random.Random(f"resubmitted {seed}")
    acts: list[Callable[[list[Leaf], random.Random], list[Leaf]]] = [
        _changed,
        _inserted,
        _removed,
        _renumbered,
        _retitled,
        _pushed,
    ]
    after = list(leaves)
    for act in chance.sample(acts, chance.randint(2, 4)):
        after = act(after, chance)
    if chance.random() < 0.5:
        chance.shuffle(after)
    if chance.random() < 0.2:
        after = chance.sample(after, max(3, len(after) // 2))
    return after


def _changed(leaves: list[Leaf], chance: random.Random) -> list[Leaf]:
    chosen = set(chance.sample(range(len(leaves)), chance.randint(1, 4)))
    return [_edited(leaf, chance) if place in chosen else leaf for place, leaf in enumerate(leaves)]


def _edited(leaf: Leaf, chance: random.Random) -> Leaf:
    things = list(leaf.things)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(things))
        act = chance.choice(["move", "gone", "wider", "new", "says"])
        one = things[place]
        if act == "move":
            things[place] = replace(
                one, x=one.x + chance.choice([-1.2, 0.6, 0.9, 2.1]), y=one.y + chance.choice([0, 0.45])
            )
        elif act == "gone" and len(things) > 3:
            del things[place]
        elif act == "wider" and one.width:
            things[place] = replace(one, width=one.width + chance.choice([0.15, 0.3, 0.6]))
        elif act == "new":
            things.append(
                Thing(
                    f"new{chance.random()}",
                    "room",
                    10 + chance.uniform(0, 45),
                    12 + chance.uniform(0, 26),
                    1.7,
                    1.1,
                    "新增间",
                )
            )
        elif one.text:
            things[place] = replace(one, text=one.text + "改")
    return replace(leaf, things=tuple(things))


def _inserted(leaves: list[Leaf], chance: random.Random) -> list[Leaf]:
    """A storey that was forgotten, a near copy of another; every later number of the plans moves on by one."""
    plans = [place for place, leaf in enumerate(leaves) if leaf.key.startswith("plan")]
    if not plans:
        return leaves
    place = chance.choice(plans)
    like = leaves[place]
    things = tuple(replace(each, text="标高 夹层 2.100") if each.key == "level" else each for each in like.things)
    things += tuple(
        Thing(f"void{each}", "room", 12 + each * 5, 44, 3.1, 1.3, f"夹层设备间{each + 1}") for each in range(2)
    )
    new = Leaf("mezzanine", like.number, "夹层平面图", things)
    prefix = like.number.split("-")[0]
    moved = [
        _numbered(leaf, +1) if leaf.number >= like.number and leaf.number.startswith(prefix) else leaf
        for leaf in leaves
    ]
    return [*moved[:place], new, *moved[place:]]


def _removed(leaves: list[Leaf], chance: random.Random) -> list[Leaf]:
    place = chance.randrange(len(leaves))
    gone = leaves[place]
    left = leaves[:place] + leaves[place + 1 :]
    if chance.random() < 0.5:
        return left
    prefix = gone.number.split("-")[0]
    return [
        _numbered(leaf, -1) if leaf.number.startswith(prefix) and leaf.number > gone.number else leaf for leaf in left
    ]


def _renumbered(leaves: list[Leaf], chance: random.Random) -> list[Leaf]:
    if chance.random() < 0.5:  # all of a discipline
        return [_numbered(leaf, 20) if leaf.number.startswith("结施") else leaf for leaf in leaves]
    place = chance.randrange(len(leaves))
    return [*leaves[:place], replace(leaves[place], number=f"建修-{place + 1:02d}"), *leaves[place + 1 :]]


def _retitled(leaves: list[Leaf], chance: random.Random) -> list[Leaf]:
    place = chance.randrange(len(leaves))
    return [*leaves[:place], replace(leaves[place], title=leaves[place].title + "（修改）"), *leaves[place + 1 :]]


def _pushed(leaves: list[Leaf], chance: random.Random) -> list[Leaf]:
    """The drawing moved within its frame."""
    place = chance.randrange(len(leaves))
    right, up = chance.choice([2.0, 5.0]), chance.choice([0.0, 1.5])
    things = tuple(replace(each, x=each.x + right, y=each.y + up) for each in leaves[place].things)
    return [*leaves[:place], replace(leaves[place], things=things), *leaves[place + 1 :]]


def _numbered(leaf: Leaf, by: int) -> Leaf:
    prefix, number = leaf.number.split("-")
    return replace(leaf, number=f"{prefix}-{int(number) + by:02d}")


# drawing


def drawn(leaves: list[Leaf], path: Path) -> Path:
    """The sheets side by side in the model space of one DXF in metres."""
    document = ezdxf.new("R2010", units=6)
    space = document.modelspace()
    for name in ("TK", "WALL", "DOOR", "COLUMN", "TEXT"):
        document.layers.add(name)
    for place, leaf in enumerate(leaves):
        _frame(space, place * APART, leaf)
        for thing in leaf.things:
            _draw(space, place * APART, thing)
    document.saveas(path)
    return path


def _frame(space: Modelspace, left: float, leaf: Leaf) -> None:
    def border(x: float, inset: float) -> None:
        corners = [
            (left + x, inset),
            (left + WIDTH - inset, inset),
            (left + WIDTH - inset, HEIGHT - inset),
            (left + x, HEIGHT - inset),
        ]
        space.add_lwpolyline(corners, close=True, dxfattribs={"layer": "TK"})

    border(0, 0)
    border(2.5, 1)
    for row, (label, value) in enumerate([("图名", leaf.title), ("图号", leaf.number), ("比例", "1:100")]):
        space.add_text(label, height=0.35, dxfattribs={"layer": "TK"}).set_placement((left + WIDTH - 16, 2 + row))
        space.add_text(value, height=0.35, dxfattribs={"layer": "TK"}).set_placement((left + WIDTH - 13, 2 + row))


def _draw(space: Modelspace, left: float, thing: Thing) -> None:
    x, y = left + thing.x, thing.y
    if thing.kind == "door":
        space.add_line((x, y), (x, y + thing.height), dxfattribs={"layer": "DOOR"})
        space.add_arc((x, y), thing.width, 0, 90, dxfattribs={"layer": "DOOR"})
    elif thing.width:
        layer = "COLUMN" if thing.kind == "column" else "WALL"
        corners = [(x, y), (x + thing.width, y), (x + thing.width, y + thing.height), (x, y + thing.height)]
        space.add_lwpolyline(corners, close=True, dxfattribs={"layer": layer})
    if thing.text:
        at = (x + 0.3, y + 0.3) if thing.width else (x, y)
        space.add_text(thing.text, height=0.35, dxfattribs={"layer": "TEXT"}).set_placement(at)
