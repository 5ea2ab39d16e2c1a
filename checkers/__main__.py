"""``python -m checkers``: the commands that need no service."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

from checkers import command

_WITH: dict[str, Any] = {
    "nargs": "+",
    "type": Path,
    "default": [],
    "dest": "beside",
    "metavar": "FILE",
    "help": "图中引用的其他文件 files that its references and pictures may mean",
}


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(prog="joint-review", description="联合审图 Measure building drawings.")
    top.add_argument("--lang", default=_language(), choices=["zh", "en"], help="语言 language")
    commands = top.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="检查一套图纸 read and measure a set")
    check.add_argument("paths", nargs="+", type=Path, metavar="FILE")
    check.add_argument("--facts", type=Path, metavar="FILE", help="案件事实 facts of the case, YAML or JSON")
    check.add_argument("--discipline", action="append", default=[], dest="disciplines", metavar="NAME")
    check.add_argument("--filed-on", type=_day, metavar="DATE", help="申报日期 filing day, 2025-06-01")
    check.add_argument("--format", choices=["text", "json"], default="text")
    check.add_argument("--output", type=Path, metavar="FILE")
    check.add_argument("--jobs", type=int, default=1, metavar="N", help="同时读取的文件数 files read at a time")
    inspect = commands.add_parser("inspect", help="查看对一个文件的理解 what the reader understood")
    inspect.add_argument("path", type=Path, metavar="FILE")
    inspect.add_argument("--format", choices=["text", "json"], default="text")
    inspect.add_argument("--with", **_WITH)
    plot = commands.add_parser("plot", help="输出矢量 PDF sheets as vector PDF")
    plot.add_argument("path", type=Path, metavar="FILE")
    plot.add_argument("--output", type=Path, required=True, metavar="OUT.pdf")
    plot.add_argument("--sheet", metavar="ID")
    plot.add_argument(
        "--colour",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="彩色，或用 --no-colour 黑白 in colour, or black",
    )
    plot.add_argument("--with", **_WITH)
    rules = commands.add_parser("rules", help="全部规则 every rule")
    rules.add_argument("--format", choices=["text", "json"], default="text")
    accuracy = commands.add_parser("accuracy", help="各规则的误报与漏报 how often the rules are wrong")
    accuracy.add_argument("home", nargs="?", type=Path, metavar="DIR", help="判读样图目录 folder of judged drawings")
    accuracy.add_argument("--format", choices=["text", "json"], default="text")
    accuracy.add_argument("--jobs", type=int, metavar="N", help="同时检查的目录数 folders measured at a time")
    accuracy.add_argument("--keep", action="store_true", help="存为随规则发布的表 keep the table with the rules")
    return top


def main(arguments: list[str] | None = None) -> int:
    """Run one command; its exit status."""
    given = vars(parser().parse_args(arguments))
    name, given["language"] = given.pop("command"), given.pop("lang")
    if name == "check":
        return command.check(given.pop("paths"), **given)
    if name == "inspect":
        return command.inspect(**given)
    if name == "plot":
        return command.plot(**given)
    if name == "accuracy":
        return command.accuracy(**given)
    return command.rules(**given)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} 不是 2025-06-01 形式的日期 is no day such as 2025-06-01") from None


def _language() -> str:
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "zh"
    return "en" if named.lower().startswith("en") else "zh"


if __name__ == "__main__":
    sys.exit(main())
