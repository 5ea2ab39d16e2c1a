"""One piece of work in a process of its own: ``python -m tests.benchmarks.alone TASK FILE`` prints its cost as JSON."""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

# as the warm process is started
os.environ.setdefault("NUMPY_MADVISE_HUGEPAGE", "0")


def read(file: Path) -> Callable[[], object]:
    """Our reader, with the settings of the limited child."""
    from checkers.drawing import allocation, reader, warm

    allocation.keep_large_blocks()
    warm.preload()
    return lambda: reader.read(file)


def readfile(file: Path) -> Callable[[], object]:
    """ezdxf as it comes."""
    import ezdxf

    return lambda: ezdxf.readfile(file)


def read_and_plot(file: Path) -> Callable[[], object]:
    """All that the limited child does with a file."""
    from checkers.drawing import allocation, columns, plot, reader

    allocation.keep_large_blocks()

    def work() -> None:
        with tempfile.TemporaryDirectory() as made:
            reading = reader.read(file)
            columns.dump(reading.drawing, Path(made) / "drawing.columns")
            plot.plot(reading, Path(made))

    return work


TASKS: dict[str, Callable[[Path], Callable[[], object]]] = {
    "read": read,
    "readfile": readfile,
    "read-and-plot": read_and_plot,
}


def main() -> None:
    """Do it and say what it took."""
    work = TASKS[sys.argv[1]](Path(sys.argv[2]))
    begun = time.process_time()
    work()
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    sys.stdout.write(json.dumps({"seconds": seconds, "peak_bytes": peak}) + "\n")


if __name__ == "__main__":
    main()
