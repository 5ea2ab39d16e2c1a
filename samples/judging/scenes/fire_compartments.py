"""Fire compartments of public buildings, shops and garages (GB 55037, GB 50067)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samples.judging.scene import Draft, Scene

if TYPE_CHECKING:
    from collections.abc import Sequence

AREA = "fire/compartment-area"
SHOP = "fire/compartment-shop"
GARAGE = "fire/compartment-garage"

NAMES = "一二三四五六七八九"


def compartments(plan: Draft, rule: str, cases: Sequence[tuple[float, float, str]], *, says: str = "") -> None:
    """Compartments by their sides, each with its name and area and what is expected of it."""
    for number, (wide, deep, verdict) in enumerate(cases):
        x, y = 150.0 * (number % 3), 120.0 * (number // 3)
        plan.rectangle("FIRE_COMP", x, y, wide, deep)
        plan.text(f"防火分区{NAMES[number]}", x + wide * 0.4, y + deep * 0.5)
        plan.text(f"面积{wide * deep:.2f}㎡", x + wide * 0.4, y + deep * 0.5 - 4.0)
        if says:
            plan.text(says, x + wide * 0.4, y + deep * 0.5 - 8.0)
        plan.expect(rule, verdict, x + wide / 4, y + deep / 4)


def scene_compartments_low() -> Scene:
    """A low building of rating 2 without sprinklers, 2500 m²: 1000, 2400 and exactly 2500 m²; 2550, 3000 and 4000 m²."""
    building = {"name": "3#", "use": "office", "height": 22.0, "storeys": 5, "fire_rating": 2, "sprinklered": False}
    scene = Scene("fire-compartments-low", facts={"buildings": [building]})
    plan = scene.sheet("建施-06", "3#楼三层防火分区示意图", scale=500)
    cases = (
        (40.0, 25.0, "met"),
        (60.0, 40.0, "met"),
        (62.5, 40.0, "met"),
        (51.0, 50.0, "broken"),
        (75.0, 40.0, "broken"),
        (80.0, 50.0, "broken"),
    )
    compartments(plan, AREA, cases)
    plan.line("FIRE_COMP", (0, 240), (60, 240), (60, 280), (0, 280), (0, 241.5))
    plan.expect(AREA, "doubtful", 0.0, 260.0)
    plan.expect("preflight/closed-boundary", "broken", 0.0, 260.0)
    return scene


def scene_compartments_below() -> Scene:
    """Below ground without sprinklers: 480 and exactly 500 m², 600 m²; nobody has stated the sprinklers of another."""
    building = {"name": "3#", "use": "office", "height": 22.0, "storeys": 5, "fire_rating": 1, "sprinklered": False}
    scene = Scene("fire-compartments-below", facts={"buildings": [building]})
    plan = scene.sheet("建施-05", "3#楼地下一层防火分区示意图", scale=500)
    compartments(plan, AREA, ((24.0, 20.0, "met"), (25.0, 20.0, "met"), (30.0, 20.0, "broken")))
    return scene


def scene_compartments_unknown() -> Scene:
    """A high-rise of which nobody has stated sprinklers: 1400 m² are enough, 2000 m² not surely, 3200 m² never."""
    building = {"name": "3#", "use": "office", "height": 60.0, "storeys": 15, "fire_rating": 1}
    scene = Scene("fire-compartments-unknown", facts={"buildings": [building]})
    plan = scene.sheet("建施-06", "3#楼三层防火分区示意图", scale=500)
    compartments(plan, AREA, ((35.0, 40.0, "met"), (50.0, 40.0, "doubtful"), (80.0, 40.0, "broken")))
    return scene


def scene_compartments_shop() -> Scene:
    """A sprinklered high-rise with sales halls, 4000 m²: 2500, 2700, 3200 and exactly 4000 m²; more."""
    building = {"name": "5#", "use": "commercial", "height": 60.0, "storeys": 12, "fire_rating": 1, "sprinklered": True}
    scene = Scene("fire-compartments-shop", facts={"buildings": [building]})
    plan = scene.sheet("建施-06", "5#楼三层防火分区示意图", scale=500)
    cases = (
        (50.0, 50.0, "met"),
        (80.0, 40.0, "met"),
        (80.0, 50.0, "met"),
        (84.0, 50.0, "broken"),
        (100.0, 50.0, "broken"),
        (100.0, 60.0, "broken"),
        (60.0, 45.0, "met"),
    )
    compartments(plan, SHOP, cases, says="营业厅")
    return scene


def scene_compartments_shop_unknown() -> Scene:
    """A sales hall of 2000 m² where nobody has stated the sprinklers."""
    building = {"name": "5#", "use": "commercial", "height": 60.0, "storeys": 12, "fire_rating": 1}
    scene = Scene("fire-compartments-shop-unknown", facts={"buildings": [building]})
    plan = scene.sheet("建施-06", "5#楼三层防火分区示意图", scale=500)
    compartments(plan, SHOP, ((50.0, 40.0, "doubtful"),), says="营业厅")
    return scene


def scene_compartments_garage() -> Scene:
    """A garage below ground with sprinklers, 4000 m²: 2000, 2800, 3600 and exactly 4000 m²; more."""
    scene = Scene(
        "fire-compartments-garage", facts={"buildings": [{"name": "地下车库", "use": "garage", "sprinklered": True}]}
    )
    plan = scene.sheet("建施-04", "地下车库防火分区示意图", scale=500)
    cases = (
        (50.0, 40.0, "met"),
        (90.0, 40.0, "met"),
        (80.0, 50.0, "met"),
        (84.0, 50.0, "broken"),
        (90.0, 50.0, "broken"),
        (100.0, 60.0, "broken"),
        (70.0, 40.0, "met"),
    )
    compartments(plan, GARAGE, cases)
    return scene


def scene_compartments_garage_unknown() -> Scene:
    """A garage of 3000 m² below ground where nobody has stated the sprinklers."""
    scene = Scene("fire-compartments-garage-unknown", facts={"buildings": [{"name": "地下车库", "use": "garage"}]})
    plan = scene.sheet("建施-04", "地下车库防火分区示意图", scale=500)
    compartments(plan, GARAGE, ((60.0, 50.0, "doubtful"),))
    return scene
