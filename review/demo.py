"""The sample people and the sample development, and its whole life in one go.

``load_samples`` puts the sample people and one submitted case into an empty office, so that a newcomer has
something to look at; ``whole_life`` carries the set from upload to the verified package and times each step.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from checkers.catalogue import DISCIPLINES as DISCIPLINE_NAMES
from checkers.errors import Words
from review import acts, people
from review.annotations import answers, marks, opinions
from review.conclusion import Conclusion
from review.errors import NotThere
from review.people import DISCIPLINES, Role

if TYPE_CHECKING:
    from uuid import UUID

    from review.jobs import Jobs
    from storage.cases import Case
    from storage.database import Unit
    from storage.people import Person

SAMPLE = Path(__file__).parents[1] / "samples" / "changzhou"
PASSWORD = "joint-review-demo"  # noqa: S105  the sample people's, printed to whoever starts the sample
DRAWINGS = {".dxf", ".dwg", ".pdf"}
INSTITUTE, OWNER_FIRM, OFFICE_FIRM = "江南建筑设计院（示例）", "滨湖置业（示例）", "联合审图中心（示例）"


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """Somebody to try the service as."""

    login: str
    name: str
    role: Role
    firm: str
    disciplines: tuple[str, ...] = ()


PEOPLE: tuple[SamplePerson, ...] = (
    SamplePerson("applicant", "设计院 · 周敏", Role.APPLICANT, INSTITUTE),
    SamplePerson("owner", "建设单位 · 何建国", Role.OWNER, OWNER_FIRM),
    SamplePerson("window", "窗口 · 沈悦", Role.WINDOW, OFFICE_FIRM),
    *(
        SamplePerson(discipline, f"{DISCIPLINE_NAMES[discipline].zh}审查员", Role.REVIEWER, OFFICE_FIRM, (discipline,))
        for discipline in DISCIPLINES
    ),
    SamplePerson("signatory", "签发人 · 陆远", Role.SIGNATORY, OFFICE_FIRM),
    SamplePerson("supervisor", "监督 · 顾清", Role.SUPERVISOR, OFFICE_FIRM),
    SamplePerson("administrator", "管理员", Role.ADMINISTRATOR, OFFICE_FIRM),
)


def add_sample_people(unit: Unit) -> None:
    """Add the sample people who are not there yet."""
    password_hash = people.hashed(PASSWORD)
    for person in PEOPLE:
        if unit.people.by_login(person.login) is None:
            unit.people.add(
                login=person.login,
                name=person.name,
                password_hash=password_hash,
                roles={person.role.value},
                disciplines=set(person.disciplines),
                firm=person.firm,
            )


def load_samples(jobs: Jobs) -> Case | None:
    """Sample people and one draft of the sample development, into an office that has no case yet."""
    with jobs.office.database.unit() as unit:
        add_sample_people(unit)
        if unit.cases.everything():
            return None
        applicant = _person(unit, "applicant")
    return _uploaded(jobs, applicant)


def sample_facts() -> dict[str, Any]:
    """The facts of the sample development, as its applicant states them."""
    facts = yaml.safe_load((SAMPLE / "facts.yaml").read_text("utf-8"))
    if not isinstance(facts, dict):
        raise NotThere(f"{SAMPLE / 'facts.yaml'} 不是键值表", f"{SAMPLE / 'facts.yaml'} holds no mapping")
    if "filed_on" in facts:
        facts["filed_on"] = str(facts["filed_on"])
    return facts


def sample_files() -> list[Path]:
    """The drawings of the sample development."""
    return sorted(file for file in SAMPLE.iterdir() if file.suffix.lower() in DRAWINGS)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the demonstration and the seconds it took."""

    words: Words
    seconds: float


class Clock:
    """Times the steps of the demonstration and says each as it ends."""

    def __init__(self, say: Callable[[Step], None]) -> None:
        self.steps: list[Step] = []
        self._say = say

    @contextmanager
    def step(self, zh: str, en: str) -> Iterator[None]:
        """Time what happens inside."""
        begun = time.perf_counter()
        yield
        step = Step(Words(zh, en), time.perf_counter() - begun)
        self.steps.append(step)
        self._say(step)


