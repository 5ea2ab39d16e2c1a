"""The command line: ``joint-review COMMAND``.

Errors are one line on standard error that names the thing, the reason and the remedy; exit status 2 is
wrong usage or something that cannot be read. Heavy libraries are imported by the command that needs them,
so that ``--help`` answers at once.
"""

from __future__ import annotations

import argparse
import getpass
import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from checkers.errors import CheckerError
from review.errors import ReviewError

if TYPE_CHECKING:
    from review.settings import Settings

UNUSABLE = 2
"""exit status of wrong usage, unreadable input, and everything that could not be done"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    from storage.errors import StorageError

    parser = _parser()
    given = parser.parse_args(arguments)
    if not hasattr(given, "command"):
        parser.print_help()
        return UNUSABLE
    given.lang = given.lang or _language_of(os.environ.get("LANG", ""))
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        return int(given.command(given) or 0)
    except (CheckerError, ReviewError) as error:
        return _refused(error.words.in_language(given.lang))
    except StorageError as error:
        return _refused(error.words.in_language(given.lang))
    except OSError as error:
        return _refused(f"{error.filename or ''}: {error.strerror or error}".lstrip(": "))
    except KeyboardInterrupt:
        return 130


def _language_of(locale: str) -> str:
    """Chinese unless the locale names another language."""
    name = locale.partition(".")[0]
    return "zh" if name in {"", "C", "POSIX"} or name.startswith("zh") else "en"


def _refused(line: str) -> int:
    sys.stderr.write(f"joint-review: {' '.join(line.split())}\n")
    return UNUSABLE


def _settings(given: argparse.Namespace) -> Settings:
    from review.settings import settings_from

    return settings_from(data=given.data)


def _run(given: argparse.Namespace) -> int:
    from review.service import run

    settings = _settings(given)
    if "JOINT_REVIEW_BASE_URL" not in os.environ:
        settings = replace(settings, base_url=f"http://{given.host}:{given.port}")
    return run(settings, host=given.host, port=given.port, language=given.lang)


def _serve(given: argparse.Namespace) -> None:
    from review.service import serve

    serve(_settings(given), host=given.host, port=given.port)


def _worker(given: argparse.Namespace) -> None:
    from review.service import work

    work(_settings(given), concurrency=given.concurrency)


def _demo(given: argparse.Namespace) -> int:
    from review.demo import Step, whole_life
    from review.office import opened
    from review.results.verify import as_text, verify
    from review.service import migrated

    def say(step: Step) -> None:
        sys.stdout.write(f"{step.seconds:7.2f} s  {step.words.in_language(given.lang)}\n")
        sys.stdout.flush()

    settings = _settings(given)
    with opened(settings) as office:
        package, steps = whole_life(migrated(office), settings.data / "demo", say)
    answer = verify(package, language=given.lang)
    total = sum(step.seconds for step in steps)
    sys.stdout.write(f"{total:7.2f} s  {'合计' if given.lang == 'zh' else 'total'}\n\n{package}\n")
    sys.stdout.write(as_text(answer, given.lang) + "\n")
    return answer.exit_status


def _check(given: argparse.Namespace) -> int:
    from checkers.command import check

    return check(
        given.files,
        facts=given.facts,
        disciplines=given.discipline,
        filed_on=given.filed_on,
        format=given.format,
        output=given.output,
        jobs=given.jobs,
        language=given.lang,
    )


def _compare(given: argparse.Namespace) -> int:
    from checkers.command import compare

    return compare(given.old, given.new, format=given.format, language=given.lang, jobs=given.jobs)


def _inspect(given: argparse.Namespace) -> int:
    from checkers.command import inspect

    return inspect(given.file, format=given.format, language=given.lang, beside=given.beside)


def _plot(given: argparse.Namespace) -> int:
    from checkers.command import plot

    return plot(
        given.file,
        output=given.output,
        sheet=given.sheet,
        language=given.lang,
        beside=given.beside,
        colour=given.colour,
    )


def _draw(given: argparse.Namespace) -> None:
    from review.routing.draw import lots

    for place, lot in enumerate(lots(given.seed, given.candidates), start=1):
        sys.stdout.write(f"{place}  {lot.sha256}  {lot.login}\n")


def _rules(given: argparse.Namespace) -> int:
    from checkers.command import rules

    return rules(format=given.format, language=given.lang)


def _accuracy(given: argparse.Namespace) -> int:
    from checkers.command import accuracy

    return accuracy(given.home, format=given.format, jobs=given.jobs, keep=given.keep, language=given.lang)


def _verify(given: argparse.Namespace) -> int:
    import json

    from review.results.verify import as_json, as_text, verify

    answers = [verify(file, trust=given.trust, language=given.lang) for file in given.files]
    if given.format == "json":
        shown: Any = [as_json(answer) for answer in answers]
        sys.stdout.write(json.dumps(shown[0] if len(shown) == 1 else shown, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write("\n\n".join(as_text(answer, given.lang) for answer in answers) + "\n")
    return max(answer.exit_status for answer in answers)


def _migrate(given: argparse.Namespace) -> None:
    from review.office import opened
    from review.service import migrated

    with opened(_settings(given)) as office:
        migrated(office)


def _audit(given: argparse.Namespace) -> int:
    import json

    from review.audit import as_json, as_text, audit
    from review.office import opened

    with opened(_settings(given)) as office:
        found = audit(office)
    shown = json.dumps(as_json(found), ensure_ascii=False, indent=2)
    sys.stdout.write((shown if given.format == "json" else as_text(found, given.lang)) + "\n")
    return 0 if found.whole else 1


def _user_add(given: argparse.Namespace) -> None:
    from review.errors import Refused
    from review.office import opened
    from review.people import DISCIPLINES, Role, hashed

    for given_ones, known in ((given.role, [role.value for role in Role]), (given.discipline, list(DISCIPLINES))):
        for each in given_ones:
            if each not in known:
                listed = ", ".join(known)
                raise Refused(f"没有 {each}，可选：{listed}", f"There is no {each}; choose one of {listed}")
    if Role.REVIEWER in given.role and not given.discipline:
        raise Refused("审查员须有专业，请加 --discipline", "A reviewer needs a discipline; give --discipline")
    password = given.password_file.read_text().strip() if given.password_file else getpass.getpass()
    with opened(_settings(given)) as office, office.database.unit() as unit:
        unit.people.add(
            login=given.login,
            name=given.name or given.login,
            password_hash=hashed(password),
            roles=set(given.role),
            disciplines=set(given.discipline),
            firm=given.firm,
        )


def _show_settings(given: argparse.Namespace) -> None:
    from review.settings import described

    for name, value, sentence in described(_settings(given), given.lang):
        sys.stdout.write(f"{name}={value}\n    {sentence}\n")


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a command in one line."""

    def error(self, message: str) -> NoReturn:
        """End with exit status 2 and one line on standard error."""
        self.exit(UNUSABLE, f"{self.prog}: {message}; --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="joint-review", description="数字化联合审图 · digital joint review of building drawings")
    parser.add_argument("--lang", choices=("zh", "en"), help="语言；默认按 LANG · language, by LANG")
    commands = parser.add_subparsers(title="命令 · commands", metavar="COMMAND")

    def add(name: str, words: str, function: Callable[[argparse.Namespace], int | None]) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=words, description=words)
        command.set_defaults(command=function)
        return command

    run = add("run", "一台机器上启动全部服务 · everything on one machine", _run)
    serve = add("serve", "只启动网页服务 · the web part only", _serve)
    for command in (run, serve):
        command.add_argument("--host", default="127.0.0.1")
        command.add_argument("--port", type=int, default=8000)
    worker = add("worker", "只启动工作进程 · a worker only", _worker)
    worker.add_argument("--concurrency", type=int, default=2)
    demo = add("demo", "示例项目走完全程 · the sample through its whole life", _demo)
    migrate = add("migrate", "升级数据库 · bring the database up to date", _migrate)
    settings = add("settings", "列出全部设置 · every setting and its value", _show_settings)
    audit = add("audit", "核对全部时间线 · walk every timeline", _audit)
    for command in (run, serve, worker, demo, migrate, settings, audit):
        command.add_argument("--data", type=Path, help="数据目录 · data folder")

    check = add("check", "读图并机审，不需要服务 · read and measure without any service", _check)
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    check.add_argument("--facts", type=Path)
    check.add_argument("--discipline", action="append", default=[])
    check.add_argument("--filed-on", type=date.fromisoformat)
    check.add_argument("--output", type=Path)
    check.add_argument("--jobs", type=int, default=1)
    compare = add("compare", "比较两轮图纸 · which sheets of two sets are the same, and what changed", _compare)
    compare.add_argument("old", type=Path, metavar="OLD", help="文件或目录 · a file or a folder")
    compare.add_argument("new", type=Path, metavar="NEW")
    compare.add_argument("--jobs", type=int, default=1)
    inspect = add("inspect", "看一个文件被读成了什么 · what the reader understood of one file", _inspect)
    inspect.add_argument("file", type=Path, metavar="FILE")
    plot = add("plot", "出矢量 PDF · the sheets as vector PDF with layers", _plot)
    plot.add_argument("file", type=Path, metavar="FILE")
    plot.add_argument("--output", type=Path, required=True)
    plot.add_argument("--sheet")
    plot.add_argument(
        "--colour",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="彩色；--no-colour 为黑白 · in colour, or with --no-colour in black",
    )
    for command in (inspect, plot):
        command.add_argument(
            "--with",
            nargs="+",
            type=Path,
            default=[],
            dest="beside",
            metavar="FILE",
            help="图中引用的其他文件 · files that its references and pictures may mean",
        )
    verify = add("verify", "离线验证成果包或 PDF · verify a package or a PDF, offline", _verify)
    verify.add_argument("files", nargs="+", type=Path, metavar="FILE")
    verify.add_argument("--trust", action="append", default=[], type=Path, metavar="CA.pem")
    draw = add("draw", "重复一次随机抽取，第一个中选 · repeat a blind draw; the first one wins", _draw)
    draw.add_argument("seed", metavar="SEED", help="时间线中的种子 · the seed in the timeline")
    draw.add_argument("candidates", nargs="+", metavar="LOGIN")
    rules = add("rules", "全部规则及其条文 · every rule with its clause", _rules)
    accuracy = add("accuracy", "各规则的误报与漏报 · how often the rules are wrong", _accuracy)
    accuracy.add_argument("home", nargs="?", type=Path, metavar="DIR")
    accuracy.add_argument("--jobs", type=int)
    accuracy.add_argument("--keep", action="store_true", help="存为随规则发布的表 · keep the table with the rules")
    for command in (check, compare, inspect, verify, rules, accuracy, audit):
        command.add_argument("--format", choices=("text", "json"), default="text")

    _add_people(commands)
    return parser


def _add_people(commands: argparse._SubParsersAction[_Parser]) -> None:
    user = commands.add_parser("user", help="用户 · people").add_subparsers(title="命令 · commands", required=True)
    user_add = user.add_parser("add", help="添加用户 · add a person")
    user_add.set_defaults(command=_user_add)
    user_add.add_argument("login")
    user_add.add_argument("--name", default="")
    user_add.add_argument("--role", action="append", required=True)
    user_add.add_argument("--discipline", action="append", default=[])
    user_add.add_argument("--firm", default="")
    user_add.add_argument("--password-file", type=Path, help="从文件读口令 · read the password from a file")
    user_add.add_argument("--data", type=Path)


if __name__ == "__main__":
    sys.exit(main())
