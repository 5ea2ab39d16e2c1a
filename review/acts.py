"""What people do to a case: each act is one unit of work, and sets going what follows from it.

The pages and the command line call these; nobody else changes the state of a case.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO

from checkers.errors import WrongFacts
from checkers.stated_facts import facts_of
from review.case import State, move, must_allow, named
from review.errors import NotAllowed, NotThere, Refused, Unready
from review.intake.measure import law_day
from review.intake.receive import Received, collecting_round, enter, keep_bytes, shown_name
from review.intake.references import PICTURE
from review.people import Role, may_see, must_be
from review.results.gather import consolidated
from review.routing.assign import route
from review.wording import line, typed

if TYPE_CHECKING:
    from uuid import UUID

    from review.jobs import Jobs
    from storage.cases import Case
    from storage.database import Unit
    from storage.people import Person

MIB = 1 << 20
LONGEST_NAME = 200
"""characters of a project's name"""
LARGEST_FACTS = 200_000
"""characters of the facts as JSON; a development of hundreds of buildings has fewer"""
MOST_LISTED = 200
"""missing materials and gaps of one answer of the window"""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing that the window lets follow: what, from whom, until when."""

    what: str
    owner: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the machine is with the files of the present round."""

    files: int
    read: int
    refused: int
    measuring: bool
    measured: bool
    measure_failed: bool
    """the newest measuring ended without a result; ``measure_again`` asks for another"""
    not_again: tuple[str, ...]
    """files of the round before that came under none of the names of this one: a round stands alone"""
    sealing: bool
    seal_failed: bool

    @property
    def reading(self) -> bool:
        """Whether files are still to be read."""
        return self.read + self.refused < self.files


def create_case(jobs: Jobs, person: Person, name: str, facts: dict[str, Any], owner_login: str = "") -> Case:
    """A new draft of this applicant; the facts must fit their schema, the owner must be known."""
    must_be(person, Role.APPLICANT)
    title = line(name, "项目名称", "The project's name", most=LONGEST_NAME)
    _checked(facts)
    with jobs.office.database.unit() as unit:
        owner = None
        login = line(owner_login, "建设单位用户名", "The owner's name", most=LONGEST_NAME, least=0)
        if login:
            owner = unit.people.by_login(login)
            if owner is None or not owner.active or Role.OWNER not in owner.roles:
                raise Refused(
                    f"没有名为 {login} 的建设单位用户，请核对或留空",
                    f"There is no project owner named {login}; correct it or leave it empty",
                )
        case = unit.cases.create(name=title, facts=facts, applicant=person.id, owner=owner.id if owner else None)
        unit.cases.add_party(case.id, person.id, Role.APPLICANT)
        if owner:
            unit.cases.add_party(case.id, owner.id, Role.OWNER)
        unit.timeline.add(case.id, person.id, "created", {"name": title, "number": case.number})
        return case


def change_facts(jobs: Jobs, case_id: UUID, person: Person, facts: dict[str, Any]) -> Case:
    """New facts for a case that still collects files; it is measured again."""
    _checked(facts)
    with jobs.office.database.unit() as unit:
        case = _own_open(unit, case_id, person)
        changed = unit.cases.change(case.id, facts=facts)
        unit.timeline.add(case.id, person.id, "facts_changed", {"facts": facts})
        jobs.defer_measure(unit, case.id, collecting_round(case))
        return changed


def add_file(jobs: Jobs, case_id: UUID, person: Person, name: str, stream: BinaryIO) -> Received:
    """Take a file into the case: bytes first, then the row and the job to read it."""
    shown = shown_name(name)
    with jobs.office.database.unit() as unit:
        _own_open(unit, case_id, person)
    content = keep_bytes(jobs.office.objects, shown, stream, most=jobs.office.settings.max_file_mib * MIB)
    with jobs.office.database.unit() as unit:
        received = enter(unit, unit.cases.locked(case_id), person, shown, content)
        if received.new:
            jobs.defer_read(unit, received.file.id)
        return received


def remove_file(jobs: Jobs, case_id: UUID, person: Person, file_id: UUID) -> None:
    """Take a file out of a case that still collects files; what is left is measured again."""
    with jobs.office.database.unit() as unit:
        case = _own_open(unit, case_id, person)
        file = unit.drawings.file(file_id)
        if file.case != case.id or file.round != collecting_round(case):
            raise NotThere("没有这个文件，请刷新页面", "There is no such file; reload the page")
        unit.drawings.remove_file(file_id)
        unit.timeline.add(case.id, person.id, "file_removed", {"name": file.name, "sha256": file.sha256})
        jobs.defer_outdated(unit, case.id, file.round)
        jobs.defer_measure(unit, case.id, collecting_round(case))


def submit(jobs: Jobs, case_id: UUID, person: Person) -> Case:
    """Hand the set in; refused while files are being read or when there is no sheet."""
    return _hand_in(jobs, case_id, person, "submit")