def whole_life(jobs: Jobs, target: Path, say: Callable[[Step], None]) -> tuple[Path, list[Step]]:
    """Take the sample set from upload to delivery; the sealed package is left in ``target``."""
    clock = Clock(say)
    with clock.step("准备示例人员", "sample people"), jobs.office.database.unit() as unit:
        add_sample_people(unit)
        everyone = {person.login: _person(unit, person.login) for person in PEOPLE}
    applicant, window, signatory = everyone["applicant"], everyone["window"], everyone["signatory"]
    with clock.step("上传", "upload"):
        case = _uploaded(jobs, applicant)
    with clock.step("读图、出图、机审", "read, plot and measure"):
        jobs.work(until_idle=True)
    with clock.step("提交", "submit"):
        acts.submit(jobs, case.id, applicant)
    with clock.step("受理并分送七个专业", "accept and route to seven disciplines"):
        acts.accept(jobs, case.id, window)
    with clock.step("各专业审查", "review by every discipline"):
        for discipline in DISCIPLINES:
            _review(jobs, case.id, everyone[discipline], discipline)
    with clock.step("汇总决定", "decide"):
        acts.decide(jobs, case.id, signatory, "示例：按各专业意见汇总")
    with clock.step("生成意见书、逐张签章、打包", "letter, seals, signatures, package"):
        acts.seal(jobs, case.id, signatory)
        jobs.work(until_idle=True)
    with clock.step("交付", "deliver"):
        package = _taken_home(jobs, case.id, target)
    return package, clock.steps


def _uploaded(jobs: Jobs, applicant: Person) -> Case:
    facts = sample_facts()
    case = acts.create_case(jobs, applicant, "滨湖花园二期（示例）", facts, "owner")
    for file in sample_files():
        with file.open("rb") as stream:
            acts.add_file(jobs, case.id, applicant, file.name, stream)
    return case


def _review(jobs: Jobs, case_id: UUID, reviewer: Person, discipline: str) -> None:
    """Agree with what is broken, mark its place on the sheet, acknowledge the unshown, conclude."""
    with jobs.office.database.unit() as unit:
        case = unit.cases.get(case_id)
        run = unit.findings.latest(case_id, case.round)
        if run is None:
            raise NotThere("机审没有结果，请查看工作进程日志", "Nothing was measured; see the worker's log")
        sheets = {sheet.sheet: sheet for sheet in unit.drawings.sheets(case_id, case.round)}
        for sheet in sheets.values():
            if sheet.not_displayed and sheet.discipline == discipline:
                unit.drawings.acknowledge(sheet.id, reviewer.id)
        broken = unit.findings.of_run(run.id, discipline=discipline, verdict="broken")
        for finding in broken:
            answers.judge(unit, case, finding, reviewer, agrees=True, reason="")
        for finding in broken[:1]:
            place = finding.body["where_mm"]
            marks.place(unit, case, sheets[finding.sheet], reviewer, shape=place, comment=f"请修改：{finding.subject}")
        conclusion = Conclusion.REVISE if broken else Conclusion.PASS
        words = f"{len(broken)} 处不符合，请修改后复审" if broken else "本专业图纸符合要求"
        opinions.release(unit, case, reviewer, discipline, conclusion, words)


def _taken_home(jobs: Jobs, case_id: UUID, target: Path) -> Path:
    with jobs.office.database.unit() as unit:
        case = unit.cases.get(case_id)
        package = unit.opinions.package(case_id)
    if package is None:
        raise NotThere("没有生成成果包，请查看工作进程日志", "No package was made; see the worker's log")
    target.mkdir(parents=True, exist_ok=True)
    file = target / f"{case.number}.zip"
    with jobs.office.objects.local(package.sha256) as kept, kept.open("rb") as source, file.open("wb") as copy:
        while piece := source.read(1 << 20):
            copy.write(piece)
    return file


def _person(unit: Unit, login: str) -> Person:
    person = unit.people.by_login(login)
    if person is None:
        raise NotThere(f"没有示例用户 {login}", f"There is no sample person {login}")
    return person
