"""The terms of the trade that pages show, in both languages, and the short answers after a form."""

from __future__ import annotations

from collections.abc import Mapping

from checkers.comparing.report import KINDS
from checkers.errors import Words
from review import conclusion
from review.matters.life import MOVES as MATTER_MOVES
from review.matters.life import STANDINGS
from review.rounds.notice import LATE_REASONS
from review.routing.clocks import CAUSES

ROLES = {
    "applicant": Words("设计单位（申请人）", "design institute (applicant)"),
    "window": Words("综合窗口", "window officer"),
    "reviewer": Words("审查员", "reviewer"),
    "signatory": Words("签发人", "signatory"),
    "owner": Words("建设单位", "project owner"),
    "supervisor": Words("监督员", "supervisor"),
    "administrator": Words("系统管理员", "administrator"),
}

VERDICTS = {
    "met": Words("符合", "met"),
    "broken": Words("不符合", "broken"),
    "doubtful": Words("存疑", "doubtful"),
}

SEVERITIES = {
    "mandatory": Words("强制性条文", "mandatory"),
    "general": Words("一般条文", "general"),
    "local": Words("地方规定", "local"),
    "quality": Words("图面质量", "drawing quality"),
}

CONCLUDED: Mapping[str, Words] = {
    each.value: words for known in (conclusion.CONCLUSIONS, conclusion.RESULTS) for each, words in known.items()
}
"""what a discipline or the office concluded, by the stored word"""

PAIRS = {
    "same": Words("未变", "the same"),
    "matched": Words("有改动", "changed"),
    "doubtful": Words("存疑，请确认", "doubtful, please confirm"),
    "added": Words("新增", "added"),
    "removed": Words("删除", "removed"),
}
"""what became of a sheet"""

PLACEMENTS = {
    "placed": Words("已随图就位", "in its place"),
    "look": Words("位置有改动，请查看", "place changed, please look"),
    "gone": Words("所在图纸或内容已删除", "its sheet or place is gone"),
    "asked": Words("所在图纸待确认", "its sheet has to be confirmed"),
}
"""where a mark of an earlier round stands"""

OUTCOMES = {
    "met": Words("现已符合，建议关闭", "met now, proposes to close"),
    "broken": Words("仍不符合", "still broken"),
    "doubtful": Words("存疑", "doubtful"),
    "gone": Words("未再找到，请查看", "not found again, please look"),
}
"""what the next measuring says of a finding"""

APPEALS = {
    "upheld": Words("申诉不成立，意见维持", "not allowed, the comment stands"),
    "allowed": Words("申诉成立，意见撤销", "allowed, the comment is settled"),
}
"""what came of an appeal"""

FILE_STATES = {
    "received": Words("已收到，排队读图", "received, waiting to be read"),
    "reading": Words("正在读图", "being read"),
    "read": Words("已读", "read"),
    "refused": Words("无法读取", "cannot be read"),
    "image": Words("参照图片", "reference picture"),
}

OMISSIONS = {
    "proxy": Words("代理对象（如天正对象）", "proxy object (such as TArch)"),
    "font": Words("字体", "font"),
    "xref": Words("外部参照", "external reference"),
    "image": Words("图像", "image"),
    "damaged": Words("损坏的内容", "damaged content"),
    "encoding": Words("文字编码", "text encoding"),
    "other": Words("其他", "other"),
}

EVENTS = {
    "created": Words("建立案件", "case created"),
    "submit": Words("提交", "submitted"),
    "accept": Words("受理", "accepted"),
    "accept_with_gaps": Words("容缺受理", "accepted with listed gaps"),
    "return_incomplete": Words("一次性告知补正", "returned with everything missing"),
    "route": Words("分送各专业", "routed to the disciplines"),
    "assigned": Words("指派审查员", "reviewer assigned"),
    "return_for_correction": Words("退回修改", "returned for correction"),
    "resubmit": Words("重新提交", "resubmitted"),
    "decide": Words("作出决定", "decided"),
    "decided": Words("作出决定", "decided"),
    "seal": Words("签章", "sealed"),
    "sealed": Words("签章", "sealed"),
    "deliver": Words("交付", "delivered"),
    "archive": Words("归档", "archived"),
    "withdraw": Words("撤回", "withdrawn"),
    "file_received": Words("收到文件", "file received"),
    "file_removed": Words("移除文件", "file removed"),
    "file_read": Words("读图完成", "file read"),
    "file_refused": Words("文件无法读取", "file cannot be read"),
    "measured": Words("机审完成", "measured by the machine"),
    "marked": Words("批注", "marked"),
    "compared": Words("两轮对照", "compared with the round before"),
    "matter_answer": Words("答复事项", "matter answered"),
    "matter_settle": Words("事项解决", "matter settled"),
    "matter_reopen": Words("事项重新提出", "matter reopened"),
    "matter_carry_over": Words("事项转入下一轮", "matter carried over"),
    "matter_allow": Words("事项经申诉撤销", "matter settled by an appeal"),
    "appealed": Words("申诉", "appealed"),
    "appeal_decided": Words("申诉答复", "appeal decided"),
    "handed_over": Words("改派", "handed over"),
    "nobody_to_hand_to": Words("无人可改派", "nobody to hand over to"),
    "clock_paused": Words("暂停计时", "clocks stopped"),
    "clock_resumed": Words("恢复计时", "clocks go on"),
    "pair_said": Words("确认图纸对应关系", "said which sheet is which"),
    "mark_settled": Words("确认批注位置", "settled where a mark stands"),
    "mark_withdrawn": Words("撤回批注", "mark withdrawn"),
    "finding_agreed": Words("认可机审结果", "finding agreed with"),
    "finding_overruled": Words("推翻机审结果", "finding overruled"),
    "acknowledged": Words("确认未显示内容", "not displayed things acknowledged"),
    "opinion_released": Words("发布专业意见", "opinion released"),
    "facts_changed": Words("更改案件事实", "facts changed"),
    "measure_asked": Words("申请重新机审", "measuring asked for again"),
    "seal_asked": Words("申请整套签章", "sealing asked for"),
    "package_downloaded": Words("下载成果包", "package downloaded"),
}

