"""What measuring came to, as JSON for machines and as text for people.

Vocabulary
----------
report   ``joint-review/check/1``: sheets, accounts of rules, findings, coverage (``docs/check.schema.json``)
not understood   layers with lines whose names tell no meaning: no rule looks at them
place    where a finding lies, in model metres and in millimetres on its sheet, as GeoJSON geometries

Coordinates are written to a tenth of a millimetre, values to a millionth of their unit.
"""

from __future__ import annotations

import json
import math
from itertools import groupby
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import mapping

from checkers.catalogue import DISCIPLINES
from checkers.edition import edition
from checkers.engine import NO_CLAUSE, NOT_CHECKED, NOT_READ, NOTHING
from checkers.errors import Words
from checkers.features.unseen import not_understood
from checkers.finding import Verdict, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.clauses import Clause
    from checkers.drawing.model import Sheet
    from checkers.engine import Account, Report
    from checkers.finding import Finding

SCHEMA = "joint-review/check/1"
DIGITS_M, DIGITS_MM, DIGITS_VALUE = 4, 2, 6
MOST_LINES = 30
"""lines of one rule and verdict in the text; the JSON has all"""

MOST_LAYERS = 8
"""layers of one sheet in the text; the JSON has all"""

VERDICTS = {
    Verdict.BROKEN: Words("不符合", "broken"),
    Verdict.DOUBTFUL: Words("存疑", "doubtful"),
    Verdict.MET: Words("符合", "met"),
}


def as_json(report: Report, language: str = "zh") -> dict[str, Any]:
    """The report as ``docs/check.schema.json`` describes it; remedies are in this language, messages in both."""
    sheets = {sheet.id: sheet for sheet in report.drawings.sheets}
    coverage = report.coverage
    return {
        "schema": SCHEMA,
        "engine": edition(),
        "filed_on": report.filed_on.isoformat(),
        "clauses_sha256": report.clauses_sha256,
        "sheets": [_sheet(sheet, language) for sheet in report.drawings.sheets],
        "set_aside": [
            {"id": sheet.id, "file": sheet.file, "shown_in": list(report.drawings.shown_in(sheet.file))}
            for sheet in report.drawings.set_aside
        ],
        "rules": [_account(account) for account in report.accounts],
        "findings": [_finding(finding, sheets.get(finding.sheet)) for finding in report.findings],
        "coverage": {
            "rules": coverage.rules,
            "ran": coverage.ran,
            "could_not": coverage.could_not,
            "not_applicable": coverage.not_applicable,
        },
        "seconds": {name: round(value, 4) for name, value in report.seconds.items()},
    }


def written_json(report: Report, language: str = "zh") -> str:
    """The same as text, one JSON document."""
    return json.dumps(as_json(report, language), ensure_ascii=False, allow_nan=False, indent=1)


def _sheet(sheet: Sheet, language: str) -> dict[str, Any]:
    return {
        "id": sheet.id,
        "file": sheet.file,
        "number": sheet.number,
        "title": sheet.title,
        "discipline": sheet.discipline,
        "scale": sheet.scale,
        "part_of": sheet.part_of,
        "size_mm": [round(side, DIGITS_MM) for side in sheet.size_mm],
        "not_displayed": [
            {
                "kind": str(omission.kind),
                "what": omission.what,
                "count": omission.count,
                "remedy": Words(omission.remedy_zh, omission.remedy_en).in_language(language),
                "places_mm": [list(place) for place in sheet.places_mm(omission)],
            }
            for omission in sheet.not_displayed
        ],
        "not_understood": [{"layer": each.layer, "entities": each.entities} for each in not_understood(sheet)],
    }


def _account(account: Account) -> dict[str, Any]:
    return {
        "id": account.rule,
        "discipline": account.discipline,
        "clause": None if account.clause is None else _clause(account.clause),
        "ran": account.ran,
        "why_not": account.why_not,
        "looked_at": account.looked_at,
        "met": account.met,
        "broken": account.broken,
        "doubtful": account.doubtful,
        "seconds": round(account.seconds, 4),
    }


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "code": clause.code,
        "article": clause.article,
        "since": clause.since.isoformat(),
        "verified": clause.compared,
    }


