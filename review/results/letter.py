"""The opinion letter (审查意见书) as a PDF in Chinese, A4.

What a 审查意见书 holds: number and date, project, parties, scale of the works, sheets with their
hashes, the law with its editions, each discipline's conclusion, the table of matters, marks, what the machine
looked at and what it could not, time for correction, appeal, signature and QR code.
What is not known is left out or said to be unknown; nothing is filled in.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from checkers.clauses import Severity
from review.conclusion import CONCLUSIONS, RESULTS, Conclusion, Overall
from review.results.consolidate import discipline_words
from review.results.flow import BODY, HEIGHT, LEFT, MEASURE, SMALL, WIDTH, Column, Flow, Style
from review.results.letter_content import LetterContent, LetterCoverage, LetterWork
from review.results.seal_face import PANEL, WARNING
from review.results.stamp import face_pdf

TOOL = "机器检查结果不是法律意义上的审查结论，仅供审查人参考；审查结论由具名审查人作出并负责。"

SEVERITIES = {
    Severity.MANDATORY: "强制性条文",
    Severity.GENERAL: "一般条文",
    Severity.LOCAL: "地方规定",
    Severity.QUALITY: "制图质量",
}

UNVERIFIED = "未与印刷本核对"

_APPEAL = "对本意见书有异议的，可自收到之日起向出具单位书面申请复核；对复核结果仍有异议的，可依法申请行政复议或者提起行政诉讼。"
_UNKNOWN = "未提供"


def letter(content: LetterContent) -> bytes:
    """The letter as PDF, unsigned; sign it with review.results.sign."""
    flow = Flow()
    _head(flow, content)
    _project(flow, content)
    _conclusions(flow, content)
    _matters(flow, content)
    _marks(flow, content)
    _law(flow, content)
    _coverage(flow, content.coverage)
    _sheets(flow, content)
    _closing(flow, content)
    made = f"D:{content.issued_at:%Y%m%d%H%M%S}" + _zone(content.issued_at).replace(":", "'") + "'"
    footer = f"{content.number}　{content.project}"
    if content.development:
        footer += "　【开发测试，无法律效力】"
    return flow.finished(footer, f"审查意见书 {content.number}", made)


def _head(flow: Flow, content: LetterContent) -> None:
    if content.development:
        flow.text(WARNING, Style(size=3.4, bold=True, red=True, centred=True))
    flow.text("建设工程施工图联合审图", Style(size=5.0, centred=True, after=0.6))
    flow.text("审 查 意 见 书", Style(size=7.4, bold=True, centred=True, after=2.0))
    flow.text(f"编号：{content.number}", Style(centred=True, after=0.2))
    moment = f"{content.issued_at:%Y年%m月%d日 %H:%M:%S}（UTC{_zone(content.issued_at)}）"
    flow.text(f"日期：{moment}", Style(centred=True, after=3.0))


def _project(flow: Flow, content: LetterContent) -> None:
    flow.heading("一、项目概况")
    pairs = [
        ("项目名称", content.project),
        ("案号与轮次", f"{content.case_number}，第 {content.round} 轮"),
        ("项目代码", content.project_code or _UNKNOWN),
        ("建设地点", content.place or _UNKNOWN),
        ("送审日期", f"{content.filed_on:%Y年%m月%d日}" if content.filed_on else _UNKNOWN),
    ]
    pairs += [(party.role, party.firm + (f"（{party.person}）" if party.person else "")) for party in content.parties]
    pairs += [(f"工程规模：{work.name}", _work(work)) for work in content.works]
    if not content.works:
        pairs.append(("工程规模", _UNKNOWN))
    flow.pairs(pairs)


def _work(work: LetterWork) -> str:
    values = [
        ("用途", work.use),
        ("建筑面积", f"{work.area_m2:g} ㎡" if work.area_m2 is not None else ""),
        ("层数", work.storeys),
        ("高度", f"{work.height_m:g} m" if work.height_m is not None else ""),
        ("类别", work.category),
        ("耐火等级", work.fire_rating),
        ("防雷类别", work.lightning_class),
        ("人防", work.civil_defense),
    ]
    known = "；".join(f"{label} {value}" for label, value in values if value)
    unknown = "、".join(label for label, value in values if not value)
    return (known or "各项均未提供") + (f"（未提供：{unknown}）" if known and unknown else "")


def _conclusions(flow: Flow, content: LetterContent) -> None:
    flow.heading("二、审查结论")
    flow.text(
        f"总体结论：{RESULTS[content.overall].zh}", Style(size=4.6, bold=True, red=content.overall != Overall.PASS)
    )
    if content.correct_until:
        flow.text(f"整改期限：{content.correct_until:%Y年%m月%d日}前提交修改图纸，进入第 {content.round + 1} 轮复审。")
    rows = [
        [
            discipline_words(each.discipline).zh,
            CONCLUSIONS[Conclusion(each.conclusion)].zh,
            each.reviewer + (f"\n注册号 {each.licence}" if each.licence else ""),
            f"{each.released_at:%Y-%m-%d %H:%M}",
            each.text or "—",
        ]
        for each in content.opinions
    ]
    if rows:
        widths = [Column("专业", 16), Column("结论", 28), Column("审查人", 26), Column("出具时间", 28)]
        flow.table([*widths, Column("意见", MEASURE - 98)], rows)
    flow.text("结论依据：", Style(bold=True, after=0.4))
    for number, reason in enumerate(content.reasons, 1):
        flow.text(f"{number}. {reason.words.zh}", Style(size=3.2, indent=4, after=0.3))
    flow.y += 1.5
    flow.text(TOOL, Style(bold=True))


def _matters(flow: Flow, content: LetterContent) -> None:
    flow.heading("三、问题清单")
    if not content.matters:
        flow.text("本轮没有列入清单的问题；这只说明已检查的内容，检查范围见“六、机器检查范围”。")
        return
    counts = Counter(SEVERITIES.get(Severity(each.severity), each.severity) for each in content.matters)
    summary = "，".join(f"{name} {count} 项" for name, count in counts.items())
    unverified = sum(1 for each in content.matters if each.clause and not each.compared)
    note = f"；其中 {unverified} 项所依条文{UNVERIFIED}，须由审查人核对后方可引用" if unverified else ""
    flow.text(f"共 {len(content.matters)} 项：{summary}{note}。位置为图纸左下角起算的毫米数（横, 纵）。", SMALL)
    columns = [
        Column("序号", 11), Column("专业", 12), Column("图号", 19), Column("位置 mm", 17), Column("条文与效力", 31),
        Column("要求", 16), Column("实测", 16), Column("问题", 29), Column("审查决定", 19),
    ]  # fmt: skip
    rows = []
    for each in content.matters:
        standing = SEVERITIES.get(Severity(each.severity), each.severity)
        if each.clause and not each.compared:
            standing += f"\n{UNVERIFIED}"
        text = each.text + (f"\n建议：{each.remedy}" if each.remedy else "")
        rows.append(
            [
                each.number,
                discipline_words(each.discipline).zh,
                each.sheet or "—",
                _place(each.place_mm),
                f"{each.clause or '未引用条文'}\n{standing}",
                each.required or "—",
                each.measured or "—",
                ("【存疑】" if each.verdict == "doubtful" else "") + text,
                each.decision or "未复核",
            ]
        )
    flow.table(columns, rows)


def _marks(flow: Flow, content: LetterContent) -> None:
    flow.heading("四、审查人批注")
    if not content.marks:
        flow.text("本轮没有批注。")
        return
    columns = [
        Column("序号", 12), Column("专业", 14), Column("图号", 24), Column("位置 mm", 20), Column("性质", 22),
        Column("批注内容", MEASURE - 114), Column("批注人", 22),
    ]  # fmt: skip
    flow.table(
        columns,
        [
            [
                each.number,
                discipline_words(each.discipline).zh,
                each.sheet,
                _place(each.place_mm),
                SEVERITIES.get(Severity(each.severity), each.severity),
                each.comment,
                each.reviewer,
            ]
            for each in content.marks
        ],
    )


def _law(flow: Flow, content: LetterContent) -> None:
    flow.heading("五、审查依据")
    rows = [
        [
            each.code,
            each.title or "—",
            f"{each.since:%Y-%m-%d}" if each.since else "—",
            "已与印刷本核对" if each.compared else UNVERIFIED,
        ]
        for each in content.laws
    ]
    if rows:
        flow.table(
            [
                Column("标准编号（含版本）", 50),
                Column("名称", MEASURE - 110),
                Column("施行", 26),
                Column("条文状态", 34),
            ],
            rows,
        )
    else:
        flow.text("没有记录审查依据。")


def _coverage(flow: Flow, coverage: LetterCoverage | None) -> None:
    flow.heading("六、机器检查范围")
    if coverage is None:
        flow.text("本轮没有机器检查记录：未经机器检查不等于符合。")
        return
    flow.text(
        f"共 {coverage.rules} 条规则：{coverage.ran} 条已运行，{coverage.could_not} 条因资料读不出而未能运行，"
        f"{coverage.not_applicable} 条在本套图中没有对象或没有现行条文。已查看 {coverage.looked_at} 处："
        f"符合 {coverage.met}，不符合 {coverage.broken}，存疑 {coverage.doubtful}。"
    )
    flow.text("未运行的规则、未显示的内容和存疑之处均不代表符合，应由审查人人工审查。", Style(bold=True))
    if coverage.engine or coverage.clauses_sha256:
        flow.text(f"程序版本 {coverage.engine or '—'}；条文数据 SHA-256 {coverage.clauses_sha256 or '—'}", SMALL)
    if coverage.could_not_reasons:
        rows = [[rule, why] for rule, why in coverage.could_not_reasons.items()]
        flow.table([Column("未能运行的规则", 62), Column("原因", MEASURE - 62)], rows)
    if coverage.not_displayed:
        rows = [[sheet, what] for sheet, what in coverage.not_displayed.items()]
        flow.table([Column("图纸", 42), Column("未能显示的内容", MEASURE - 42)], rows)


def _sheets(flow: Flow, content: LetterContent) -> None:
    flow.heading("七、送审图纸")
    rows = [
        [
            each.number or "—",
            each.title or "—",
            discipline_words(each.discipline).zh or "—",
            "，".join(filter(None, (each.revision, each.scale))) or "—",
            f"{each.file}\n{each.sha256}" if each.file else each.sha256,
        ]
        for each in content.sheets
    ]
    if rows:
        flow.text(f"共 {len(rows)} 张。哈希为图纸所在原始文件的 SHA-256。", SMALL)
        columns = [Column("图号", 24), Column("图名", 42), Column("专业", 14), Column("版次与比例", 22)]
        flow.table([*columns, Column("原始文件与 SHA-256", MEASURE - 102)], rows)
    else:
        flow.text("没有登记图纸。")


def _closing(flow: Flow, content: LetterContent) -> None:
    flow.heading("八、申诉途径")
    flow.text(content.appeal or _APPEAL)
    flow.need(PANEL[1] + 24)
    flow.y += 4
    top = flow.y
    flow.at(LEFT, top + 5, f"签发人：{content.signatory or '＿＿＿＿＿＿＿＿'}", BODY)
    flow.at(LEFT, top + 13, f"出具单位：{content.authority}", BODY)
    flow.at(LEFT, top + 21, f"日期：{content.issued_at:%Y年%m月%d日}", BODY)
    if content.seal is not None:
        flow.picture(WIDTH - 18 - PANEL[0], top, *PANEL, face_pdf(content.seal))
    else:
        flow.at(WIDTH - 18 - 60, top + 13, "（单位公章）", BODY)
    flow.y = max(top + PANEL[1] + 2, top + 26)
    flow.text(f"核验地址：{content.verification_url}", SMALL)
    flow.text("本意见书以电子签名为准；打印件可扫描二维码核验。附件：签章图纸、批注与检查结果（JSON）见成果包。", SMALL)
    assert flow.y < HEIGHT


def _place(place: tuple[float, float] | None) -> str:
    return f"{place[0]:.0f}, {place[1]:.0f}" if place else "—"


def _zone(moment: datetime) -> str:
    """``+08:00``; a letter without a time zone is refused."""
    offset = f"{moment:%z}"
    if not offset:
        raise ValueError("issued_at needs its time zone")
    return f"{offset[:3]}:{offset[3:5]}"
