"""A house to visit: sample people and a case with made-up drawings, so that pages are tested without any reader."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from review import acts
from review.case import move
from review.routing.assign import route
from storage.drawings import NewSheet

if TYPE_CHECKING:
    from uuid import UUID

    from review.jobs import Jobs
    from storage.cases import Case
    from storage.people import Person

PASSWORD = "joint-review-demo"
FACTS: dict[str, Any] = {
    "place": {"city": "常州市", "district": "武进区", "latitude": 31.7},
    "filed_on": "2025-06-01",
    "buildings": [{"name": "1#", "use": "residential", "height": 53.8, "storeys": 18}],
}


@dataclass(frozen=True, slots=True)
class House:
    """A case and everybody around it."""

    jobs: Jobs
    people: dict[str, Person]
    case: Case
    file: UUID
    sheets: list[UUID]
    findings: dict[str, UUID]
    """by verdict"""

    def now(self) -> Case:
        """The case as it stands."""
        with self.jobs.office.database.unit() as unit:
            return unit.cases.get(self.case.id)


def picture(width: int = 600, height: int = 424) -> bytes:
    """A PNG of a white sheet with a frame and a grid."""
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            frame = x in {0, width - 1} or y in {0, height - 1}
            rows.append(0 if frame else 200 if x % 60 == 0 or y % 60 == 0 else 255)

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(rows))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def draft(jobs: Jobs, people: dict[str, Person]) -> House:
    """A draft with one read file of two sheets and three findings, one of each verdict."""
    applicant = people["applicant"]
    case = acts.create_case(jobs, applicant, "滨江花园一期", FACTS, "owner")
    office = jobs.office
    drawing = office.objects.put(f"a drawing of {case.number}".encode())
    shown = office.objects.put(picture())
    plotted = office.objects.put(b"%PDF-1.7 made up")
    with office.database.unit() as unit:
        file, _new = unit.drawings.add_file(
            case=case.id,
            round=1,
            name="总图 <1>.dxf",
            sha256=drawing.sha256,
            size=drawing.size,
            format="dxf",
            uploaded_by=applicant.id,
        )
        sheets = [_sheet(drawing.sha256, ordinal, shown.sha256, plotted.sha256) for ordinal in (1, 2)]
        unit.drawings.set_read(file.id, "c" * 64, {"version": "AC1032"}, {"parse": 0.1}, sheets)
        rows = unit.drawings.sheets(case.id, 1)
        run = unit.findings.record(
            case.id,
            1,
            identity=f"made {case.number}",
            report_sha256="d" * 64,
            engine="0.1.0",
            clauses_sha256="e" * 64,
            filed_on=date(2025, 6, 1),
            coverage={"rules": 2, "ran": 1, "could_not": 1, "not_applicable": 0},
            accounts=[_account("fire/climb-size", ran=True), _account("planning/building-density", ran=False)],
            findings=[_finding(verdict, sheets[0].sheet) for verdict in ("broken", "doubtful", "met")],
        )
        findings = {each.verdict: each.id for each in unit.findings.of_run(run.id)}
    return House(jobs, people, case, file.id, [row.id for row in rows], findings)


def under_review(jobs: Jobs, people: dict[str, Person]) -> House:
    """The same case, accepted and sent to every discipline."""
    house = draft(jobs, people)
    with jobs.office.database.unit() as unit:
        move(unit, house.case.id, "submit", people["applicant"])
        move(unit, house.case.id, "accept", people["window"])
        case = move(unit, house.case.id, "route", people["window"])
        route(unit, case, days=10, how="rule")
    return house


def _sheet(file_sha256: str, ordinal: int, picture_sha256: str, plot_sha256: str) -> NewSheet:
    missing = [
        {"kind": "proxy", "what": "TCH_WALL", "count": 3, "remedy": {"zh": "分解后重新导出", "en": "explode it"}}
    ]
    return NewSheet(
        sheet=f"{file_sha256[:12]}-{ordinal}",
        ordinal=ordinal,
        number=f"总施-0{ordinal}",
        title=("总平面图", "消防总平面图")[ordinal - 1],
        discipline=("planning", "fire")[ordinal - 1],
        scale=500,
        size_mm=(841.0, 594.0),
        where="model",
        frame="A1",
        to_mm=(2.0, 0.0, 0.0, 2.0, 0.0, 0.0),
        bounds_m=(0.0, 0.0, 420.5, 297.0),
        plot_sha256=plot_sha256,
        picture_sha256=picture_sha256,
        picture_size=(600, 424),
        not_displayed=missing if ordinal == 1 else [],
    )


def _account(rule: str, *, ran: bool) -> dict[str, Any]:
    return {
        "id": rule,
        "discipline": rule.partition("/")[0],
        "clause": {"code": "GB 50016-2014(2018)", "article": "7.2.2", "since": "2018-10-01", "verified": False},
        "ran": ran,
        "why_not": None if ran else "could-not-read: facts.conditions.density_max",
        "looked_at": 3 if ran else 0,
        "met": int(ran),
        "broken": int(ran),
        "doubtful": int(ran),
        "seconds": 0.01,
    }


def _finding(verdict: str, sheet: str) -> dict[str, Any]:
    left = {"broken": 100, "doubtful": 150, "met": 200}[verdict]
    ring = [[left, 100], [left + 15, 100], [left + 15, 109.4], [left, 109.4], [left, 100]]
    return {
        "rule": "fire/climb-size",
        "verdict": verdict,
        "severity": "mandatory",
        "subject": f"登高场地 {left}",
        "sheet": sheet,
        "measured": 9.4,
        "required": 10.0,
        "comparison": ">=",
        "unit": "m",
        "message": {
            "zh": f"登高场地 {left}：宽度实测 9.4 m，要求 ≥ 10 m",
            "en": f"ground {left}: width 9.4 m, required ≥ 10 m",
        },
        "where": {"type": "Polygon", "coordinates": [ring]},
        "along": {"type": "LineString", "coordinates": [[left, 105], [left, 109.4]]},
        "where_mm": {"type": "Polygon", "coordinates": [[[2 * x, 2 * y] for x, y in ring]]},
        "handles": ["2F3"],
    }
