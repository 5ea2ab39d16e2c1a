r"""Read the codes inside CAD texts: ``%%c``, ``\U+7246``, ``\M+5B7C0``, ``^J`` and the formatting of paragraphs.

Vocabulary
----------
line        content of TEXT, ATTRIB and ATTDEF; knows ``%%`` codes, ``^`` codes and coded characters
paragraph   content of MTEXT; knows formatting (``\P``, ``\H2x;``, ``{…}``) as well
whole       every code was understood; what was not stands as 〓 and has to be listed
numbered    ``%%nnn``, a character by its place in the font, so that above 126 its meaning is the font's

One table for reader and plot, so that they cannot disagree. Sources: AutoCAD's help on control codes (``%%nnn``,
``\U+``, ``\M+n``); the numbers 130–133 as Chinese structural SHX fonts (tssdeng, hztxt of the PKPM line) and the
programs that parse their bar texts have them. Fonts disagree on 134 and everything above (134 is a bar of HRB400 in
one and of special steel in another, 140 a raised text or Ⅹ), so those stay unknown; only figures between 140 and 141,
or 142 and 143, can mean nothing but raised and lowered ones: ``m%%1402%%141`` is m².
"""

from __future__ import annotations

import re
from collections.abc import Callable

from checkers.drawing.fonts import MISSING

MOST_LETTERS = 20_000
"""of one text; the rest of a longer one is cut, and the text is not whole"""
_MOST_RAW = 8 * MOST_LETTERS
UNKNOWN = "\ufffd"
"""stands for what has no meaning until ``clean`` shows it as 〓"""

PAGES = {"1": "cp932", "2": "cp950", "3": "cp949", "4": "johab", "5": "gbk"}
r"""code pages of ``\M+n``: Shift-JIS, Big5, Korean Wansung, Korean Johab, GBK"""
SYMBOLS = {127: "°", 128: "±", 129: "Ø", 130: "φ", 131: "ⅡΦ", 132: "ⅢΦ", 133: "ⅣΦ"}
"""numbered characters above ASCII; bar signs of grades HPB300, HRB335, HRB400 and HRB500 spell the grade,
for which no letter exists"""
_NAMED = {"c": "Ø", "d": "°", "p": "±", "%": "%", "k": "", "o": "", "u": ""}
_FIRST, _LAST_ASCII, _LAST_NUMBER = 32, 126, 255
_MEANT = {"format": "", "brace": "", "line": "\n", "space": " ", "lone": "\\"}
_CARET = 64
"""``^I`` is the control character 64 places below I"""
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")

