from __future__ import annotations

import os
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from checkers import apart
from checkers.apart import READY, is_large, measure_apart, measured
from checkers.catalogue import rules, rules_of
from checkers.drawing.model import DrawingSet
from checkers.drawing.reader import read
from checkers.engine import measure, not_run
from checkers.facts import Facts
from checkers.report import as_json
from checkers.stated_facts import facts_from
from tests.checkers.drawn import sheet

DYING, HANGING = "fire/climb-size", "fire/separation-civil"


def lasting(report: Any) -> dict[str, Any]:
    """A report without the seconds it took."""
    said = as_json(report)
    del said["seconds"]
    for account in said["rules"]:
        del account["seconds"]
    return said


def stumbling(pipe: Connection, order: Any) -> None:
    """A bench that dies at one rule and hangs at another."""
    pipe.send(READY)
    while True:
        identity = pipe.recv()
        if identity == DYING:
            os._exit(1)
        if identity == HANGING:
            time.sleep(600)
        rule = next(rule for rule in rules() if rule.id == identity)
        pipe.send((not_run(rule, order.facts, order.day, "nothing-to-look-at"), [], 0.0))


def never_ready(pipe: Connection, order: Any) -> None:
    os._exit(1)


def test_measuring_apart_finds_the_same(root: Path) -> None:
    folder = root / "samples" / "changzhou"
    drawings = DrawingSet.joined([read(folder / name).drawing for name in ("site.dxf", "roof.dxf", "rooms.dxf")])
    facts = facts_from(folder / "facts.yaml")
    here = lasting(measure(drawings, facts, unread=["lost.dwg"]))
    assert lasting(measure_apart(drawings, facts, jobs=2, unread=["lost.dwg"])) == here
    assert any(finding["verdict"] == "broken" for finding in here["findings"])


def test_a_rule_that_dies_or_hangs_is_named_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_serve", stumbling)
    report = measure_apart(DrawingSet((sheet(),)), Facts(), jobs=2, disciplines=["fire", "lightning"], limit=5.0)
    reasons = {account.rule: account.why_not for account in report.accounts}
    assert set(reasons) == {rule.id for rule in rules_of(["fire", "lightning"])}
    assert reasons.pop(DYING) == "could-not-check: the process that measured it died"
    assert reasons.pop(HANGING) == "could-not-check: it took longer than 5 s"
    assert set(reasons.values()) == {"nothing-to-look-at"}
    assert report.coverage.could_not == 2


def test_a_set_that_no_bench_can_load_is_said_of_every_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_serve", never_ready)
    report = measure_apart(DrawingSet((sheet(),)), Facts(), jobs=2)
    assert {account.why_not for account in report.accounts} == {"could-not-check: no process could load the set"}
    assert report.coverage.ran == 0


def test_a_small_set_is_measured_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "measure_apart", lambda *_, **__: pytest.fail("no bench is needed"))
    assert not is_large(DrawingSet((sheet(),)))
    assert measured(DrawingSet((sheet(),)), Facts(), jobs=2).accounts
