"""A next round that brings only what changed: what of the round before goes on counting.

Vocabulary
----------
carried    a file of the round before that was not brought again and goes on counting
replaced   a sheet of it in whose place a new sheet came
removed    a sheet that the applicant took out of the set
asked      a new sheet of which nobody has said yet which old one it is

A file that is brought again under its old name stands for the whole of the old one.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from review.errors import Unready
from storage.drawings import REMOVED

if TYPE_CHECKING:
    from storage.cases import Case
    from storage.database import Unit
    from storage.drawings import File, SheetRow
    from storage.rounds import SheetPair


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the round before, and what of it would count in the next one."""

    file: File
    sheets: tuple[SheetRow, ...]
    """those that go on counting"""
    left_out: dict[str, str] = field(default_factory=dict)
    """by the model's id why another of its sheets does not: the new sheet's id, or ``removed``"""
    replaced_by: str = ""
    """name of the new file that stands for the whole of it"""

    @property
    def carried(self) -> bool:
        """Whether anything of it goes on counting; a file without sheets, such as a picture, does."""
        return not self.replaced_by and (bool(self.sheets) or not self.left_out)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a round that brings only what changed would consist of, beside the new files."""

    files: tuple[Kept, ...]
    asked: tuple[SheetPair, ...]
    compared: bool
    """whether every new sheet has been compared with the round before; one that was not may be any of them"""
    failed: bool = False
    """whether the two could not be compared at all"""


def planned(unit: Unit, case: Case, removed: Collection[str] = ()) -> Plan:
    """The plan for the round that is being collected; ``removed`` are sheets to leave out, by the model's id."""
    coming = case.round + 1
    new_files = unit.drawings.files(case.id, coming)
    pairs = unit.rounds.pairs(case.id, coming)
    named = {sheet.id: sheet.sheet for sheet in unit.drawings.sheets(case.id, coming)}
    replaced = {
        pair.old: named[pair.new] for pair in pairs if pair.new in named and pair.standing in {"same", "matched"}
    }
    old_sheets = unit.drawings.sheets(case.id, case.round)
    kept = []
    for file in unit.drawings.files(case.id, case.round):
        if file.status != "read" or any(each.sha256 == file.sha256 for each in new_files):
            continue
        again = next((each.name for each in new_files if each.name == file.name), "")
        left_out, counting = {}, []
        for sheet in (each for each in old_sheets if each.file == file.id):
            if sheet.sheet in removed:
                left_out[sheet.sheet] = REMOVED
            elif sheet.id in replaced:
                left_out[sheet.sheet] = replaced[sheet.id]
            else:
                counting.append(sheet)
        kept.append(Kept(file, tuple(counting), left_out, again))
    comparison = unit.rounds.comparison(case.id, coming)
    failed = comparison is not None and comparison.failure is not None
    compared = not failed and named.keys() <= {pair.new for pair in pairs}
    return Plan(tuple(kept), tuple(pair for pair in pairs if pair.standing == "doubtful"), compared, failed)


def carry(unit: Unit, case: Case, removed: Collection[str]) -> list[File]:
    """Let what was not brought again count in the round that is being collected; the files it did so for.

    Unready while the new files are not compared, or while it is not said which sheet a doubtful one is.
    """
    plan = planned(unit, case, removed)
    if plan.failed:
        raise Unready(
            "新图与上一轮未能比对，无法确定哪些图被替换：请改为提交全套图纸",
            "The new drawings could not be compared with the last round, so nobody knows what they replace: "
            "submit the whole set",
        )
    if not plan.compared:
        raise Unready(
            "新图正在与上一轮比对，请等待完成后再提交",
            "The new drawings are being compared with the last round; submit when that is done",
        )
    if plan.asked:
        raise Unready(
            f"有 {len(plan.asked)} 张新图尚不确定对应上一轮哪张图：请在“轮次对照”页逐张确认，或改为提交全套图纸",
            f"Of {len(plan.asked)} new sheets it is not sure which old sheet they are: "
            "say so on the page of rounds, or submit the whole set",
        )
    return [unit.drawings.carry(each.file.id, case.round + 1, each.left_out) for each in plan.files if each.carried]
