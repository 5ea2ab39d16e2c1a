"""What became of sheets, marks and findings from one round of a case to the next.

Vocabulary
----------
pair        an old and a new sheet that are the same sheet, or one of them alone
answer      what somebody said when he was asked which sheet is which
placement   where a mark of an earlier round stands in this one
comparison  the row that says that a round was compared, with what, or why it could not be
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Boolean, Column, Connection, Double, Integer, Table, Uuid, delete, func, select, update
from sqlalchemy.dialects.postgresql import ARRAY, insert

from storage.tables import METADATA, Document, Json, Moment, Written, not_found, record, references

COMPARISONS = Table(
    "comparisons",
    METADATA,
    Column("case", Uuid, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("identity", Written),
    Column("failure", Document),
    Column("compared_at", Moment),
)

PAIRS = Table(
    "sheet_pairs",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("case", Uuid),
    Column("round", Integer),
    Column("ordinal", Integer),
    Column("old", Uuid),
    Column("new", Uuid),
    Column("standing", Written),
    Column("score", Double),
    Column("why", Document),
    Column("candidates", ARRAY(Uuid)),
    Column("aligned", Boolean),
    Column("changes", Document),
    Column("regions_mm", Document),
    Column("undeclared", Integer),
)

PAIR_ANSWERS = Table(
    "pair_answers",
    METADATA,
    Column("case", Uuid, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("new", Written, primary_key=True),
    Column("old", Written),
    Column("person", Uuid),
    Column("at", Moment),
)

PLACEMENTS = Table(
    "placements",
    METADATA,
    Column("mark", Uuid, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("case", Uuid),
    Column("sheet", Uuid),
    Column("standing", Written),
    Column("shape", Document),
    Column("why", Document),
    Column("settled_by", Uuid),
    Column("settled_at", Moment),
)

MEASURED_AGAIN = Table(
    "measured_again",
    METADATA,
    Column("finding", Uuid, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("case", Uuid),
    Column("answer", Uuid),
    Column("outcome", Written),
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """That a round was compared with the one before."""

    case: UUID
    round: int
    identity: str
    """names what was compared: sheets, answers and findings of both rounds"""
    failure: Mapping[str, str] | None
    """``{"zh": …, "en": …}`` when the two could not be compared"""
    compared_at: datetime


@dataclass(frozen=True, slots=True)
class SheetPair:
    """What became of a sheet."""

    old: UUID | None
    new: UUID | None
    standing: str
    """same, matched, doubtful, added or removed; ``old`` of a doubtful pair is only the likeliest"""
    score: float
    why: Mapping[str, str]
    candidates: Sequence[UUID]
    """old sheets a doubtful new one may be"""
    aligned: bool
    changes: Sequence[Json]
    """as in ``joint-review/compare/1``, each with ``answers``: what comments it lies at"""
    regions_mm: Sequence[Json]
    """parts of the new sheet that changed, GeoJSON in paper millimetres"""
    undeclared: int
    """changes that lie at no comment"""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a mark of an earlier round stands in this one."""

    mark: UUID
    round: int
    case: UUID
    sheet: UUID | None
    standing: str
    """placed, look, gone or asked"""
    shape: Json | None
    why: Mapping[str, str]
    settled_by: UUID | None = None
    settled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MeasuredAgain:
    """What the measuring of this round says to a finding of the round before."""

    finding: UUID
    round: int
    case: UUID
    answer: UUID | None
    outcome: str
    """met, broken, doubtful, or gone when the same thing is not found again"""


_OF_PAIR = [PAIRS.c[name] for name in SheetPair.__dataclass_fields__]