def _finding(finding: Finding, sheet: Sheet | None) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "verdict": str(finding.verdict),
        "severity": str(finding.severity),
        "subject": finding.subject,
        "sheet": finding.sheet,
        "measured": _finite(finding.measured),
        "required": _finite(finding.required),
        "comparison": None if finding.comparison is None else str(finding.comparison),
        "unit": finding.unit,
        "message": {"zh": finding.message.zh, "en": finding.message.en},
        "where": geojson(finding.where, DIGITS_M),
        "along": None if finding.along is None else geojson(finding.along, DIGITS_M),
        "where_mm": None if sheet is None else geojson(sheet.on_paper(finding.where), DIGITS_MM),
        "handles": list(finding.handles),
        "how": {"zh": finding.how.zh, "en": finding.how.en},
    }


def _finite(value: float | None) -> float | None:
    return round(value, DIGITS_VALUE) if value is not None and math.isfinite(value) else None


def geojson(geometry: BaseGeometry, digits: int) -> dict[str, Any]:
    """A geometry as GeoJSON in plain lists, its coordinates rounded to these digits."""
    flat = shapely.force_2d(geometry)
    rounded = shapely.transform(flat, lambda corners: corners.round(digits))
    plain: dict[str, Any] = json.loads(json.dumps(mapping(rounded)))
    return plain


def as_text(report: Report, language: str = "zh") -> str:
    """The report for a person: what is broken, what is doubtful, what could not be looked at, and the accounts."""
    return "\n".join(_lines(report, language)) + "\n"


def _lines(report: Report, language: str) -> Iterator[str]:
    def say(zh: str, en: str) -> str:
        return Words(zh, en).in_language(language)

    sheets, files = report.drawings.sheets, {sheet.file for sheet in report.drawings.sheets}
    details = sum(bool(sheet.part_of) for sheet in sheets)
    whole = len(sheets) - details
    with_details = Words(f"（含详图 {details} 个）", f" (with {details} details)") if details else Words("", "")
    yield say(
        f"联合审图自动检查：{len(files)} 个文件，{whole} 张图{with_details.zh}，申报日期 {report.filed_on}",
        f"Joint review check: {len(files)} files, {whole} sheets{with_details.en}, filed on {report.filed_on}",
    )
    for sheet in report.drawings.set_aside:
        hosts = "、".join(report.drawings.shown_in(sheet.file))
        yield say(
            f"{sheet.file}：无图框，其内容已绑定在 {hosts} 中一并检查，不再单独成图",
            f"{sheet.file}: has no frame and is measured where it is bound, in {hosts}; it gives no sheet of its own",
        )
    unknown = len({(sheet.file, each.layer) for sheet in sheets for each in not_understood(sheet)})
    numbers = {sheet.id: _label(sheet) for sheet in sheets}
    for discipline, group in groupby(report.accounts, key=lambda account: account.discipline):
        accounts = list(group)
        name = DISCIPLINES.get(discipline, Words(discipline, discipline))
        yield ""
        yield f"【{name.zh} {name.en}】" if language.startswith("zh") else f"[{name.en}]"
        for account in accounts:
            if account.why_not == NOTHING:
                continue
            found = [finding for finding in report.findings if finding.rule == account.rule]
            yield from _told(account, found, numbers, language)
        idle = [
            f"{account.rule} {account.name.in_language(language)}" for account in accounts if account.why_not == NOTHING
        ]
        if idle:
            yield f"  {_nothing(unknown).in_language(language)}：{say('、', ', ').join(idle)}"
    yield ""
    yield from _not_displayed(sheets, language)
    yield from _not_understood(sheets, language)
    coverage = report.coverage
    yield say(
        f"覆盖：共 {coverage.rules} 条规则，已检查 {coverage.ran}，未能检查 {coverage.could_not}，不涉及 {coverage.not_applicable}",
        f"Coverage: {coverage.rules} rules, {coverage.ran} ran, {coverage.could_not} could not, "
        f"{coverage.not_applicable} had nothing to look at",
    )
    total = {verdict: sum(f.verdict is verdict for f in report.findings) for verdict in Verdict}
    yield say(
        f"结果：不符合 {total[Verdict.BROKEN]}，存疑 {total[Verdict.DOUBTFUL]}，符合 {total[Verdict.MET]}。机器检查不代替审查人结论。",
        f"Result: {total[Verdict.BROKEN]} broken, {total[Verdict.DOUBTFUL]} doubtful, {total[Verdict.MET]} met. "
        "A machine's check is no reviewer's conclusion.",
    )


def _label(sheet: Sheet) -> str:
    """What people call the sheet; a detail has the number of its sheet, so its title is said too."""
    if sheet.part_of:
        return f"{sheet.number} {sheet.title}".strip()
    return sheet.number or sheet.title or sheet.file