def resubmit(jobs: Jobs, case_id: UUID, person: Person) -> Case:
    """Hand the corrected set in as the next round."""
    return _hand_in(jobs, case_id, person, "resubmit")


def accept(jobs: Jobs, case_id: UUID, person: Person, gaps: Sequence[Gap] = ()) -> Case:
    """Accept the case, with listed gaps if there are any, and send it to all its disciplines at once."""
    with jobs.office.database.unit() as unit:
        must_allow(unit.cases.locked(case_id), "accept", person)
        gaps = _gaps(gaps)
        listed = [{"what": gap.what, "owner": gap.owner, "due_on": gap.due_on.isoformat()} for gap in gaps]
        case = move(unit, case_id, "accept_with_gaps" if gaps else "accept", person, {"gaps": listed})
        for gap in gaps:
            unit.cases.add_gap(case.id, gap.what, gap.owner, gap.due_on)
        case = move(unit, case_id, "route", person)
        route(unit, case, days=jobs.office.settings.review_days)
        return case


def return_incomplete(jobs: Jobs, case_id: UUID, person: Person, missing: Sequence[str]) -> Case:
    """Return the case once, with everything that is missing."""
    listed = [line(each, "所缺内容", "What is missing") for each in missing if each.strip()]
    if not 0 < len(listed) <= MOST_LISTED:
        raise Refused(
            f"退回补正须一次性列明所缺内容，请逐条填写（不超过 {MOST_LISTED} 条）",
            f"Returning a case needs the list of everything missing, in {MOST_LISTED} lines or fewer",
        )
    with jobs.office.database.unit() as unit:
        return move(unit, case_id, "return_incomplete", person, {"missing": listed})


def return_for_correction(jobs: Jobs, case_id: UUID, person: Person, reason: str) -> Case:
    """Return the case for a next round, once every discipline has spoken."""
    with jobs.office.database.unit() as unit:
        case = unit.cases.locked(case_id)
        must_allow(case, "return_for_correction", person)
        result = consolidated(unit, case)
        detail = {"reason": _text(reason, named("return_for_correction").words.zh), "conclusion": result.overall.value}
        return move(unit, case_id, "return_for_correction", person, detail)


def decide(jobs: Jobs, case_id: UUID, person: Person, reasons: str = "") -> Case:
    """Decide: one consolidated result out of the disciplines' opinions, with its reasons."""
    with jobs.office.database.unit() as unit:
        case = unit.cases.locked(case_id)
        must_allow(case, "decide", person)
        _must_be_measured(unit, case)
        result = consolidated(unit, case)
        note = typed(reasons, "决定的理由", "The reasons of the decision")
        changed = move(unit, case_id, "decide", person, {"conclusion": result.overall.value, "note": note})
        lines = [
            {"zh": each.words.zh, "en": each.words.en, "discipline": each.discipline, "against": each.against}
            for each in result.reasons
        ]
        if note:
            lines.append({"zh": note, "en": note, "discipline": "", "against": False})
        unit.opinions.decide(
            case=case.id,
            round=case.round,
            conclusion=result.overall.value,
            reasons=lines,
            person=person.id,
        )
        return changed


def seal(jobs: Jobs, case_id: UUID, person: Person) -> None:
    """Set the sealing of the whole set going: letter, seals, signatures, package."""
    with jobs.office.database.unit() as unit:
        case = unit.cases.locked(case_id)
        must_allow(case, "seal", person)
        if unit.queue.waiting(f"seal {case_id}"):
            raise Unready(
                f"案件 {case.number} 正在签章，请等待完成", f"Case {case.number} is being sealed; wait until it is done"
            )
        jobs.defer_seal(unit, case.id, person.id)
        unit.timeline.add(case.id, person.id, "seal_asked", {})


def measure_again(jobs: Jobs, case_id: UUID, person: Person) -> None:
    """Ask for another measuring, for anybody with a part in a case whose measuring failed."""
    with jobs.office.database.unit() as unit:
        case = unit.cases.locked(case_id)
        if not person.active or not may_see(unit, person, case):
            raise NotAllowed("您无权办理本案件", "This case is not yours to act on")
        if not unit.queue.failed(f"measure {case_id} {collecting_round(case)}"):
            raise Unready(
                f"案件 {case.number} 的机审没有失败，不必重做",
                f"The measuring of case {case.number} has not failed; there is nothing to do again",
            )
        jobs.defer_measure(unit, case.id, collecting_round(case))
        unit.timeline.add(case.id, person.id, "measure_asked", {"round": collecting_round(case)})


def archive(jobs: Jobs, case_id: UUID, person: Person) -> Case:
    """Close a delivered case."""
    with jobs.office.database.unit() as unit:
        return move(unit, case_id, "archive", person)


