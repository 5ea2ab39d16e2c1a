"""Administration: who there is, who may come in, and what the service stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from review import people
from review.errors import Refused, ReviewError
from review.people import DISCIPLINES, Role
from review.settings import described
from review.web.access import Form, Posted, Visit, role
from review.web.errors import status_of
from review.web.languages import LANGUAGES
from review.web.rendering import go, page
from storage.errors import AlreadyThere

if TYPE_CHECKING:
    from collections.abc import Mapping

router = APIRouter(include_in_schema=False)

Administrator = Annotated[Visit, Depends(role(Role.ADMINISTRATOR))]
LONGEST_NAME = 80


@router.get("/administration")
def show(visit: Administrator) -> HTMLResponse:
    """People and settings."""
    return _show(visit)


@router.post("/administration/people")
def add(visit: Administrator, form: Posted) -> Response:
    """Add a person."""
    try:
        _add(visit, form)
    except ReviewError as error:
        typed = {name: value for name, value in form.typed().items() if name != "password"}
        return _show(visit, status_of(error), error=error.words, typed=typed)
    return go("/administration", "added")


@router.post("/administration/people/{person}/active")
def set_active(visit: Administrator, person: UUID, form: Posted) -> Response:
    """Let a person in again, or no longer; his sessions end at once."""
    active = form.text("active") == "yes"
    if person == visit.me.id and not active:
        error = Refused("不能停用自己的账号，请由另一位管理员操作", "One cannot lock oneself out; ask another")
        return _show(visit, status_of(error), error=error.words)
    with visit.unit() as unit:
        unit.people.set_active(person, active)
        if not active:
            unit.people.close_sessions_of(person)
    return go("/administration", "saved")


def _add(visit: Visit, form: Form) -> None:
    login, name = form.text("login"), form.text("name")
    roles = {each for each in form.texts("roles") if each in set(Role)}
    disciplines = {each for each in form.texts("disciplines") if each in DISCIPLINES}
    if not login or not name or len(login) > LONGEST_NAME or len(name) > LONGEST_NAME:
        raise Refused("请填写登录名和姓名（80 字以内）", "Give a login and a name of at most 80 characters")
    if not roles:
        raise Refused("请至少选择一个角色", "Choose at least one role")
    if Role.REVIEWER in roles and not disciplines:
        raise Refused("审查员须选择专业", "A reviewer needs a discipline")
    hashed = people.hashed(str(form.fields.get("password", "")))
    language = form.text("language") if form.text("language") in LANGUAGES else "zh"
    try:
        with visit.unit() as unit:
            unit.people.add(
                login=login,
                name=name,
                password_hash=hashed,
                roles=roles,
                disciplines=disciplines,
                firm=form.text("firm")[:LONGEST_NAME],
                language=language,
            )
    except AlreadyThere:
        raise Refused(f"登录名 {login} 已有人使用，请换一个", f"The login {login} is taken; choose another") from None


def _show(visit: Visit, status: int = 200, typed: Mapping[str, str] | None = None, **things: object) -> HTMLResponse:
    with visit.unit() as unit:
        everyone = sorted(unit.people.everyone(), key=lambda person: person.login)
    return page(
        visit,
        "administration.html",
        status,
        everyone=everyone,
        roles=list(Role),
        all_disciplines=DISCIPLINES,
        settings=described(visit.office.settings, visit.language),
        development=visit.office.settings.development,
        typed=typed or {},
        **things,
    )
