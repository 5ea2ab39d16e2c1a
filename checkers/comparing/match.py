"""Which sheet of a new set is which sheet of the old one: by number, title and what it shows, asked when unsure.

Vocabulary
----------
pair       an old and a new sheet that are the same sheet
matched    sure: two of number, title and content say so and the third does not speak against it
doubtful   somebody has to say: the three disagree, two candidates are too close, or only one of them speaks
rival      another sheet that shows something telling of this one

A wrong pair puts marks onto a wrong sheet; a question costs a moment. So every rule here asks rather than guesses.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkers.comparing.likeness import Likeness, likeness
from checkers.errors import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.comparing.faces import Face

SURELY_SAME = 0.75
"""likeness from which what is shown may speak alone"""

SPEAKS = 0.35
"""likeness from which what is shown speaks for a pair that shares one name"""

ASKED = 0.2
"""likeness below which two sheets of different names are not even asked about"""

BETTER = 0.15
"""by how much a rival has to be more alike to speak against a pair"""

TELLING = 3.0
"""weight of features from which what tells two candidates apart speaks for one: three that no other sheet shows"""

A_HINT = 0.9
"""weight of features from which what tells two candidates apart speaks against one: a single one that is nowhere else"""

OUTWEIGHS = 1.5
"""times the evidence for a pair that a rival's evidence must be to speak against it"""

BOTH = 2
"""number and title"""

CANDIDATES = 4
"""how many sheets are offered when somebody has to say"""


@dataclass(frozen=True, slots=True)
class Pair:
    """What became of a sheet from one set to the next; ids are those of the drawing model."""

    old: str | None
    new: str | None
    standing: str
    """same, matched, doubtful, added or removed; ``old`` of a doubtful pair is only the likeliest"""
    score: float
    """likeness of what the two show, 0 to 1"""
    why: Words
    candidates: tuple[str, ...] = ()
    """old sheets a doubtful new one may be, the likeliest first"""


def match(old: Sequence[Face], new: Sequence[Face]) -> tuple[Pair, ...]:
    """Every old and every new sheet once, except that one old sheet may be a candidate of several doubtful ones."""
    return tuple(_Matching(old, new).pairs())


@dataclass(frozen=True, slots=True)
class _Vote:
    """What speaks for a pair."""

    number: bool
    title: bool
    kin: bool
    """one title begins with the other, as 一层平面图（修改） with 一层平面图"""
    untitled: bool
    """one of the two has no title"""
    alike: float
    same: bool

    @property
    def names(self) -> int:
        return self.number + self.title


