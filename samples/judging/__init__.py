"""Judged drawings: small made drawings of which a person has said what every rule should find.

Vocabulary
----------
scene    one case: its sheets, its facts, and what is expected of rules that have no place on a sheet
draft    one sheet of a scene, drawn in metres as it lies in the designer's mind: straight, at the origin
meaning  what a stroke is drawn on: a class of ``checkers/drawing/layers.toml`` such as ``WALL``, or a layer's own name
office   the habits of one design office: its layers' names, its unit, its file version, how it turns, nests or
         explodes what it draws, and what else it leaves around
expect   a verdict set by hand: ``draft.expect("fire/climb-size", "broken", x, y)``; the place lies in the thing judged

A scene stands in ``scenes/<anything>.py`` as a function of no arguments named ``scene_…`` that returns a ``Scene``::

    def scene_climbing_grounds() -> Scene:
        scene = Scene("fire-climb-size", facts={"buildings": [{"name": "1#", "use": "residential", "height": 53.8}]})
        plan = scene.sheet("总施-02", "消防总平面图", scale=500, discipline="总图")
        plan.rectangle("BLDG_OUTLINE", 0, 0, 40, 15)
        plan.text("1#", 5, 5)
        plan.rectangle("CLIMB_GROUND", 5, 21, 22, 9.4)
        plan.expect("fire/climb-size", "broken", 10, 25)
        return scene

``python -m samples.judging`` draws every scene in two offices' habits into ``samples/judged/<scene>/<office>/``;
``python -m samples.judging fire-climb-size`` only those whose name begins so. ``joint-review accuracy samples/judged``
says how often the rules are right about them. Expectations are written from the numbers drawn and the clause, never
by running the rules.
"""
