"""Is it genuine? Anybody may ask, with the file or with the code under the seal, without an account."""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, JSONResponse, Response

from checkers.errors import Words
from review.intake.receive import shown_name
from review.results.verification import OUTCOMES
from review.web.access import Anyone, Posted, Visit
from review.web.errors import wants_problem
from review.web.rendering import page

if TYPE_CHECKING:
    from starlette.datastructures import UploadFile

    from review.results.verification import Verification

router = APIRouter(include_in_schema=False)

AT_ONCE = 2
"""verifications at the same time; whoever comes later is asked to try again"""

_places = BoundedSemaphore(AT_ONCE)


@router.get("/verify")
def ask(visit: Anyone) -> HTMLResponse:
    """The place to drop a package or a sealed PDF."""
    return _answer(visit)


@router.get("/verify/{code}")
def by_code(visit: Anyone, code: str) -> HTMLResponse:
    """What was sealed under the code of a seal."""
    with visit.unit() as unit:
        package = unit.opinions.package_by_code(code)
        case = unit.cases.get(package.case) if package else None
    return _answer(visit, 200 if package else 404, code=code, package=package, number=case.number if case else "")


@router.post("/verify")
def check(visit: Anyone, form: Posted) -> Response:
    """Verify one file and answer plainly."""
    files = form.files("file")
    if not files:
        return _answer(visit, 422, error=Words("没有选择文件，请先选择", "No file was chosen; choose one first"))
    if not _places.acquire(blocking=False):
        busy = Words("同时核验的人较多，请稍后再试", "Many people are verifying now; please try again in a moment")
        return _answer(visit, 503, error=busy)
    try:
        answer = _verified(visit, files[0])
    finally:
        _places.release()
    with visit.unit() as unit:
        package = unit.opinions.package_by_sha256(answer.sha256) if answer.sha256 else None
        case = unit.cases.get(package.case) if package else None
    if wants_problem(visit.request):
        from review.results.verification import as_json

        return JSONResponse(as_json(answer))
    return _answer(
        visit,
        answer=answer,
        package=package,
        number=case.number if case else answer.case,
        sealed_at=moment_of(answer.sealed_at),
    )


def _answer(visit: Visit, status: int = 200, **found: Any) -> HTMLResponse:  # noqa: ANN401  (what the template shows)
    nothing: dict[str, Any] = {"answer": None, "package": None, "number": "", "code": "", "sealed_at": None}
    return page(visit, "verify.html", status, **(nothing | {"outcomes": OUTCOMES} | found))


def _verified(visit: Visit, file: UploadFile) -> Verification:
    from review.results.verify import verify

    with tempfile.TemporaryDirectory(prefix="joint-review-verify-") as folder:
        path = Path(folder) / "file"
        with path.open("wb") as copy:
            shutil.copyfileobj(file.file, copy)
        return verify(path, language=visit.language, name=shown_name(file.filename or ""))


def moment_of(text: str) -> datetime | None:
    """The moment a file claims; None when what stands there is none, for anybody may write anything into a file."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None and moment.year > 1 else None
