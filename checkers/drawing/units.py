"""Find out what one drawing unit is: what the file declares against what it shows.

Vocabulary
----------
declared  ``$INSUNITS`` of the file, None when it says nothing
evidence  what only one unit explains: frames at usual scales, scale texts in them, doors, dimension texts …
used      the unit the sheets were converted with; ``why`` says on what ground, Chinese and English
absurd    as declared, everything drawn would be smaller than a door or longer than a town
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkers.drawing import unit_clues
from checkers.drawing.unit_clues import AXES, FEET_FORMAT, LETTERS, Clue, Ground, Seen
from checkers.drawing.unit_entities import INCH_FORMATS
from checkers.drawing.unit_pieces import METRES, TRIED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ezdxf.document import Drawing

    from checkers.drawing.lane import Lane

__all__ = ["METRES", "Units", "decided", "declared", "of"]

_DECLARED = {1: "in", 2: "ft", 3: "mi", 4: "mm", 5: "cm", 6: "m", 7: "km", 10: "yd", 14: "dm"}
_FEW = 3
_MANY = 150
"""so many entities are a drawing, not a sample of a hinge"""
_SMALLEST, _LONGEST = 0.3, 30_000.0
"""metres of the core of a drawing that is believed"""
_BUILDING = (8.0, 3000.0)
"""metres of the core of a plan"""
_BETWEEN = " / "


@dataclass(frozen=True, slots=True)
class Units:
    """The unit of a file's model space."""

    declared: str | None
    used: str
    why: str
    """a Chinese sentence and an English one, divided by `` / ``"""

    @property
    def metres(self) -> float:
        """Metres of one drawing unit."""
        return METRES[self.used]


def declared(doc: Drawing) -> str | None:
    """The unit the header names; None when it names none of use in building."""
    try:
        return _DECLARED.get(int(doc.header.get("$INSUNITS", 0)))
    except (TypeError, ValueError):
        return None


def of(doc: Drawing, lane: Lane | None = None) -> Units:
    """The unit of a document's model space, by evidence first, then by declaration, then assumed.

    ``lane`` holds what of the document was read in columns.
    """
    found = unit_clues.seen(doc, lane)
    if doc.header.get("$LUNITS", 2) in INCH_FORMATS:
        found.say(("in",), FEET_FORMAT.most, FEET_FORMAT)
    return decided(declared(doc), found)


def decided(said: str | None, found: Seen) -> Units:
    """The unit that what was seen and what the header says lead to."""
    weights = _weighed(found.clues)
    votes = {unit: sum(grounds.values()) for unit, grounds in weights.items()}
    absurd = said is not None and found.count >= _MANY and not _SMALLEST <= found.size * METRES[said] <= _LONGEST
    if votes:
        # where two units explain as much, the declared one stands, then the one on surer ground
        unit = max(sorted(votes, key=TRIED.index), key=lambda unit: (votes[unit], unit == said, _strong(weights[unit])))
        others = sum(votes.values()) - votes[unit]
        grounds = weights[unit]
        strong = _strong(grounds)
        # small arcs look like doors in another unit: alone they do not overrule what the file declares
        sure = (strong if said else votes[unit]) >= _FEW and votes[unit] > 2 * others
        if unit == said and not absurd:
            return _confirmed(said, weights)
        if unit != said and (sure or said is None):
            return _told(said, unit, grounds, sure=sure)
        if absurd and unit != said and _SMALLEST <= found.size * METRES[unit] <= _LONGEST:
            return _instead(said, unit, found.size, grounds)
    if said and absurd:
        return _instead(said, "m" if _BUILDING[0] <= found.size <= _BUILDING[1] else said, found.size, ())
    if said:
        return _doubted(said, weights)
    return _assumed(found.size)


def _weighed(clues: Iterable[Clue]) -> dict[str, Counter[Ground]]:
    weights: dict[str, Counter[Ground]] = {}
    for clue in clues:
        for unit in clue.units:
            grounds = weights.setdefault(unit, Counter())
            grounds[clue.ground] = min(grounds[clue.ground] + clue.weight, clue.ground.most)
    return weights


def _strong(grounds: Counter[Ground]) -> int:
    """What weighs of sure grounds alone."""
    return sum(weight for ground, weight in grounds.items() if ground.sure)


def _confirmed(said: str, weights: dict[str, Counter[Ground]]) -> Units:
    own = sum(weights[said].values())
    against = {
        ground for unit, grounds in weights.items() if unit != said and 2 * _strong(grounds) > own for ground in grounds
    }
    if against and own >= _FEW:
        zh, en = _listed(weights[said])
        zh_against, en_against = _listed(against)
        return _units(
            said,
            said,
            f"文件声明为 {said}，有{zh}印证，但{zh_against}与之矛盾",
            f"declared, confirmed by {en}; doubted by {en_against}",
        )
    zh, en = _listed(weights[said])
    return _units(said, said, f"文件声明为 {said}，有{zh}印证", f"declared, confirmed by {en}")


def _told(said: str | None, unit: str, grounds: Iterable[Ground], *, sure: bool) -> Units:
    zh, en = _listed(grounds)
    if said:
        return _units(said, unit, f"由{zh}判定；文件却声明为 {said}", f"{en}; the file declares {said}")
    if sure:
        return _units(None, unit, f"由{zh}判定；文件未声明单位", f"{en}; the file declares none")
    return _units(
        None, unit, f"推定：仅由{zh}，依据较弱；文件未声明单位", f"assumed from {en} (weak); the file declares none"
    )


def _instead(said: str | None, unit: str, size: float, grounds: Iterable[Ground]) -> Units:
    """Another unit than one in which the whole drawing would be absurdly small or large; it stays doubtful."""
    zh, en = _listed(grounds)
    length = size * METRES[said or "mm"]
    return _units(
        said,
        unit,
        f"推定：按声明的 {said} 全图仅长 {length:.3g} m，不合理{'；参考' + zh if zh else ''}，单位存疑",
        f"assumed: as declared in {said} the whole drawing would be {length:.3g} m long{'; ' + en if en else ''}; doubted",
    )


def _doubted(said: str, weights: dict[str, Counter[Ground]]) -> Units:
    # axes and letters fit several units or scales; they confirm, but raise no doubt by themselves
    against = {ground for unit, grounds in weights.items() if unit != said for ground in grounds} - {AXES, LETTERS}
    if not against:
        return _units(said, said, f"文件声明为 {said}", "declared")
    zh, en = _listed(against)
    return _units(said, said, f"文件声明为 {said}，但{zh}与之不符", f"declared; doubted by {en}")


def _assumed(size: float) -> Units:
    if size and size < 5000:  # noqa: PLR2004 (a building in millimetres is larger than 5 m)
        return _units(
            None,
            "m",
            "推定：文件未声明单位，按毫米计全图不足 5 m",
            "assumed: the file declares none and its extent would be under 5 m in millimetres",
        )
    return _units(None, "mm", "推定：文件未声明单位", "assumed: the file declares none")


def _units(said: str | None, unit: str, zh: str, en: str) -> Units:
    return Units(said, unit, f"{zh}{_BETWEEN}{en}")


def _listed(grounds: Iterable[Ground]) -> tuple[str, str]:
    ordered = sorted(grounds, key=lambda ground: (not ground.sure, ground.en))
    return "、".join(ground.zh for ground in ordered), ", ".join(ground.en for ground in ordered)
