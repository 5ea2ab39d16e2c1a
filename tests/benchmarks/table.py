"""The benchmark table: ``python -m tests.benchmarks.table`` prints it and writes ``bench.json``.

Vocabulary
----------
figure      what we measure: seconds of one piece of work, the median of several runs
reference   the seconds of the obvious other way to do the same work on the same input, in the same run
ratio       figure / reference; the only number that means the same on every machine
limit       the ratio a figure must stay below
"""

from __future__ import annotations

import io
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "changzhou"
RUNS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    name: str
    value: float
    unit: str
    reference: float
    ratio: float
    limit: float
    holds: bool


def compared(name: str, ours: Callable[[], object], other: Callable[[], object], limit: float) -> Figure:
    """Run both in turn and compare their medians; one run of each is a warm-up."""
    seconds: tuple[list[float], list[float]] = ([], [])
    for turn in range(RUNS + 1):
        for work, kept in zip((ours, other), seconds, strict=True):
            begun = time.perf_counter()
            work()
            if turn:
                kept.append(time.perf_counter() - begun)
    value, reference = (statistics.median(kept) for kept in seconds)
    ratio = value / reference
    return Figure(name, round(value, 6), "s", round(reference, 6), round(ratio, 4), limit, ratio <= limit)


def signing(folder: Path) -> Figure:
    """Seal one sheet: our key loaded once and room reserved, against pyHanko's signer as it comes."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf

    from review.results.keys import office_keys
    from review.results.sign import signed_pdf

    keys = office_keys(folder, None, trust=folder / "trust")
    home = folder / "development-authority"
    pdf = (SAMPLE / "evacuation.pdf").read_bytes()

    def plain() -> None:
        signer = SimpleSigner.load(str(home / "seal.key"), str(home / "seal.pem"))
        meta = PdfSignatureMetadata(field_name="Seal", subfilter=SigSeedSubFilter.PADES, certify=True)
        sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), meta, signer=signer)

    return compared("sign one sheet / pyHanko SimpleSigner", lambda: signed_pdf(pdf, keys, reason="bench"), plain, 0.3)


def plotting(folder: Path) -> Figure:
    """Plot a DWG to vector PDFs with layers, against ezdxf's own PyMuPDF backend on the same document."""
    from ezdxf.addons.drawing import Frontend, RenderContext, layout, pymupdf

    from checkers.drawing.plot import plot
    from checkers.drawing.reader import read

    reading = read(SAMPLE / "housing.dwg")

    def ours() -> None:
        with tempfile.TemporaryDirectory(dir=folder) as made:
            plot(reading, Path(made))

    def theirs() -> None:
        document = reading.document
        backend = pymupdf.PyMuPdfBackend()
        Frontend(RenderContext(document), backend).draw_layout(document.modelspace())  # type: ignore[attr-defined]
        page = layout.Page(841, 594, layout.Units.mm)
        backend.get_pdf_bytes(page)
        backend.get_pixmap_bytes(page, fmt="png", dpi=72)

    return compared("plot two sheets with pictures / ezdxf PyMuPDF backend", ours, theirs, 0.5)


def limited_child(folder: Path) -> Figure:
    """Read a small file in the warm limited child, against a fresh Python process that reads it."""
    from checkers.drawing.isolate import read_isolated

    file = SAMPLE / "rooms.dxf"

    def warm() -> None:
        with tempfile.TemporaryDirectory(dir=folder) as made:
            read_isolated(file, file.name, Path(made), plotted=False)

    def fresh() -> None:
        code = "import sys, pathlib; from checkers.drawing.reader import read; read(pathlib.Path(sys.argv[1]))"
        subprocess.run([sys.executable, "-c", code, str(file)], check=True, cwd=ROOT)

    return compared("read in the warm limited child / a fresh process", warm, fresh, 0.6)


def main() -> int:
    """Print the table, write ``bench.json``; 1 when a figure does not hold."""
    with tempfile.TemporaryDirectory(prefix="joint-review-bench-") as made:
        figures = [measure(Path(made)) for measure in (signing, plotting, limited_child)]
    for figure in figures:
        word = "holds" if figure.holds else "DOES NOT HOLD"
        sys.stdout.write(
            f"{figure.name:<58}{figure.value:>10.4f} s{figure.reference:>10.4f} s  ratio {figure.ratio:.3f}"
            f" (limit {figure.limit})  {word}\n"
        )
    (ROOT / "bench.json").write_text(json.dumps({"figures": [asdict(figure) for figure in figures]}, indent=2) + "\n")
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
