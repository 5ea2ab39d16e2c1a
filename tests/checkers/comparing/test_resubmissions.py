"""Two hundred and forty resubmissions of made-up buildings: no mark silently wrong, hardly a sheet asked about."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checkers.comparing.measured import Tally, measured

PART = 30
PARTS = 8


@pytest.mark.parametrize("part", range(PARTS))
def test_no_sheet_and_no_mark_is_silently_wrong(part: int, tmp_path: Path) -> None:
    tally = Tally()
    for seed in range(part * PART, (part + 1) * PART):
        measured(seed, tmp_path, tally)
    assert tally.wrong_sheets == []
    assert tally.wrong_marks == []
    assert tally.kept > 10 * PART
    assert tally.matched >= 0.99 * tally.kept
    assert tally.marks["placed"] > tally.marks["look"]
