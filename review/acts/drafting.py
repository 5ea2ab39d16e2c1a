"""What an applicant does while he puts a set together, and handing it in."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, BinaryIO

from checkers.errors import WrongFacts
from checkers.stated_facts import facts_of
from review.case import State, move, must_allow
from review.errors import NotThere, Refused, Unready
from review.intake.measure import law_day
from review.intake.receive import Received, collecting_round, enter, keep_bytes, shown_name
from review.intake.references import PICTURE
from review.matters.life import carry_over
from review.people import Role, must_be
from review.rounds.resubmission import carry
from review.wording import line

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


def resubmit(
    jobs: Jobs, case_id: UUID, person: Person, *, everything: bool = True, removed: Collection[str] = ()
) -> Case:
    """Hand the corrected set in as the next round.

    With ``everything`` the new files are the whole set. Otherwise what was not brought again goes on counting, but
    for the sheets in whose place a new one came and those ``removed``, given by the model's ids.
    """
    return _hand_in(jobs, case_id, person, "resubmit", carried=None if everything else frozenset(removed))


def _hand_in(jobs: Jobs, case_id: UUID, person: Person, name: str, *, carried: Collection[str] | None = None) -> Case:
    with jobs.office.database.unit() as unit:
        case = unit.cases.locked(case_id)
        must_allow(case, name, person)
        files = unit.drawings.files(case.id, collecting_round(case))
        if any(file.status in {"received", "reading"} for file in files):
            raise Unready("文件尚在读取，请等待完成后提交", "Files are still being read; submit when that is done")
        if carried is not None:
            files += carry(unit, case, carried)
        if not any(file.status == "read" and file.format != PICTURE for file in files):
            raise Unready(
                "还没有可读的图纸：请先上传 DWG、DXF 或 PDF", "There is no readable drawing yet: upload DWG, DXF or PDF"
            )
        kept = [file.name for file in files if file.carried_from is not None]
        if name == "resubmit":
            carry_over(unit, case)
        changed = move(unit, case_id, name, person, {"files": len(files), **({"carried": kept} if kept else {})})
        jobs.defer_outdated(unit, case.id, changed.round)
        run = unit.findings.latest(case.id, changed.round)
        failed = unit.queue.failed(f"measure {case.id} {changed.round}")
        if run is None or run.filed_on != law_day(changed) or failed or kept:
            jobs.defer_measure(unit, case.id, changed.round)
        return changed


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
