"""Read a received file in the limited child, and keep what came out: sheets, plots, pictures.

Nothing is ever half kept: objects are written first, under the hash of their bytes; then one unit of
work replaces what the case knows of the file. Doing it twice changes nothing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from checkers.drawing.child import COLUMNS
from checkers.drawing.companions import DEEPEST, Companion
from checkers.drawing.isolate import Limits, Outcome, read_isolated
from checkers.drawing.model import NotDisplayed, Omission
from checkers.errors import CheckerError, Words
from review.intake.references import PICTURE, answering, asked_before, asked_in_all
from storage.drawings import NewSheet

if TYPE_CHECKING:
    from uuid import UUID

    from review.office import Office
    from storage.database import Unit
    from storage.drawings import File

MIB = 1 << 20
DONE = ("read", "refused")
"""what a file is once nobody has to read it any more"""
ROUNDS = DEEPEST + 2
"""times a file is read at most, each with what the references of the time before asked for"""
WALL_PER_CPU = 2
"""wall clock allowed for each second of processor time"""


def read_file(office: Office, file_id: UUID) -> File:
    """Read one file and record its sheets, or record why it cannot be read."""
    with office.database.unit() as unit:
        file = unit.drawings.file(file_id)
        if file.status in DONE:
            return file
        unit.drawings.set_reading(file_id)
        files = unit.drawings.files(file.case, file.round)
    with tempfile.TemporaryDirectory(prefix="joint-review-") as folder:
        try:
            outcome, asked = _read_with_references(office, file, files, Path(folder))
        except CheckerError as error:
            return refuse(office, file_id, error.words)
        columns = office.objects.put(Path(folder) / COLUMNS).sha256
        sheets = _kept_sheets(office, outcome)
    source = outcome.drawing.files[0]
    with office.database.unit() as unit:
        present = _locked(unit, file_id)
        if present.status in DONE:
            return present  # another worker, taken for dead, was alive after all
        unit.drawings.set_read(
            file_id,
            columns_sha256=columns,
            source={
                "version": source.version,
                "encoding": source.encoding,
                "units": source.units_used,
                "units_why": source.units_why,
                "repairs": list(source.repairs),
                "bound": list(source.bound),
                "wanted": list(source.wanted),
                "substituted": list(source.substituted),
                "asked": asked,
                "given": [[each.name, each.sha256] for each in answering(asked, file, files)],
            },
            seconds=dict(outcome.seconds),
            sheets=sheets,
        )
        unit.timeline.add(file.case, None, "file_read", {"name": file.name, "sheets": len(sheets)})
        return unit.drawings.file(file_id)


def _read_with_references(office: Office, file: File, files: Sequence[File], folder: Path) -> tuple[Outcome, list[str]]:
    """What came of the file together with the others it references, and every path it asked for.

    Only files that are asked for are brought near: an object may lie far away. What is bound may ask for more; where
    that was read before, it is known what, and the file need not be read once for each level of references.
    """
    asked = asked_in_all(asked_before(file), file, files)
    given: dict[UUID, Companion] = {}
    with ExitStack() as stack:
        path = stack.enter_context(office.objects.local(file.sha256))
        for _ in range(ROUNDS):
            for each in answering(asked, file, files):
                if each.id not in given:
                    given[each.id] = Companion(each.name, stack.enter_context(office.objects.local(each.sha256)))
            outcome = read_isolated(
                path,
                file.name,
                folder,
                limits=limits_of(office),
                companions=list(given.values()),
                picture=file.format == PICTURE,
            )
            asked = asked_in_all((*asked, *outcome.drawing.files[0].wanted), file, files)
            if all(each.id in given for each in answering(asked, file, files)):
                break
    return outcome, asked


def refuse(office: Office, file_id: UUID, words: Words) -> File:
    """Record why a file cannot be read; one that was read or refused meanwhile stays as it is."""
    with office.database.unit() as unit:
        file = _locked(unit, file_id)
        if file.status in DONE:
            return file
        unit.drawings.set_refused(file_id, words.zh, words.en)
        unit.timeline.add(file.case, None, "file_refused", {"name": file.name, "why": words.zh})
        return unit.drawings.file(file_id)


def _locked(unit: Unit, file_id: UUID) -> File:
    """The file as it stands, nobody else changing its case until this unit ends."""
    unit.cases.locked(unit.drawings.file(file_id).case)
    return unit.drawings.file(file_id)


def limits_of(office: Office) -> Limits:
    """What one reading child may use."""
    settings = office.settings
    return Limits(
        memory_bytes=settings.read_memory_mib * MIB,
        cpu_seconds=settings.read_seconds,
        wall_seconds=settings.read_seconds * WALL_PER_CPU,
        file_bytes=settings.max_file_mib * MIB,
    )


def together(*lists: Iterable[NotDisplayed]) -> list[NotDisplayed]:
    """What reading and plotting could not show, each thing once with the larger of its counts and its places."""
    found: dict[tuple[Omission, str], NotDisplayed] = {}
    for each in chain.from_iterable(lists):
        known = found.get((each.kind, each.what))
        if known is None:
            found[each.kind, each.what] = each
            continue
        more, less = (each, known) if known.count < each.count else (known, each)
        found[each.kind, each.what] = replace(more, places=more.places or less.places)
    return list(found.values())


def _kept_sheets(office: Office, outcome: Outcome) -> list[NewSheet]:
    plots = {plot.sheet: plot for plot in outcome.plots}
    kept = []
    for ordinal, sheet in enumerate(outcome.drawing.sheets, start=1):
        plot = plots.get(sheet.id)
        kept.append(
            NewSheet(
                sheet=sheet.id,
                ordinal=ordinal,
                number=sheet.number,
                title=sheet.title,
                discipline=sheet.discipline,
                scale=sheet.scale,
                size_mm=sheet.size_mm,
                where=sheet.where,
                frame=sheet.frame,
                to_mm=sheet.to_mm,
                bounds_m=sheet.bounds_m,
                plot_sha256=office.objects.put(plot.pdf).sha256 if plot else None,
                picture_sha256=office.objects.put(plot.picture).sha256 if plot else None,
                picture_size=plot.picture_size if plot else None,
                not_displayed=[
                    {
                        "kind": each.kind.value,
                        "what": each.what,
                        "count": each.count,
                        "remedy": {"zh": each.remedy_zh, "en": each.remedy_en},
                        "places_mm": [list(place) for place in sheet.places_mm(each)],
                    }
                    for each in together(sheet.not_displayed, plot.not_displayed if plot else ())
                ],
            )
        )
    return kept