_PRIVATE = "\x80-\x9f\ue000-\uf8ff"
_TO_DO = re.compile(rf"%%|%<|[\\^{{}}\x00-\x1f\x7f\ufffd\ud800-\udfff{_PRIVATE}]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_GARBLED = re.compile(r"[\ud800-\udfff\ufffd]")
_CHARACTER = (
    r"\\[Uu]\+(?P<high>[Dd][89ABab][0-9A-Fa-f]{2})\\[Uu]\+(?P<low>[Dd][C-Fc-f][0-9A-Fa-f]{2})"
    r"|\\[Uu]\+(?P<unicode>00(?:0[1-9A-Fa-f]|10)[0-9A-Fa-f]{4}|[0-9A-Fa-f]{4})"
    r"|\\M\+(?P<page>[1-5])(?P<bytes>[0-9A-Fa-f]{4})"
)
_SIGN = (
    r"|%%140(?P<raised>[-+0-9=()n]{1,4})%%141|%%142(?P<lowered>[-+0-9=()]{1,4})%%143"
    r"|%%(?P<number>\d{1,3})|%%(?P<named>[%cdkopuCDKOPU])"
    rf"|%(?P<field><)|\^(?P<caret>[ @-_]?)|(?P<private>[{_PRIVATE}])"
)
_NUMBER = r"(?:[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?x?)?;?"
_FORMAT = (
    r"|\\(?P<escaped>[\\{}])|\\(?P<line>[PNX])|\\(?P<space>~)"
    rf"|\\(?P<format>[LlOoKk]|A[0-9]?;?|[Cc]\d*;?|[HWTQ]{_NUMBER}|[fFp][^;]*;)"
    r"|\\S(?P<stack>(?:\\.|[^;\\])*);|(?P<brace>[{}])|(?P<lone>\\)"
)
_NAME_CODES = re.compile(_CHARACTER)
_LINE_CODES = re.compile(_CHARACTER + _SIGN)
_PARAGRAPH_CODES = re.compile(_CHARACTER + _SIGN + _FORMAT, re.DOTALL)
_REMAINING = re.compile(_CHARACTER + r"|%%(?P<number>\d{3})|(?P<private>[\x80-\x9f])")
_STACKED = re.compile(r"(?P<upper>(?:\\.|[^\\^/#])*)(?:(?P<kind>\^ ?|[/#])(?P<lower>.*))?", re.DOTALL)
_FIELD_EDGE = re.compile(r"%<|>%")
_ESCAPES = re.compile(r"[\\{}]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def plain_text(raw: str) -> tuple[str, bool]:
    """A line as people read it, and whether it is whole."""
    return _plain(raw, _LINE_CODES)


def plain_mtext(raw: str) -> tuple[str, bool]:
    """A paragraph as people read it, without its formatting, and whether it is whole."""
    return _plain(raw, _PARAGRAPH_CODES)


def name(raw: str) -> str:
    r"""A name of a layer, block or style with its coded characters (``\U+``, ``\M+``) decoded."""
    if raw.isascii() and "\\" not in raw:
        return raw
    return _GARBLED.sub(MISSING, _NAME_CODES.sub(_character, raw))


def shown(text: str) -> str:
    """What to draw of a text whose ``%%`` letters and ``^`` codes were read before: the codes that are left."""
    if _TO_DO.search(text) is None:
        return text
    return _REMAINING.sub(_symbol, text).replace(UNKNOWN, MISSING)


def for_drawing(raw: str) -> str:
    """A line written so that ezdxf, which knows fewer codes and misreads some, draws what ``plain_text`` reads."""
    raw = raw[:MOST_LETTERS]
    if _TO_DO.search(raw) is None:
        return raw
    read, _ = _decoded(raw, _LINE_CODES)
    drawn = _GARBLED.sub(MISSING, read).replace("%%", "%%%" * 2).replace("^", "^ ")
    return drawn + " " if drawn.endswith("^ ") else drawn


def paragraph_for_drawing(raw: str) -> str:
    """A paragraph with every code ezdxf does not know replaced by what it stands for; formatting is kept."""
    raw = raw[:MOST_LETTERS]
    if _TO_DO.search(raw) is None:
        return raw
    written: list[str] = []
    _walk(raw, _PARAGRAPH_CODES, written, _kept)
    return _GARBLED.sub(MISSING, "".join(written))


def clean(content: str) -> str:
    """A text as people read it: no control characters, 〓 for what no character stands for."""
    cut = content[:MOST_LETTERS].replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    return _GARBLED.sub(MISSING, _CONTROL.sub("", cut)).strip()


def is_garbled(content: str) -> bool:
    """Whether a text holds bytes that no character of its encoding stands for."""
    return _GARBLED.search(content) is not None


def _plain(raw: str, codes: re.Pattern[str]) -> tuple[str, bool]:
    if len(raw) <= MOST_LETTERS and _TO_DO.search(raw) is None:
        return raw.strip(), True
    content, fits = _decoded(raw, codes)
    return clean(content), fits and len(content) <= MOST_LETTERS and not is_garbled(content)


def _decoded(raw: str, codes: re.Pattern[str]) -> tuple[str, bool]:
    """The content with unknown codes as U+FFFD, and whether it is all of it."""
    fits = len(raw) <= _MOST_RAW
    parts: list[str] = []
    _walk(raw if fits else raw[:_MOST_RAW], codes, parts, _read)
    content = "".join(parts)
    return content.replace("\r", "").replace("\n", "") if codes is _LINE_CODES else content, fits


def _walk(
    raw: str, codes: re.Pattern[str], parts: list[str], meaning: Callable[[re.Match[str], list[str]], str]
) -> None:
    """Append the text between the codes and the meaning of each; a field is passed over as one unknown sign."""
    at = 0
    while (found := codes.search(raw, at)) is not None:
        parts.append(raw[at : found.start()])
        at = found.end()
        if found.lastgroup == "field":
            parts.append(UNKNOWN)
            at = _field_end(raw, at)
        else:
            parts.append(meaning(found, parts))
    parts.append(raw[at:])


def _field_end(raw: str, at: int) -> int:
    """Where a field ``%<…>%`` ends; fields lie inside fields."""
    depth = 1
    for edge in _FIELD_EDGE.finditer(raw, at):
        depth += 1 if edge.group() == "%<" else -1
        if not depth:
            return edge.end()
    return len(raw)


def _read(found: re.Match[str], before: list[str]) -> str:
    """What a code means in running text."""
    kind = found.lastgroup
    if kind in _MEANT:
        return _MEANT[kind]
    if kind == "escaped":
        return found["escaped"]
    if kind == "stack":
        return _stack(found["stack"], next((part[-1] for part in reversed(before) if part), ""))
    return _symbol(found)


def _kept(found: re.Match[str], _: list[str]) -> str:
    """What is left of a code for ezdxf's own reading of paragraphs."""
    kind = found.lastgroup
    if kind == "stack":
        upper, mark, lower = _halves(found["stack"])
        return f"\\S{_written(upper)}{mark}{' ' if mark == '^' else ''}{_written(lower)};" if mark else found.group()
    if kind in {"format", "brace", "line", "escaped"}:
        return found.group()
    if kind in {"space", "lone"}:
        return _written(_read(found, []))
    if found.group() in {"^I", "^J", "^M", "%%%"}:
        return found.group()
    return _written(_symbol(found))


def _written(content: str) -> str:
    """Characters as a paragraph has to spell them."""
    return _ESCAPES.sub(r"\\\g<0>", content).replace("^", "^ ")


def _symbol(found: re.Match[str]) -> str:
    """What a sign stands for."""
    kind, groups = found.lastgroup, found.groupdict()
    if kind in {"raised", "lowered"}:
        return str(groups[kind]).translate(_RAISED if kind == "raised" else _LOWERED)
    if kind == "number":
        return _numbered(int(groups["number"]), found.group())
    if kind == "named":
        return _NAMED[groups["named"].lower()]
    if kind == "caret":
        return chr(ord(groups["caret"]) - _CARET) if groups["caret"].strip() else "^"
    if kind == "private":
        return _numbered(ord(groups["private"]), UNKNOWN)
    return _character(found)


def _numbered(number: int, written: str) -> str:
    if _FIRST <= number <= _LAST_ASCII:
        return chr(number)
    return SYMBOLS.get(number, written if number > _LAST_NUMBER else UNKNOWN)


def _character(found: re.Match[str]) -> str:
    if found["high"]:
        pair = bytes.fromhex(found["high"] + found["low"])
        return pair.decode("utf-16-be")
    if found["unicode"]:
        code = int(found["unicode"], 16)
        return _numbered(code, UNKNOWN) if 0x80 <= code <= 0x9F else chr(code)  # noqa: PLR2004 (numbers in Unicode's clothes)
    try:
        return bytes.fromhex(found["bytes"]).lstrip(b"\0").decode(PAGES[found["page"]])
    except UnicodeDecodeError:
        return UNKNOWN


def _halves(stack: str) -> tuple[str, str, str]:
    """Upper text, ``^``, ``/`` or ``#``, and lower text of a stacked text."""
    found = _STACKED.match(stack)
    assert found is not None
    halves = [_decoded(_ESCAPED.sub(_unescaped, half or ""), _LINE_CODES)[0].strip() for half in found.group(1, 3)]
    return halves[0], (found["kind"] or "").strip(), halves[1]


def _unescaped(found: re.Match[str]) -> str:
    return found.group() if found[1] in "UMu" else found[1]


def _stack(stack: str, before: str) -> str:
    upper, mark, lower = _halves(stack)
    if upper and lower:
        # 1 and a stacked 1/2 must not become 11/2
        apart = " " if mark != "^" and before.isdigit() and upper[0].isdigit() else ""
        return f"{apart}{upper}{'^' if mark == '^' else '/'}{lower}"
    if mark != "^":
        return upper or lower
    if upper:
        raised = upper.translate(_RAISED)
        return raised if raised.isascii() is False and not set(raised) & set(upper) else f"^{upper}"
    lowered = lower.translate(_LOWERED)
    return lowered if not lower or not set(lowered) & set(lower) else f"_{lower}"
