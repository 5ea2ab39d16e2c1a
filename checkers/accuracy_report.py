"""The table of ``joint-review accuracy``, as text and as JSON, and the one that is kept with the rules.

Vocabulary
----------
kept table   ``accuracy.json`` beside the rules: what they measured over the judged drawings when it was written, with
             the version and the hash of the clauses; the service shows it without measuring again
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checkers.accuracy import Tally, floor, total
from checkers.clauses import statutes
from checkers.errors import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

KEPT = Path(__file__).parent / "accuracy.json"
SCHEMA = "joint-review/accuracy/1"
COLUMNS = (
    ("expected", Words("期望", "expected")),
    ("right", Words("正确", "right")),
    ("alarms", Words("判不符合", "alarms")),
    ("false_alarm", Words("误报", "false")),
    ("miss", Words("漏报", "miss")),
    ("wrong_met", Words("误判符合", "wrong met")),
    ("doubtful", Words("存疑", "doubtful")),
    ("unlooked", Words("未查到", "unlooked")),
    ("unexpected", Words("另有", "more")),
)
"""counts in the order of the table, with their headings"""


def as_json(tallies: Sequence[Tally], *, wrong: bool = True) -> dict[str, Any]:
    """``joint-review/accuracy/1``: a row for each rule, the sum, the floor and what lies below it."""
    least = floor()
    return {
        "schema": SCHEMA,
        "engine": version("joint-review"),
        "clauses_sha256": statutes().sha256,
        "rules": [_row(tally, wrong=wrong) for tally in tallies],
        "total": _row(total(tallies), wrong=False),
        "floor": {
            "precision": least.precision,
            "recall": least.recall,
            "each_rule": least.each_rule,
            "wrong_met": least.wrong_met,
        },
        "below": least.below(tallies),
    }


def _row(tally: Tally, *, wrong: bool) -> dict[str, Any]:
    counts = {name: getattr(tally, name) for name, _ in COLUMNS}
    shares = {name: _rounded(getattr(tally, name)) for name in ("precision", "recall", "agreement")}
    row = {"id": tally.rule, **counts, **shares}
    return {**row, "wrong": tally.wrong} if wrong else row


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def as_text(tallies: Sequence[Tally], language: str = "zh") -> str:
    """The same for people: the table, each thing that is not right, and whether the floor is reached."""
    wide = max((len(tally.rule) for tally in tallies), default=0) + 2
    heads = "".join(f"{words.en:>11}" for _, words in COLUMNS) + f"{'precision':>11}{'recall':>8}"
    lines = [
        " · ".join(f"{words.zh} {words.en}" for _, words in COLUMNS),
        f"{'':<{wide}}{heads}",
        *(_line(tally, wide) for tally in tallies),
        _line(total(tallies), wide),
    ]
    lines += [f"  {tally.rule}: {said}" for tally in tallies for said in tally.wrong]
    short = floor().below(tallies)
    verdict = (
        Words("达到下限", "the floor is reached")
        if not short
        else Words(f"低于下限：{'、'.join(short)}", f"below the floor: {', '.join(short)}")
    )
    return "\n".join([*lines, verdict.in_language(language)]) + "\n"


def _line(tally: Tally, wide: int) -> str:
    counts = "".join(f"{getattr(tally, name):>11}" for name, _ in COLUMNS)
    return f"{tally.rule or 'total':<{wide}}{counts}{_share(tally.precision):>11}{_share(tally.recall):>8}"


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"


def keep(tallies: Sequence[Tally]) -> None:
    """Write the kept table."""
    KEPT.write_text(json.dumps(as_json(tallies, wrong=False), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def kept() -> dict[str, Any] | None:
    """The kept table; None when there is none."""
    if not KEPT.is_file():
        return None
    table: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8"))
    return table
