"""What people see when something cannot be done: one sentence with reason and remedy, never our insides.

Pages answer with a page, ``/api`` and scripts with a problem document (RFC 9457).
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from checkers.errors import CheckerError, Words
from review import errors as review_errors
from review.web.access import Forged, SignInFirst
from review.web.languages import language_of
from review.web.limits import TooLarge
from review.web.rendering import bare_page
from storage import errors as storage_errors

if TYPE_CHECKING:
    from fastapi import FastAPI, Request

_log = logging.getLogger(__name__)

STATUS: tuple[tuple[type[Exception], HTTPStatus], ...] = (
    (review_errors.NotThere, HTTPStatus.NOT_FOUND),
    (review_errors.NotAllowed, HTTPStatus.FORBIDDEN),
    (review_errors.WrongMove, HTTPStatus.CONFLICT),
    (review_errors.Unready, HTTPStatus.CONFLICT),
    (review_errors.TooManyAttempts, HTTPStatus.TOO_MANY_REQUESTS),
    (review_errors.WrongSignIn, HTTPStatus.UNAUTHORIZED),
    (review_errors.ReviewError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (CheckerError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (storage_errors.AlreadyThere, HTTPStatus.CONFLICT),
    (storage_errors.Conflict, HTTPStatus.CONFLICT),
)
"""the first fitting row counts"""

PLAIN = {
    400: Words("请求无法理解，请返回上一页重试。", "The request cannot be understood; go back and try again."),
    401: Words("请先登录。", "Please sign in first."),
    403: Words(
        "页面已过期或表单不是从本站提交的，请刷新页面后重试。",
        "The page is out of date, or the form did not come from this site; reload the page and try again.",
    ),
    404: Words("没有这个页面，或您无权查看。", "There is no such page, or it is not for you."),
    405: Words("这个地址不接受这种请求。", "This address does not take that kind of request."),
    413: Words(
        "上传内容超过上限，请拆分后上传。", "The upload is larger than the limit; split it and upload the parts."
    ),
    422: Words("填写的内容无法识别，请检查后重试。", "What was sent cannot be understood; check it and try again."),
    500: Words(
        "系统出现问题，已记录，您填写的内容没有提交。请稍后再试。",
        "Something went wrong here and is on record; nothing was submitted. Please try again later.",
    ),
    503: Words("数据服务暂时无法连接，请稍后再试。", "The data store cannot be reached now; please try again later."),
}


def status_of(error: Exception) -> int:
    """The HTTP status of a refusal."""
    for kind, status in STATUS:
        if isinstance(error, kind):
            return status
    return HTTPStatus.INTERNAL_SERVER_ERROR


def words_of(error: Exception, status: int) -> Words:
    """The sentence people read: the refusal's own, or the plain one of the status."""
    if isinstance(error, review_errors.ReviewError | CheckerError):
        return error.words
    if isinstance(error, storage_errors.AlreadyThere | storage_errors.Conflict):
        return Words(error.words.zh, error.words.en)
    return PLAIN.get(status, PLAIN[500 if status >= HTTPStatus.INTERNAL_SERVER_ERROR else 400])


def wants_problem(request: Request) -> bool:
    """Whether whoever asks reads JSON rather than a page."""
    accepted = request.headers.get("accept", "")
    return request.url.path.startswith("/api/") or ("application/json" in accepted and "text/html" not in accepted)


def answer(request: Request, status: int, said: Words) -> Response:
    """The sentence as a page or as a problem document."""
    language = language_of(request)
    detail = said.in_language(language)
    if wants_problem(request):
        title = HTTPStatus(status).phrase
        body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "instance": request.url.path}
        return JSONResponse(body, status, media_type="application/problem+json")
    return bare_page(language, "error.html", status, status=status, said=said)


def install(app: FastAPI) -> None:
    """Teach the application to answer every refusal."""

    def refused(request: Request, error: Exception) -> Response:
        status = status_of(error)
        return answer(request, status, words_of(error, status))

    def sign_in_first(request: Request, _error: Exception) -> Response:
        if wants_problem(request):
            return answer(request, HTTPStatus.UNAUTHORIZED, PLAIN[401])
        back = request.url.path if request.method == "GET" else "/work"
        return RedirectResponse(f"/sign-in?next={quote(back)}", HTTPStatus.SEE_OTHER)

    def plain(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.BAD_REQUEST
        return answer(request, status, words_of(error, status))

    def always(status: HTTPStatus) -> object:
        def told(request: Request, _error: Exception) -> Response:
            return answer(request, status, PLAIN[status])

        return told

    app.add_exception_handler(review_errors.ReviewError, refused)
    app.add_exception_handler(CheckerError, refused)
    app.add_exception_handler(storage_errors.AlreadyThere, refused)
    app.add_exception_handler(storage_errors.Conflict, refused)
    app.add_exception_handler(SignInFirst, sign_in_first)
    app.add_exception_handler(HTTPException, plain)
    for kind, status in (
        (Forged, HTTPStatus.FORBIDDEN),
        (TooLarge, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
        (RequestValidationError, HTTPStatus.NOT_FOUND),
        (storage_errors.NotFound, HTTPStatus.NOT_FOUND),
        (storage_errors.Unreachable, HTTPStatus.SERVICE_UNAVAILABLE),
        (Exception, HTTPStatus.INTERNAL_SERVER_ERROR),
    ):
        app.add_exception_handler(kind, always(status))  # type: ignore[arg-type]  # a plain function of request and error
