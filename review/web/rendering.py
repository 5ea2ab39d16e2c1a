"""Templates: how a page is made out of what a route found.

Vocabulary
----------
page   a whole HTML answer
say    a filter: one sentence kept in two languages, in the one of the visit
said   a short word in the address after a form was taken; becomes the green line on the next page
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from checkers.catalogue import DISCIPLINES as DISCIPLINE_NAMES
from checkers.errors import Words
from review.case import OFFICE_ZONE, STATE_NAMES, State
from review.people import Role
from review.web import words
from review.web.access import VISITOR_COOKIE
from review.web.languages import LANGUAGES, translations

if TYPE_CHECKING:
    from review.web.access import Visit
    from storage.drawings import SheetRow

HERE = Path(__file__).parent
STATIC = HERE / "static"
VISITOR_SECONDS = 12 * 3600


@cache
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    catalogue = translations(language)
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        catalogue.gettext, catalogue.ngettext, newstyle=True
    )
    environment.filters |= {
        "say": lambda said: said_in(said, language),
        "when": when,
        "day": day,
        "number": number,
        "size": size,
        "state": lambda state: said_in(STATE_NAMES[State(state)], language),
        "discipline": lambda name: said_in(DISCIPLINE_NAMES.get(name, Words(name, name)), language),
        "by_discipline": by_discipline,
        "in_order": in_order,
        "term": lambda name, kind: said_in(words.TERMS[kind].get(name, Words(name, name)), language),
    }
    environment.globals |= {
        "languages": LANGUAGES,
        "language": language,
        "asset": asset,
        "Role": Role,
        "State": State,
    }
    return environment


def page(visit: Visit, template: str, status: int = 200, **things: Any) -> HTMLResponse:  # noqa: ANN401
    """The page this template makes of these things."""
    notice = words.SAID.get(visit.request.query_params.get("said", ""))
    context = {"visit": visit, "me": visit.person, "path": visit.request.url.path, "notice": notice, "error": None}
    content = _environment(visit.language).get_template(template).render(context | things)
    response = HTMLResponse(content, status)
    if visit.fresh_visitor:
        keep_cookie(visit, response, VISITOR_COOKIE, visit.fresh_visitor, VISITOR_SECONDS)
    return response


def bare_page(language: str, template: str, code: int, **things: Any) -> HTMLResponse:  # noqa: ANN401
    """A page that knows nothing of who is asking."""
    return HTMLResponse(_environment(language).get_template(template).render(things), code)


def keep_cookie(visit: Visit, response: HTMLResponse | RedirectResponse, name: str, value: str, seconds: int) -> None:
    """Set a cookie no script can read and no other site can use."""
    secure = visit.office.settings.base_url.startswith("https:")
    response.set_cookie(name, value, max_age=seconds, httponly=True, secure=secure, samesite="lax", path="/")


def go(address: str, said: str = "", anchor: str = "") -> RedirectResponse:
    """On to the next page after a form was taken."""
    if said:
        address += ("&" if "?" in address else "?") + f"said={said}"
    return RedirectResponse(address + (f"#{anchor}" if anchor else ""), 303)


def said_in(said: Words | Mapping[str, str] | str | None, language: str) -> str:
    """A sentence in the language, whether kept as words, as ``{"zh", "en"}`` or already as text."""
    if said is None:
        return ""
    if isinstance(said, str):
        return said
    if isinstance(said, Words):
        return said.in_language(language)
    return said.get(language) or said.get("zh") or said.get("en") or ""


def when(moment: datetime | None) -> Markup:
    """A moment where the office stands, to the minute; the exact one stands in the markup."""
    if moment is None:
        return Markup("—")
    return Markup('<time datetime="{}" title="Asia/Shanghai">{:%Y-%m-%d %H:%M}</time>').format(
        moment.isoformat(timespec="seconds"), moment.astimezone(OFFICE_ZONE)
    )


def day(given: date | None) -> str:
    """A day as ``2026-11-23``."""
    return given.isoformat() if given else "—"


def number(value: float | None, unit: str = "") -> str:
    """A measured value: three decimals at most, its unit behind it."""
    if value is None:
        return "—"
    return f"{f'{value:.3f}'.rstrip('0').rstrip('.')} {unit}".strip()


def size(octets: int) -> str:
    """A file size as people write it.

    >>> size(1_400)
    '1.4 kB'
    """
    value, unit = float(octets), "B"
    for larger in ("kB", "MB", "GB"):
        if value < 1000:  # noqa: PLR2004  (the step between units)
            break
        value, unit = value / 1000, larger
    return f"{value:.0f} {unit}" if unit == "B" or value >= 10 else f"{value:.1f} {unit}"  # noqa: PLR2004


def by_discipline(things: Iterable[Any]) -> list[tuple[str, list[Any]]]:
    """Things that have a discipline, grouped in the order people list disciplines; those without one come last."""
    order = list(DISCIPLINE_NAMES)
    groups: dict[str, list[Any]] = {}
    for thing in things:
        groups.setdefault(thing.discipline, []).append(thing)
    return sorted(groups.items(), key=lambda group: order.index(group[0]) if group[0] in order else len(order))


def in_order(sheets: Iterable[SheetRow]) -> list[SheetRow]:
    """Sheets as a drawing index lists them: by discipline, then by number."""
    order = list(DISCIPLINE_NAMES)
    return sorted(
        sheets,
        key=lambda sheet: (
            order.index(sheet.discipline) if sheet.discipline in order else len(order),
            [int(part) if part.isdecimal() else 0 for part in re.split(r"(\d+)", sheet.number)],
            sheet.number,
            sheet.ordinal,
        ),
    )


@cache
def asset(name: str) -> str:
    """The address of a static file, with a piece of its hash so that it may be kept for ever."""
    file = STATIC / name
    mark = hashlib.sha256(file.read_bytes()).hexdigest()[:12] if file.is_file() else "missing"
    return f"/static/{name}?v={mark}"
