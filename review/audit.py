"""Walk every timeline and say whether what the office keeps of its cases can be relied on.

Vocabulary
----------
chain     the entries of one case, each hashing the last
broken    an entry that was changed, removed, doubled or moved; everything after it proves nothing
cut off   entries are missing at the end: the case stands where no entry took it
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checkers.errors import Words
from storage.timeline import broken_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.office import Office
    from storage.cases import Case
    from storage.timeline import Entry


@dataclass(frozen=True, slots=True)
class Break:
    """The first thing wrong with the timeline of a case."""

    case: str
    """its number, or its id when there is no such case"""
    position: int
    """of the first entry that does not hold, or of the one that should follow the last"""
    words: Words


@dataclass(frozen=True, slots=True)
class Audit:
    """What a walk over all timelines found."""

    cases: int
    entries: int
    guarded: bool
    """whether the database itself refuses to change or remove entries"""
    breaks: Sequence[Break]

    @property
    def whole(self) -> bool:
        """Whether every chain holds."""
        return not self.breaks


def audit(office: Office) -> Audit:
    """Walk the chains of all cases, in one view of the database."""
    counted, breaks = 0, []
    with office.database.unit() as unit:
        cases = {case.id: case for case in unit.cases.everything()}
        silent = dict(cases)
        for entries in unit.timeline.chains():
            counted += len(entries)
            identity = entries[0].case
            silent.pop(identity, None)
            found = _first_break(cases.get(identity), entries)
            if found is not None:
                breaks.append(found)
    breaks += [
        Break(case.number, 1, Words("没有任何记录，时间线被清除", "there is no entry at all: the timeline was removed"))
        for case in silent.values()
    ]
    return Audit(len(cases), counted, office.database.guarded(), sorted(breaks, key=lambda each: each.case))


def _first_break(case: Case | None, entries: Sequence[Entry]) -> Break | None:
    number = case.number if case else str(entries[0].case)
    position = broken_at(entries)
    if position is not None:
        entry = entries[position - 1]
        told = f"{entry.at:%Y-%m-%d %H:%M:%S} UTC {entry.event}"
        return Break(
            number,
            position,
            Words(f"第 {position} 条起不再可信（{told}）", f"entry {position} does not hold ({told})"),
        )
    stands = case.state if case else ""
    led = [entry.detail["to"] for entry in entries if "to" in entry.detail and "from" in entry.detail]
    if stands != (led[-1] if led else "draft"):
        position = len(entries) + 1
        return Break(
            number,
            position,
            Words(
                f"第 {position} 条起缺失：没有记录说明案件为何处于“{stands}”",
                f"entries are missing from {position} on: none took the case to {stands}",
            ),
        )
    return None


def as_json(found: Audit) -> dict[str, Any]:
    """The audit for other programs."""
    return {
        "schema": "joint-review/audit/1",
        "cases": found.cases,
        "entries": found.entries,
        "guarded": found.guarded,
        "whole": found.whole,
        "breaks": [
            {"case": each.case, "position": each.position, "zh": each.words.zh, "en": each.words.en}
            for each in found.breaks
        ],
    }


def as_text(found: Audit, language: str) -> str:
    """The audit for people: one line for each broken chain, then the sum."""
    lines = [f"{each.case}: {each.words.in_language(language)}" for each in found.breaks]
    if not found.guarded:
        unguarded = Words(
            "数据库未禁止修改时间线：请授予本服务 joint_review_service 角色（见 docs/decisions/0014）",
            "the database does not refuse changes to the timeline: grant the service joint_review_service "
            "(docs/decisions/0014)",
        )
        lines.append(unguarded.in_language(language))
    verdict = Words("全部完整", "all whole") if found.whole else Words("有断裂", "broken")
    said = Words(
        f"{found.cases} 个案件，{found.entries} 条记录：{verdict.zh}",
        f"{found.cases} cases, {found.entries} entries: {verdict.en}",
    )
    return "\n".join([*lines, said.in_language(language)])
