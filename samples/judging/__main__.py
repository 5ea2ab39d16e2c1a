"""Draw the judged drawings: ``python -m samples.judging [scene …] [--output samples/judged]``."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from samples.judging.catalogue import drawn_by, scenes
from samples.judging.offices import OFFICES
from samples.judging.writing import written

DEFAULT = Path(__file__).parents[1] / "judged"


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw the scenes whose names begin with one of these words, all when none is given, and say what was written."""
    parser = argparse.ArgumentParser(prog="python -m samples.judging", description="draw the judged drawings")
    parser.add_argument("scene", nargs="*", help="beginnings of scenes' names; all when none is given")
    parser.add_argument("--output", type=Path, default=DEFAULT, help="folder (default: %(default)s)")
    asked = parser.parse_args(arguments)
    for file in draw(asked.output, asked.scene):
        print(f"{file}  {file.stat().st_size / 1024:.0f} kB")


def draw(folder: Path, beginnings: Sequence[str] = ()) -> Iterator[Path]:
    """Write the scenes afresh, each in its offices' habits; the paths of the drawings."""
    for scene in scenes():
        if beginnings and not scene.name.startswith(tuple(beginnings)):
            continue
        shutil.rmtree(folder / scene.name, ignore_errors=True)
        for office in drawn_by(scene):
            yield from written(scene, OFFICES[office], folder / scene.name / office)


if __name__ == "__main__":
    main()
