"""What an opinion letter says, before it becomes a page.

Vocabulary
----------
party      who took part: owner, surveyor, designer, reviewer, with firm and person
works      what is built: area, storeys, height, classes; only what is known
matter     one line of the table of problems, from a finding or from a mark
coverage   what the machine looked at and what it could not
unverified a clause nobody has compared with the printed code (未与印刷本核对)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from review.conclusion import Conclusion, Overall
from review.results.consolidate import Reason
from review.results.seal_face import SealFace


@dataclass(frozen=True, slots=True)
class LetterParty:
    """Who took part in the case."""

    role: str
    """in Chinese: 建设单位, 设计单位, 勘察单位, 施工图审查机构 …"""
    firm: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class LetterWork:
    """One building of the works; unknown values stay empty and are said to be so."""

    name: str
    use: str = ""
    area_m2: float | None = None
    storeys: str = ""
    height_m: float | None = None
    category: str = ""
    fire_rating: str = ""
    lightning_class: str = ""
    civil_defense: str = ""


@dataclass(frozen=True, slots=True)
class LetterSheet:
    """One reviewed sheet."""

    number: str
    title: str
    sha256: str
    """of the file the sheet came in"""
    discipline: str = ""
    revision: str = ""
    scale: str = ""
    file: str = ""
    not_displayed: int = 0
    """how many kinds of things could not be displayed"""


@dataclass(frozen=True, slots=True)
class LetterLaw:
    """One code the review rests on."""

    code: str
    """number with edition: ``GB 50016-2014(2018)``"""
    title: str = ""
    since: date | None = None
    compared: bool = False
    """whether every clause used was compared with the printed code"""


@dataclass(frozen=True, slots=True)
class LetterOpinion:
    """The conclusion of one discipline."""

    discipline: str
    conclusion: Conclusion
    reviewer: str
    released_at: datetime
    text: str = ""
    licence: str = ""
    """registration number of the reviewer"""


@dataclass(frozen=True, slots=True)
class LetterMatter:
    """One line of the table of problems."""

    number: str
    discipline: str
    sheet: str
    place_mm: tuple[float, float] | None
    """on the sheet, from its lower left corner"""
    clause: str
    """code and article; empty for a mark without one"""
    severity: str
    """mandatory, general, local or quality"""
    compared: bool
    """False: the clause is unverified (未与印刷本核对)"""
    required: str
    measured: str
    text: str
    decision: str
    """in Chinese: 同意 / 推翻：理由 / 未复核"""
    verdict: str = "broken"
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class LetterMark:
    """A place a reviewer marked."""

    number: str
    discipline: str
    sheet: str
    place_mm: tuple[float, float] | None
    severity: str
    comment: str
    reviewer: str


@dataclass(frozen=True, slots=True)
class LetterCoverage:
    """What the machine looked at and what it could not."""

    rules: int
    ran: int
    could_not: int
    not_applicable: int
    looked_at: int = 0
    met: int = 0
    broken: int = 0
    doubtful: int = 0
    engine: str = ""
    clauses_sha256: str = ""
    could_not_reasons: Mapping[str, str] = field(default_factory=dict)
    """rule name → why it could not run"""
    not_displayed: Mapping[str, str] = field(default_factory=dict)
    """sheet → what could not be displayed"""


@dataclass(frozen=True, slots=True)
class LetterContent:
    """Everything an opinion letter can say; what is None or empty is left out or said to be unknown."""

    number: str
    """letter number: ``联审〔2026〕000001-1 号``"""
    issued_at: datetime
    """with its time zone"""
    case_number: str
    project: str
    round: int
    overall: Overall
    reasons: tuple[Reason, ...]
    authority: str
    """the office that answers for the letter"""
    verification_url: str
    project_code: str = ""
    place: str = ""
    filed_on: date | None = None
    parties: tuple[LetterParty, ...] = ()
    works: tuple[LetterWork, ...] = ()
    sheets: tuple[LetterSheet, ...] = ()
    laws: tuple[LetterLaw, ...] = ()
    opinions: tuple[LetterOpinion, ...] = ()
    matters: tuple[LetterMatter, ...] = ()
    marks: tuple[LetterMark, ...] = ()
    coverage: LetterCoverage | None = None
    correct_until: date | None = None
    signatory: str = ""
    appeal: str = ""
    """the way of appeal; a general sentence when empty"""
    development: bool = True
    """whether a development authority seals"""
    seal: SealFace | None = None
    """drawn at the signature place when given"""
