"""What became of a finding of the last round once the next one was measured.

Vocabulary
----------
told       a finding as it is compared: its rule, what it looked at, its sheet, its verdict
answer     what the next measuring says of the same thing: now met, still broken, doubtful, or not found again

Only a finding that is met now, by the same rule on the same thing, proposes to close the old one. A thing that is not
found again proposes nothing: it may be gone, or the machine may not see it any more.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely
from shapely.affinity import affine_transform

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.comparing.changes import SheetChanges

SAME_PLACE = 5.0
"""millimetres on paper between the places of a finding of two rounds"""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as it is compared."""

    id: str
    rule: str
    subject: str
    sheet: str
    """empty for a finding about the whole set"""
    verdict: str
    """met, broken or doubtful"""
    where_mm: BaseGeometry | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the next measuring says of a finding."""

    old: str
    new: str | None
    outcome: str
    """met, broken, doubtful, or gone when the same thing is not found again"""


def answers(
    old: Sequence[Told],
    new: Sequence[Told],
    partner: Mapping[str, str],
    told: Mapping[str, SheetChanges],
) -> list[Answer]:
    """One answer for each old finding.

    ``partner`` gives the new sheet of every old one that is matched, ``told`` the changes of an old sheet; a sheet
    without changes stands where it stood. A finding of the next round answers at most one old finding: what two of
    them claim is given to neither.
    """
    claims: dict[str, str] = {}
    by_rule: dict[tuple[str, str], list[Told]] = {}
    for each in new:
        by_rule.setdefault((each.rule, each.sheet), []).append(each)
    for each in old:
        sheet = partner.get(each.sheet) if each.sheet else ""
        if sheet is None:
            continue
        found = _same_thing(each, by_rule.get((each.rule, sheet), []), told.get(each.sheet))
        if found is not None:
            claims[each.id] = found.id
    claimed = Counter(claims.values())
    verdicts = {each.id: each.verdict for each in new}
    answered = []
    for each in old:
        claim = claims.get(each.id)
        sure = claim if claim is not None and claimed[claim] == 1 else None
        answered.append(Answer(each.id, sure, "gone" if sure is None else verdicts[sure]))
    return answered


def _same_thing(old: Told, candidates: Sequence[Told], told: SheetChanges | None) -> Told | None:
    """The finding about the same thing: in its place and called the same, or the only one called so."""
    if old.where_mm is None:
        called = [each for each in candidates if each.subject == old.subject and each.where_mm is None]
        return called[0] if len(called) == 1 else None
    if told is not None and not told.aligned:
        return None
    place = old.where_mm if told is None else affine_transform(old.where_mm, told.paper)
    near = [
        each for each in candidates if each.where_mm is not None and shapely.dwithin(place, each.where_mm, SAME_PLACE)
    ]
    for chosen in ([each for each in near if each.subject == old.subject], near):
        if len(chosen) == 1:
            return chosen[0]
        if len(chosen) > 1:
            return _nearest(place, chosen)
    return None


def _nearest(place: BaseGeometry, chosen: Sequence[Told]) -> Told | None:
    """The one whose outline is clearly most the same; None when two are as near."""
    by_distance = sorted((float(shapely.hausdorff_distance(place, each.where_mm)), each.id, each) for each in chosen)
    first, second = by_distance[0], by_distance[1]
    return first[2] if first[0] * 2 < second[0] else None
