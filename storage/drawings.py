"""The files of a case and the sheets that were read out of them.

Vocabulary
----------
file     bytes as somebody uploaded them, known by their SHA-256; once in each case and round
sheet    one framed drawing of a file, with where its plot and its picture are kept
columns  the geometry of a file as the reader wrote it, an object of its own
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from sqlalchemy import BigInteger, Column, Connection, Double, Integer, Table, Uuid, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from storage.errors import Conflict
from storage.tables import METADATA, Counts, Document, Json, Moment, Numbers, Written, not_found, record, references

FILES = Table(
    "files",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("case", Uuid),
    Column("round", Integer),
    Column("name", Written),
    Column("sha256", Written),
    Column("size", BigInteger),
    Column("format", Written),
    Column("status", Written),
    Column("refusal", Document),
    Column("uploaded_by", Uuid),
    Column("uploaded_at", Moment),
    Column("columns_sha256", Written),
    Column("source", Document),
    Column("seconds", Document),
    Column("carried_from", Uuid),
)

SHEETS = Table(
    "sheets",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("case", Uuid),
    Column("round", Integer),
    Column("file", Uuid),
    Column("sheet", Written),
    Column("ordinal", Integer),
    Column("number", Written),
    Column("title", Written),
    Column("discipline", Written),
    Column("scale", Double),
    Column("size_mm", Numbers),
    Column("where", Written),
    Column("frame", Written),
    Column("to_mm", Numbers),
    Column("bounds_m", Numbers),
    Column("plot_sha256", Written),
    Column("picture_sha256", Written),
    Column("picture_size", Counts),
    Column("not_displayed", Document),
    Column("left_out", Written),
)

ACKNOWLEDGEMENTS = Table(
    "acknowledgements",
    METADATA,
    Column("sheet", Uuid, primary_key=True),
    Column("person", Uuid, primary_key=True),
    Column("at", Moment),
)


REMOVED = "removed"
"""in ``SheetRow.left_out``: nothing takes the sheet's place"""

KEPT_WHEN_READ_AGAIN = frozenset({"id", "file", "left_out"})
"""columns of a sheet that do not come from the file"""


@dataclass(frozen=True, slots=True)
class File:
    """Bytes as somebody uploaded them."""

    id: UUID
    case: UUID
    round: int
    name: str
    sha256: str
    size: int
    """bytes"""
    format: str
    """``dxf``, ``dwg``, ``pdf``, or ``image`` for a picture that drawings show"""
    status: str
    """``received``, ``reading``, ``read`` or ``refused``"""
    refusal: Mapping[str, str] | None
    """``{"zh": …, "en": …}`` when refused"""
    uploaded_by: UUID
    uploaded_at: datetime
    columns_sha256: str | None
    source: Json | None
    """what the reader understood of the file as a whole"""
    seconds: Mapping[str, float]
    carried_from: UUID | None = None
    """the file of the round before that was not brought again and goes on counting"""


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A sheet as the reader hands it over."""

    sheet: str
    """the drawing model's id: first 12 hex digits of the file's SHA-256, a dash, the ordinal"""
    ordinal: int
    """from 1, in the order of the file"""
    number: str
    title: str
    discipline: str
    scale: float | None
    """500 for 1:500"""
    size_mm: tuple[float, float]
    where: str
    """``model``, ``layout:NAME`` or ``page:N``"""
    frame: str
    """``A1``, ``A1+1/4`` …; empty when the size is not a standard one"""
    to_mm: tuple[float, float, float, float, float, float]
    """shapely affine [a, b, d, e, xoff, yoff] from model metres to paper millimetres"""
    bounds_m: tuple[float, float, float, float]
    """minimum x, minimum y, maximum x, maximum y in model metres"""
    plot_sha256: str | None = None
    picture_sha256: str | None = None
    picture_size: tuple[int, int] | None = None
    """pixels"""
    not_displayed: Sequence[Json] = ()


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A sheet as it is kept; its id stays the same however often its file is read."""

    id: UUID
    case: UUID
    round: int
    file: UUID
    sheet: str
    ordinal: int
    number: str
    title: str
    discipline: str
    scale: float | None
    size_mm: tuple[float, float]
    where: str
    frame: str
    to_mm: tuple[float, float, float, float, float, float]
    bounds_m: tuple[float, float, float, float]
    plot_sha256: str | None
    picture_sha256: str | None
    picture_size: tuple[int, int] | None
    not_displayed: list[Json]
    left_out: str | None = None
    """why a sheet of a carried file does not count: the model's id of the new sheet in its place, or ``removed``"""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """Somebody has seen what a sheet does not display."""

    sheet: UUID
    person: UUID
    at: datetime


