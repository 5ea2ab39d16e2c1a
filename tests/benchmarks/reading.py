"""How fast and in how much memory a DXF becomes sheets: against ezdxf, and against itself at other sizes.

Vocabulary
----------
plan    a real plan, of the collection where it is on this machine, else the sample's
large   the plan repeated, or the collection's own repeated plan
"""

from __future__ import annotations

import gzip
import shutil
import time
from pathlib import Path

from tests.benchmarks.figures import COLLECTION, SAMPLE, Alone, Figure, figure, taking_turns
from tests.benchmarks.repeated import repeated

FASTER = 0.2
"""of ezdxf's seconds for files of 20 MB and more"""
NOT_SLOWER = 1.3
"""times ezdxf's seconds for files under 5 MB"""
MOST_BYTES = 2.5e9
MOST_GROWTH = 1.5
MEGABYTE = 1_000_000
SIZES = (2, 5, 20, 50, 100)
"""megabytes"""
RUNS = 3
RUNS_OF_SIZES = 7
"""a file of 2 MB is read in a tenth of a second, in which whatever else the machine does shows: the median of more turns"""
_PLAN = COLLECTION / "dxf/pattern-x+gemini-viewer-examples/demo/models/dxf/building1.dxf"
_LARGE = COLLECTION / "perf/building1_tiled_x150.dxf.gz"
_SMALL = (
    "dxf/pattern-x+gemini-viewer-examples/demo/models/dxf/building1.dxf",
    "dxf/pattern-x+gemini-viewer-examples/public/demo/models/dxf/buiding1-1F.dxf",
    "dxf/pattern-x+gemini-viewer-examples/demo/models/dxf/doors_and_windows.dxf",
    "dxf/pattern-x+gemini-viewer-examples/demo/models/dxf/rac_basic_sample_project.dxf",
    "dxf/dotoritos-kim+dxf-json/sample/A_000217.dxf",
    "dxf/CityScope/building.9995643.dxf",
    "dxf/CityScope/building.1052569.dxf",
    "dxf/CityScope/ENSAL-RDC.dxf",
    "dxf/DomCR+ACadSharp/samples/sample_AC1032_ascii.dxf",
    "dxf/LibreDWG+libredwg/test/test-data/example_2000.dxf",
    "dxf/LibreDWG+libredwg/test/test-data/2018/TS1.dxf",
    "dxf/LibreDWG+libredwg/test/test-data/2013/gh109_1.dxf",
)


def plan() -> Path:
    """The plan to repeat."""
    return _PLAN if _PLAN.exists() else SAMPLE / "rooms.dxf"


def large(folder: Path) -> list[Figure]:
    """Files of 20 MB and more, each way in a process of its own."""
    files = {"20 MB": repeated(plan(), 20 * MEGABYTE, folder / "20.dxf")}
    if _LARGE.exists():
        with gzip.open(_LARGE) as packed, (folder / "tiled.dxf").open("wb") as out:
            shutil.copyfileobj(packed, out)
        files["95 MB"] = folder / "tiled.dxf"
    found = []
    for name, file in files.items():
        ours, other = taking_turns([("read", str(file)), ("readfile", str(file))], RUNS)
        found.append(figure(f"read a DXF of {name} / ezdxf.readfile", ours.seconds, other.seconds, FASTER))
    return found


def small() -> Figure:
    """Files under 5 MB: all of them after one another, in one process."""
    import ezdxf

    from checkers.drawing import allocation, reader

    files = [COLLECTION / name for name in _SMALL if (COLLECTION / name).exists()] or sorted(SAMPLE.glob("*.dxf"))
    allocation.keep_large_blocks()
    seconds = [0.0, 0.0]
    for file in files:
        best = [float("inf")] * 2
        for _ in range(RUNS + 1):
            for way, read in enumerate((reader.read, ezdxf.readfile)):
                begun = time.process_time()
                read(file)
                best[way] = min(best[way], time.process_time() - begun)
        seconds = [kept + new for kept, new in zip(seconds, best, strict=True)]
    return figure(f"read {len(files)} DXF under 5 MB / ezdxf.readfile", *seconds, NOT_SLOWER)


def growth(folder: Path) -> list[Figure]:
    """Seconds for a megabyte from 2 MB to 100 MB, and the memory that reading and plotting the largest takes."""
    files = [repeated(plan(), size * MEGABYTE, folder / f"{size}.dxf") for size in SIZES]
    results = taking_turns([("read", str(file)) for file in files], RUNS_OF_SIZES)
    rates = [one.seconds / (file.stat().st_size / MEGABYTE) for file, one in zip(files, results, strict=True)]
    (peak,) = _peaks(files[-1])
    return [
        figure("seconds per MB, slowest / quickest of 2–100 MB", max(rates), min(rates), MOST_GROWTH, "s/MB"),
        figure("peak of reading and plotting 100 MB / 2.5 GB", peak.peak_bytes / 1e9, MOST_BYTES / 1e9, 1.0, "GB"),
    ]


def _peaks(file: Path) -> list[Alone]:
    return taking_turns([("read-and-plot", str(file))], 1)