WHY_NOT = {
    "no-clause-in-force": Words("申报日没有现行条文", "no clause in force on the filing day"),
    "nothing-to-look-at": Words("图中没有此类内容", "nothing of the kind in this set"),
    "could-not-read": Words("缺少必要信息", "could not read what it needs"),
    "could-not-check": Words("规则未能执行", "the rule could not run"),
}

CHOICES = {
    "residential": Words("住宅", "residential"),
    "office": Words("办公", "office"),
    "commercial": Words("商业", "commercial"),
    "hotel": Words("旅馆", "hotel"),
    "school": Words("学校", "school"),
    "kindergarten": Words("幼儿园", "kindergarten"),
    "hospital": Words("医院", "hospital"),
    "elderly": Words("老年人照料设施", "elderly care"),
    "garage": Words("车库", "garage"),
    "industrial": Words("厂房", "industrial"),
    "storage": Words("仓库", "storage"),
    "other": Words("其他", "other"),
    "personnel": Words("二等人员掩蔽", "shelter for people, second class"),
    "personnel-first": Words("一等人员掩蔽", "shelter for people, first class"),
    "medical": Words("医疗救护", "medical aid"),
    "professional": Words("专业队队员掩蔽", "shelter for rescue teams"),
    "equipment": Words("专业队装备掩蔽", "shelter for rescue equipment"),
    "materials": Words("物资库", "store of materials"),
    "support": Words("配套工程", "supporting works"),
}
"""choices of the facts form; zone numbers speak for themselves"""

TERMS: Mapping[str, Mapping[str, Words]] = {
    "role": ROLES,
    "verdict": VERDICTS,
    "severity": SEVERITIES,
    "conclusion": CONCLUDED,
    "file": FILE_STATES,
    "omission": OMISSIONS,
    "event": EVENTS,
    "why_not": WHY_NOT,
    "pair": PAIRS,
    "placement": PLACEMENTS,
    "outcome": OUTCOMES,
    "late": LATE_REASONS,
    "standing": STANDINGS,
    "matter_move": {each.name: each.words for each in MATTER_MOVES},
    "appeal": APPEALS,
    "cause": CAUSES,
    "change": KINDS,
}

SAID = {
    "saved": Words("已保存。", "Saved."),
    "removed": Words("已移除。", "Removed."),
    "uploaded": Words("文件已收到，正在读图。", "The files are received and being read."),
    "submitted": Words("已提交，窗口将在一个工作日内答复。", "Submitted. The window answers within one working day."),
    "accepted": Words("已受理，已分送各专业审查员。", "Accepted and sent to the reviewers of every discipline."),
    "returned": Words("已退回，申请人可以看到全部事项。", "Returned; the applicant sees the whole list."),
    "measuring": Words("已安排重新机审。", "The rules will be measured again."),
    "judged": Words("已记录您的判断。", "Your judgement is recorded."),
    "marked": Words("批注已保存。", "The mark is kept."),
    "withdrawn": Words("已撤回。", "Withdrawn."),
    "acknowledged": Words("已确认。", "Acknowledged."),
    "released": Words("专业意见已发布。", "The opinion is released."),
    "decided": Words("决定已作出，意见书正在生成。", "Decided. The letter is being written."),
    "sealing": Words("正在签章，可以离开本页，完成后自动交付。", "Sealing. You may leave; delivery follows by itself."),
    "archived": Words("已归档。", "Archived."),
    "added": Words("用户已添加。", "The person is added."),
    "signed-out": Words("您已退出登录。", "You are signed out."),
}