class Drawings:
    """The questions asked of files and sheets."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_file(
        self,
        *,
        case: UUID,
        round: int,  # noqa: A002  the word of the field
        name: str,
        sha256: str,
        size: int,
        format: str,  # noqa: A002  the word of the field
        uploaded_by: UUID,
    ) -> tuple[File, bool]:
        """The file, and whether it is new: the same bytes twice in one round are the row of the first time.

        NotFound for an unknown case or person.
        """
        with references(self._connection, "案件或人员", "case or person"):
            row = self._connection.execute(
                insert(FILES)
                .values(
                    id=uuid4(),
                    case=case,
                    round=round,
                    name=name,
                    sha256=sha256,
                    size=size,
                    format=format,
                    uploaded_by=uploaded_by,
                )
                .on_conflict_do_nothing(index_elements=["case", "round", "sha256"])
                .returning(FILES)
            ).one_or_none()
        if row is not None:
            return record(File, row), True
        there = select(FILES).where(FILES.c.case == case, FILES.c.round == round, FILES.c.sha256 == sha256)
        return record(File, self._connection.execute(there).one()), False

    def file(self, file: UUID) -> File:
        """The file of this id; NotFound."""
        row = self._connection.execute(select(FILES).where(FILES.c.id == file)).one_or_none()
        return record(File, row) if row else not_found("文件", "file", file)

    def files(self, case: UUID, round: int | None = None) -> list[File]:  # noqa: A002  the word of the field
        """Files of a case, or of one round of it, in the order of arrival."""
        statement = select(FILES).where(FILES.c.case == case)
        if round is not None:
            statement = statement.where(FILES.c.round == round)
        statement = statement.order_by(FILES.c.round, FILES.c.uploaded_at, FILES.c.name, FILES.c.id)
        return [record(File, row) for row in self._connection.execute(statement)]

    def set_received(self, file: UUID) -> None:
        """Say that the file waits to be read again; its sheets stay until then. NotFound."""
        self._set(file, status="received", refusal=None)

    def set_reading(self, file: UUID) -> None:
        """Say that somebody reads the file now; NotFound."""
        self._set(file, status="reading", refusal=None)

    def set_read(
        self, file: UUID, columns_sha256: str, source: Json, seconds: Mapping[str, float], sheets: Sequence[NewSheet]
    ) -> None:
        """Keep what was read in place of what an earlier reading found; doing it twice changes nothing.

        NotFound; Conflict when a sheet that carries marks would vanish.
        """
        self._set(
            file, status="read", refusal=None, columns_sha256=columns_sha256, source=source, seconds=dict(seconds)
        )
        row = self.file(file)
        kept = [
            {
                **asdict(sheet),
                "not_displayed": list(sheet.not_displayed),
                "id": uuid5(file, sheet.sheet),
                "case": row.case,
                "round": row.round,
                "file": file,
            }
            for sheet in sheets
        ]
        self._drop_sheets(file, keep=[sheet["id"] for sheet in kept])
        if kept:
            statement = insert(SHEETS)
            replaced = {
                column.name: statement.excluded[column.name]
                for column in SHEETS.c
                if column.name not in KEPT_WHEN_READ_AGAIN
            }
            statement = statement.on_conflict_do_update(index_elements=["id"], set_=replaced)
            self._connection.execute(statement, kept)

    def set_refused(self, file: UUID, zh: str, en: str) -> None:
        """Say why the file cannot be read, and drop the sheets of an earlier reading; NotFound, Conflict."""
        self._set(file, status="refused", refusal={"zh": zh, "en": en}, columns_sha256=None)
        self._drop_sheets(file, keep=[])

    def remove_file(self, file: UUID) -> None:
        """Take the file out of its case with its sheets; NotFound, Conflict when they carry marks."""
        self._drop_sheets(file, keep=[])
        if not self._connection.execute(delete(FILES).where(FILES.c.id == file)).rowcount:
            not_found("文件", "file", file)

    def carry(self, file: UUID, round: int, left_out: Mapping[str, str]) -> File:  # noqa: A002  the word of the field
        """Let a file of an earlier round count in this one too, with all that was read of it; doing it twice is once.

        ``left_out`` says by the model's id which of its sheets do not, and why. NotFound.
        """
        earlier = self.file(file)
        values = {**asdict(earlier), "id": uuid4(), "round": round, "carried_from": earlier.id}
        row = self._connection.execute(
            insert(FILES)
            .values(values)
            .on_conflict_do_nothing(index_elements=["case", "round", "sha256"])
            .returning(FILES)
        ).one_or_none()
        if row is None:
            there = select(FILES).where(
                FILES.c.case == earlier.case, FILES.c.round == round, FILES.c.sha256 == earlier.sha256
            )
            return record(File, self._connection.execute(there).one())
        carried = record(File, row)
        rows = self._connection.execute(select(SHEETS).where(SHEETS.c.file == file)).mappings()
        sheets = [
            {
                **each,
                "id": uuid5(carried.id, each["sheet"]),
                "file": carried.id,
                "round": round,
                "left_out": left_out.get(each["sheet"], each["left_out"]),
            }
            for each in rows
        ]
        if sheets:
            self._connection.execute(insert(SHEETS), sheets)
        return carried

    def sheets(
        self,
        case: UUID,
        round: int | None = None,  # noqa: A002  the word of the field
        *,
        left_out: bool = False,
    ) -> list[SheetRow]:
        """Sheets of a case, or of one round of it: files in the order of arrival, sheets in that of their file.

        Those that do not count because a new sheet took their place only if asked for.
        """
        statement = select(SHEETS).join(FILES, FILES.c.id == SHEETS.c.file).where(SHEETS.c.case == case)
        if round is not None:
            statement = statement.where(SHEETS.c.round == round)
        if not left_out:
            statement = statement.where(SHEETS.c.left_out.is_(None))
        statement = statement.order_by(SHEETS.c.round, FILES.c.uploaded_at, FILES.c.name, FILES.c.id, SHEETS.c.ordinal)
        return [record(SheetRow, row) for row in self._connection.execute(statement)]

    def sheet(self, sheet: UUID) -> SheetRow:
        """The sheet of this id; NotFound."""
        row = self._connection.execute(select(SHEETS).where(SHEETS.c.id == sheet)).one_or_none()
        return record(SheetRow, row) if row else not_found("图纸", "sheet", sheet)

    def acknowledge(self, sheet: UUID, person: UUID) -> None:
        """Note that somebody has seen what the sheet does not display; once is enough. NotFound."""
        with references(self._connection, "图纸或人员", "sheet or person"):
            self._connection.execute(
                insert(ACKNOWLEDGEMENTS).values(sheet=sheet, person=person).on_conflict_do_nothing()
            )

    def acknowledged(self, sheet: UUID) -> list[Acknowledgement]:
        """Who has seen what the sheet does not display, the first one first."""
        rows = self._connection.execute(
            select(ACKNOWLEDGEMENTS)
            .where(ACKNOWLEDGEMENTS.c.sheet == sheet)
            .order_by(ACKNOWLEDGEMENTS.c.at, ACKNOWLEDGEMENTS.c.person)
        )
        return [record(Acknowledgement, row) for row in rows]

    def _set(self, file: UUID, **values: object) -> None:
        if not self._connection.execute(update(FILES).where(FILES.c.id == file).values(**values)).rowcount:
            not_found("文件", "file", file)

    def _drop_sheets(self, file: UUID, *, keep: Sequence[UUID]) -> None:
        statement = delete(SHEETS).where(SHEETS.c.file == file, SHEETS.c.id.not_in(keep))
        try:
            with self._connection.begin_nested():
                self._connection.execute(statement)
        except IntegrityError as error:
            raise Conflict(
                "文件的图纸上已有批注，不能删除；请先撤回批注，或在下一轮提交新文件",
                "sheets of this file carry marks and cannot vanish; submit a new file in the next round instead",
            ) from error