def _told(account: Account, found: Sequence[Finding], numbers: dict[str, str], language: str) -> Iterator[str]:
    name = account.name.in_language(language)
    clause = account.clause
    law = ""
    if clause is not None:
        article = "" if clause.article == "?" else f" {clause.article}"
        unverified = "" if clause.compared else Words("，条文未核对", ", clause unverified").in_language(language)
        law = f"（{clause.code}{article}{unverified}）"
    yield f"  {account.rule} {name}{law}"
    yield "    " + (_counts(account) if account.ran else why_not(account.why_not or "")).in_language(language)
    for verdict in (Verdict.BROKEN, Verdict.DOUBTFUL):
        word = VERDICTS[verdict].in_language(language)
        such = [finding for finding in found if finding.verdict is verdict]
        for finding in such[:MOST_LINES]:
            yield f"    {word} [{numbers.get(finding.sheet, finding.sheet)}] {finding.message.in_language(language)}"
        if len(such) > MOST_LINES:
            more = len(such) - MOST_LINES
            yield "    " + Words(
                f"{word} 另有 {more} 处，见 JSON 报告", f"{word}: {more} more, see the JSON report"
            ).in_language(language)


def _counts(account: Account) -> Words:
    return Words(
        f"看了 {account.looked_at} 处：符合 {account.met}，不符合 {account.broken}，存疑 {account.doubtful}",
        f"{account.looked_at} looked at: {account.met} met, {account.broken} broken, {account.doubtful} doubtful",
    )


def why_not(reason: str) -> Words:
    """The reason why a rule did not run, as people say it."""
    if reason == NO_CLAUSE:
        return Words("未检查：申报日期没有有效条文", "not checked: no clause is in force on the filing day")
    if reason == NOTHING:
        return Words("不涉及（图中没有此类构件）", "nothing of the kind in this set")
    what = reason.removeprefix(NOT_READ).removeprefix(NOT_CHECKED)
    if reason.startswith(NOT_READ):
        return Words(f"未能检查：无法读取 {what}", f"could not check: could not read {what}")
    return Words(f"未能检查：规则出错（{what}）", f"could not check: the rule failed ({what})")


def _nothing(unknown: int) -> Words:
    """That there is nothing of the kind, and how many layers may hold it all the same."""
    words = why_not(NOTHING)
    if not unknown:
        return words
    layers = "layer was" if unknown == 1 else "layers were"
    return Words(
        f"{words.zh.removesuffix('）')}；另有 {unknown} 个图层含义未识别）",
        f"{words.en} ({unknown} {layers} not understood)",
    )


def _not_understood(sheets: Sequence[Sheet], language: str) -> Iterator[str]:
    """The layers no rule looks at, one line a sheet, the fullest layers first."""
    found = [(sheet, layers) for sheet in sheets if (layers := not_understood(sheet))]
    if not found:
        return
    yield Words(
        "含义未识别的图层（其上图元未参与检查，请按规范图层命名）：",
        "Layers not understood (nothing on them was checked; name them as the layer standard says):",
    ).in_language(language)
    for sheet, layers in found[:MOST_LINES]:
        label = _label(sheet)
        listed = (
            Words("、", ", ")
            .in_language(language)
            .join(f"{e.layer or '?'} ×{e.entities}" for e in layers[:MOST_LAYERS])
        )
        more = Words(f" 等 {len(layers)} 层", f" and {len(layers) - MOST_LAYERS} more").in_language(language)
        yield f"  [{label}] {listed}{more if len(layers) > MOST_LAYERS else ''}"
    if len(found) > MOST_LINES:
        more_sheets = len(found) - MOST_LINES
        yield "  " + Words(
            f"另有 {more_sheets} 张图，见 JSON 报告", f"{more_sheets} more sheets, see the JSON report"
        ).in_language(language)
    yield ""


def _not_displayed(sheets: Sequence[Sheet], language: str) -> Iterator[str]:
    hidden = [(sheet, omission) for sheet in sheets for omission in sheet.not_displayed]
    if not hidden:
        return
    yield Words("未能显示的内容：", "Could not be displayed:").in_language(language)
    for sheet, omission in hidden:
        remedy = Words(omission.remedy_zh, omission.remedy_en).in_language(language)
        label = _label(sheet)
        yield f"  [{label}] {omission.kind} {omission.what} ×{written(omission.count, '')}：{remedy}"
    yield ""