def withdraw(jobs: Jobs, case_id: UUID, person: Person, reason: str) -> Case:
    """Withdraw the case before it is sealed."""
    with jobs.office.database.unit() as unit:
        must_allow(unit.cases.locked(case_id), "withdraw", person)
        return move(unit, case_id, "withdraw", person, {"reason": _text(reason, named("withdraw").words.zh)})


def progress(jobs: Jobs, case_id: UUID) -> Progress:
    """How far reading, measuring and sealing of the case are."""
    with jobs.office.database.unit() as unit:
        case = unit.cases.get(case_id)
        present = collecting_round(case)
        files = unit.drawings.files(case_id, present)
        names = {file.name for file in files}
        before = unit.drawings.files(case_id, present - 1) if present > 1 else []
        return Progress(
            files=len(files),
            read=sum(file.status == "read" for file in files),
            refused=sum(file.status == "refused" for file in files),
            measuring=unit.queue.waiting(f"measure {case_id} {present}"),
            measured=unit.findings.latest(case_id, present) is not None,
            measure_failed=unit.queue.failed(f"measure {case_id} {present}"),
            not_again=tuple(file.name for file in before if file.name not in names),
            sealing=unit.queue.waiting(f"seal {case_id}"),
            seal_failed=unit.queue.failed(f"seal {case_id}"),
        )


def _hand_in(jobs: Jobs, case_id: UUID, person: Person, name: str) -> Case:
    with jobs.office.database.unit() as unit:
        case = unit.cases.locked(case_id)
        must_allow(case, name, person)
        files = unit.drawings.files(case.id, collecting_round(case))
        if any(file.status in {"received", "reading"} for file in files):
            raise Unready("文件尚在读取，请等待完成后提交", "Files are still being read; submit when that is done")
        if not any(file.status == "read" and file.format != PICTURE for file in files):
            raise Unready(
                "还没有可读的图纸：请先上传 DWG、DXF 或 PDF", "There is no readable drawing yet: upload DWG, DXF or PDF"
            )
        changed = move(unit, case_id, name, person, {"files": len(files)})
        run = unit.findings.latest(case.id, changed.round)
        failed = unit.queue.failed(f"measure {case.id} {changed.round}")
        if run is None or run.filed_on != law_day(changed) or failed:
            jobs.defer_measure(unit, case.id, changed.round)
        return changed


def _must_be_measured(unit: Unit, case: Case) -> None:
    """Nothing is decided on findings that are being replaced, or that nobody could make."""
    name = f"measure {case.id} {case.round}"
    if unit.queue.waiting(name):
        raise Unready(
            f"案件 {case.number} 正在机审，请等待完成后再决定",
            f"Case {case.number} is being measured; decide when that is done",
        )
    if unit.queue.failed(name) or unit.findings.latest(case.id, case.round) is None:
        raise Unready(
            f"案件 {case.number} 机审失败，没有可依据的结果：请重新机审，或退回修改",
            f"The measuring of case {case.number} failed and there is nothing to go by: "
            "have it measured again, or return it for correction",
        )


def _gaps(gaps: Sequence[Gap]) -> list[Gap]:
    if len(gaps) > MOST_LISTED:
        raise Refused(
            f"容缺材料超过 {MOST_LISTED} 项，请退回补正", f"More than {MOST_LISTED} gaps: return the case instead"
        )
    return [
        Gap(line(gap.what, "所缺材料", "The gap"), line(gap.owner, "补齐责任人", "Who brings it"), gap.due_on)
        for gap in gaps
    ]


def _own_open(unit: Unit, case_id: UUID, person: Person) -> Case:
    case = unit.cases.locked(case_id)
    if case.applicant != person.id or not person.active:
        raise NotThere("没有这个案件", "There is no such case")
    if case.state not in {State.DRAFT, State.RETURNED_INCOMPLETE, State.RETURNED_FOR_CORRECTION}:
        raise Unready(
            f"案件 {case.number} 已提交，现在不能更改", f"Case {case.number} is handed in; it cannot be changed now"
        )
    return case


def _checked(facts: dict[str, Any]) -> None:
    try:
        size = len(json.dumps(facts, ensure_ascii=False, allow_nan=False, default=str))
    except (ValueError, TypeError, RecursionError):
        size = LARGEST_FACTS + 1
    if size > LARGEST_FACTS:
        raise Refused(
            f"案件事实无法保存：超过 {LARGEST_FACTS} 个字符，或嵌套过深，请只写案件事实",
            f"The facts cannot be kept: more than {LARGEST_FACTS} characters or nested too deeply; state only facts",
        )
    try:
        facts_of(facts)
    except WrongFacts as error:
        raise Refused(error.words.zh, error.words.en) from error


def _text(text: str, what: str) -> str:
    return typed(text, f"“{what}”的理由", "The reason", least=1)