class Rounds:
    """The questions asked of rounds."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def comparison(self, case: UUID, round: int) -> Comparison | None:  # noqa: A002  the word of the field
        """How this round was compared with the one before; None when it was not."""
        row = self._connection.execute(
            select(COMPARISONS).where(COMPARISONS.c.case == case, COMPARISONS.c.round == round)
        ).one_or_none()
        return record(Comparison, row) if row else None

    def keep(
        self,
        case: UUID,
        round: int,  # noqa: A002  the word of the field
        *,
        identity: str,
        pairs: Sequence[SheetPair] = (),
        placements: Sequence[Placement] = (),
        again: Sequence[MeasuredAgain] = (),
        failure: Mapping[str, str] | None = None,
    ) -> None:
        """Keep a comparison in place of an earlier one of the round; what people settled of a mark stays."""
        for table in (PAIRS, MEASURED_AGAIN):
            self._connection.execute(delete(table).where(table.c.case == case, table.c.round == round))
        self._connection.execute(
            delete(PLACEMENTS).where(
                PLACEMENTS.c.case == case, PLACEMENTS.c.round == round, PLACEMENTS.c.settled_by.is_(None)
            )
        )
        values = {"identity": identity, "failure": failure}
        self._connection.execute(
            insert(COMPARISONS)
            .values(case=case, round=round, **values)
            .on_conflict_do_update(
                index_elements=["case", "round"], set_={**values, "compared_at": func.clock_timestamp()}
            )
        )
        if pairs:
            self._connection.execute(
                insert(PAIRS),
                [
                    {
                        **asdict(pair),
                        "candidates": list(pair.candidates),
                        "id": uuid4(),
                        "case": case,
                        "round": round,
                        "ordinal": ordinal,
                    }
                    for ordinal, pair in enumerate(pairs)
                ],
            )
        if placements:
            self._connection.execute(insert(PLACEMENTS).on_conflict_do_nothing(), [asdict(each) for each in placements])
        if again:
            self._connection.execute(insert(MEASURED_AGAIN), [asdict(each) for each in again])

    def pairs(self, case: UUID, round: int) -> list[SheetPair]:  # noqa: A002  the word of the field
        """What became of every sheet of the round before and of this one, in the order they were found."""
        rows = self._connection.execute(
            select(*_OF_PAIR).where(PAIRS.c.case == case, PAIRS.c.round == round).order_by(PAIRS.c.ordinal)
        )
        return [record(SheetPair, row) for row in rows]

    def pair_of(self, sheet: UUID) -> SheetPair | None:
        """What a sheet of this round is paired with; None when its round was not compared."""
        row = self._connection.execute(select(*_OF_PAIR).where(PAIRS.c.new == sheet)).one_or_none()
        return record(SheetPair, row) if row else None

    def answer(self, case: UUID, round: int, new: str, old: str | None, person: UUID) -> None:  # noqa: A002  the field's word
        """Keep what somebody said: the new sheet is this old one, or none of them. NotFound for unknown people."""
        with references(self._connection, "案件或人员", "case or person"):
            self._connection.execute(
                insert(PAIR_ANSWERS)
                .values(case=case, round=round, new=new, old=old, person=person)
                .on_conflict_do_update(
                    index_elements=["case", "round", "new"],
                    set_={"old": old, "person": person, "at": func.clock_timestamp()},
                )
            )

    def answers(self, case: UUID, round: int) -> dict[str, str | None]:  # noqa: A002  the word of the field
        """What people said of the new sheets of this round, by the model's ids."""
        rows = self._connection.execute(
            select(PAIR_ANSWERS.c.new, PAIR_ANSWERS.c.old).where(
                PAIR_ANSWERS.c.case == case, PAIR_ANSWERS.c.round == round
            )
        )
        return {row.new: row.old for row in rows}

    def placements(self, case: UUID, round: int) -> list[Placement]:  # noqa: A002  the word of the field
        """Where the marks of earlier rounds stand in this one."""
        rows = self._connection.execute(
            select(PLACEMENTS)
            .where(PLACEMENTS.c.case == case, PLACEMENTS.c.round == round)
            .order_by(PLACEMENTS.c.standing, PLACEMENTS.c.mark)
        )
        return [record(Placement, row) for row in rows]

    def placement(self, mark: UUID, round: int) -> Placement:  # noqa: A002  the word of the field
        """Where a mark stands in this round; NotFound."""
        row = self._connection.execute(
            select(PLACEMENTS).where(PLACEMENTS.c.mark == mark, PLACEMENTS.c.round == round)
        ).one_or_none()
        return record(Placement, row) if row else not_found("批注", "mark", mark)

    def settle(self, mark: UUID, round: int, standing: str, person: UUID) -> Placement:  # noqa: A002  the field's word
        """Keep what somebody who looked says of a mark's place; NotFound."""
        row = self._connection.execute(
            update(PLACEMENTS)
            .where(PLACEMENTS.c.mark == mark, PLACEMENTS.c.round == round)
            .values(standing=standing, settled_by=person, settled_at=func.clock_timestamp())
            .returning(PLACEMENTS)
        ).one_or_none()
        return record(Placement, row) if row else not_found("批注", "mark", mark)

    def measured_again(self, case: UUID, round: int) -> list[MeasuredAgain]:  # noqa: A002  the word of the field
        """What this round's measuring says to the findings of the round before."""
        rows = self._connection.execute(
            select(MEASURED_AGAIN).where(MEASURED_AGAIN.c.case == case, MEASURED_AGAIN.c.round == round)
        )
        return [record(MeasuredAgain, row) for row in rows]