class _Matching:
    def __init__(self, old: Sequence[Face], new: Sequence[Face]) -> None:
        self.old, self.new = old, new
        self.numbers = _partners([face.number for face in old], [face.number for face in new])
        self.titles = _partners([_titled(face) for face in old], [_titled(face) for face in new])
        self.contents = _partners([face.content for face in old], [face.content for face in new])
        self.like: Likeness = likeness(old, new, self.numbers | self.titles | self.contents)
        self.votes = {pair: self._vote(pair) for pair in {*self.like.pairs, *self.numbers, *self.titles}}
        self.home = {one: other for one, other in self.votes if self.votes[one, other].names == BOTH}
        self.home_back = {other: one for one, other in self.home.items()}
        self.by_old: dict[int, list[int]] = {}
        self.by_new: dict[int, list[int]] = {}
        for one, other in self.votes:
            self.by_old.setdefault(one, []).append(other)
            self.by_new.setdefault(other, []).append(one)

    def _vote(self, pair: tuple[int, int]) -> _Vote:
        return _Vote(
            number=pair in self.numbers,
            title=pair in self.titles,
            kin=_kin(self.old[pair[0]].title, self.new[pair[1]].title),
            untitled=not (self.old[pair[0]].title and self.new[pair[1]].title),
            alike=self.like.of(*pair),
            same=pair in self.contents,
        )

    def pairs(self) -> Iterator[Pair]:
        """The sure pairs, then what is asked, added and removed."""
        taken_old: set[int] = set()
        taken_new: set[int] = set()
        claims = [pair for pair in self.votes if self._sure(*pair)]
        claimed_old = Counter(one for one, _ in claims)
        claimed_new = Counter(other for _, other in claims)
        for one, other in sorted(claims):
            if claimed_old[one] > 1 or claimed_new[other] > 1:
                continue  # two sure claims on one sheet are none
            taken_old.add(one)
            taken_new.add(other)
            yield self._matched(one, other)
        asked: set[int] = set()
        for other in range(len(self.new)):
            if other in taken_new:
                continue
            candidates = self._candidates(other, taken_old)
            asked.update(candidates)
            yield self._unmatched(other, candidates)
        for one, face in enumerate(self.old):
            if one not in taken_old and one not in asked:
                yield Pair(face.id, None, "removed", 0.0, Words("新图中没有这张图", "not in the new set"))

    def _sure(self, one: int, other: int) -> bool:
        vote = self.votes[one, other]
        if self._contradicted(one, other, vote):
            return False
        if vote.names == BOTH:
            return True
        if vote.names == 1:
            named = vote.title or vote.kin or vote.untitled
            return (vote.same or (named and vote.alike >= SPEAKS)) and self._no_name_elsewhere(one, other, vote)
        if not (vote.same or (vote.kin and vote.alike >= SURELY_SAME)):
            return False
        return self._stands_out(one, other) and self._renamed(one, other)

    def _contradicted(self, one: int, other: int, vote: _Vote) -> bool:
        """Whether a rival on either side is more alike, or shows more of what tells the two apart."""
        if vote.same:
            return False
        for rival in self.by_new[other]:
            if rival == one or (vote.names and self._at_home((rival, self.home.get(rival)), (rival, other))):
                continue
            if self._speaks_against(vote, (rival, other), self.like.evidence(other, one, rival)):
                return True
        for rival in self.by_old[one]:
            if rival == other or (vote.names and self._at_home((self.home_back.get(rival), rival), (one, rival))):
                continue
            if self._speaks_against(vote, (one, rival), self.like.evidence_back(one, other, rival)):
                return True
        return False

    def _at_home(self, home: tuple[int | None, int | None], here: tuple[int, int]) -> bool:
        """Whether a rival bears number and title of another sheet that it is at least as much alike as this one."""
        one, other = home
        if one is None or other is None or (one, other) == here:
            return False
        return self.votes[one, other].alike >= self.votes[here].alike

    def _speaks_against(self, vote: _Vote, rival: tuple[int, int], evidence: tuple[float, float]) -> bool:
        theirs = self.votes[rival]
        if vote.names > theirs.names and theirs.alike < SPEAKS:
            return False
        mine, against = evidence
        more_alike = theirs.alike > vote.alike + BETTER
        return more_alike or (against >= A_HINT and against > mine * OUTWEIGHS)

    def _no_name_elsewhere(self, one: int, other: int, vote: _Vote) -> bool:
        """Whether the name the two do not share points to no other sheet that is as good."""
        for rival in self.by_new[other]:
            theirs = self.votes[rival, other]
            if rival != one and theirs.names and not self._clearly(vote, theirs, self.like.evidence(other, one, rival)):
                return False
        for rival in self.by_old[one]:
            theirs = self.votes[one, rival]
            if (
                rival != other
                and theirs.names
                and not self._clearly(vote, theirs, self.like.evidence_back(one, other, rival))
            ):
                return False
        return True

    def _clearly(self, vote: _Vote, theirs: _Vote, evidence: tuple[float, float]) -> bool:
        mine, against = evidence
        if vote.same and not theirs.same:
            return True
        if (vote.title or vote.kin) and not theirs.title and mine >= A_HINT and against < A_HINT:
            return True  # the title says so, and everything that tells the two apart does
        return vote.alike > theirs.alike and mine >= TELLING and mine > against * OUTWEIGHS

    def _stands_out(self, one: int, other: int) -> bool:
        vote = self.votes[one, other]
        rivals = [
            (self.votes[each, other], self.like.evidence(other, one, each))
            for each in self.by_new[other]
            if each != one
        ]
        rivals += [
            (self.votes[one, each], self.like.evidence_back(one, other, each))
            for each in self.by_old[one]
            if each != other
        ]
        return all(theirs.alike < ASKED or self._clearly(vote, theirs, evidence) for theirs, evidence in rivals)

    def _renamed(self, one: int, other: int) -> bool:
        """Whether no other sheet that bears one of the two's names shows anything like them."""
        mine = self.votes[one, other]
        bearers = [
            (self.votes[each, other], self.like.evidence(other, one, each))
            for each in self.by_new[other]
            if each != one
        ]
        bearers += [
            (self.votes[one, each], self.like.evidence_back(one, other, each))
            for each in self.by_old[one]
            if each != other
        ]
        return not any(
            vote.names == BOTH or (vote.names and vote.alike >= ASKED and not self._clearly(mine, vote, evidence))
            for vote, evidence in bearers
        )

    def _candidates(self, other: int, taken: set[int]) -> list[int]:
        found = [
            one
            for one in self.by_new.get(other, ())
            if one not in taken and (self.votes[one, other].names or self.votes[one, other].alike >= ASKED)
        ]
        found.sort(key=lambda one: (-self.votes[one, other].names / 2 - self.votes[one, other].alike, one))
        return found[:CANDIDATES]

    def _matched(self, one: int, other: int) -> Pair:
        vote, old, new = self.votes[one, other], self.old[one], self.new[other]
        same = vote.same and old.content == new.content and (old.number, old.title) == (new.number, new.title)
        zh = [word for word, given in (("图号", vote.number), ("图名", vote.title)) if given] + ["图面内容"] * (
            vote.alike >= SPEAKS or vote.same
        )
        en = [word for word, given in (("number", vote.number), ("title", vote.title)) if given] + ["content"] * (
            vote.alike >= SPEAKS or vote.same
        )
        why = Words("、".join(zh) + "一致", "the same " + ", ".join(en))
        return Pair(old.id, new.id, "same" if same else "matched", 1.0 if vote.same else round(vote.alike, 3), why)

    def _unmatched(self, other: int, candidates: list[int]) -> Pair:
        new = self.new[other]
        if not candidates:
            return Pair(None, new.id, "added", 0.0, Words("上一轮没有这张图", "not in the old set"))
        first = self.votes[candidates[0], other]
        if len(candidates) > 1:
            why = Words("与上一轮的几张图都相近，请指明", "close to several sheets of the old set; say which")
        elif first.names and first.alike < SPEAKS:
            why = Words("名称相同而内容不同，请确认", "the same name but other content; please confirm")
        else:
            why = Words("内容相近而名称不同，请确认", "like content under another name; please confirm")
        return Pair(
            self.old[candidates[0]].id,
            new.id,
            "doubtful",
            round(first.alike, 3),
            why,
            tuple(self.old[one].id for one in candidates),
        )


def _titled(face: Face) -> str:
    """The title with its discipline: architects and engineers both draw a plan of the first floor."""
    return f"{face.discipline}/{face.title}" if face.title else ""


def _kin(one: str, other: str) -> bool:
    """Whether the titles may be the same one, shortened or with a word added."""
    return bool(one and other) and (one.startswith(other) or other.startswith(one))


def _partners(old: Sequence[str], new: Sequence[str]) -> set[tuple[int, int]]:
    """Pairs of one name that no other sheet of either set bears; nameless ones have none."""
    first, second = _once(old), _once(new)
    return {(first[name], second[name]) for name in first.keys() & second.keys()}


def _once(names: Sequence[str]) -> dict[str, int]:
    count = Counter(names)
    return {name: place for place, name in enumerate(names) if name and count[name] == 1}
