"""The benchmark table: ``python -m tests.benchmarks.table`` prints it and writes ``bench.json``.

Vocabulary is that of ``figures.py``. Reading and plotting large drawings takes some minutes.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks import measuring, plotting, reading
from tests.benchmarks.figures import ROOT, SAMPLE, Figure, compared


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


def measured(folder: Path) -> Iterator[Figure]:
    """Every figure of the table."""
    several: tuple[Callable[[], list[Figure]], ...] = (
        lambda: [signing(folder), limited_child(folder)],
        plotting.plotting,
        lambda: [reading.small()],
        lambda: reading.large(folder),
        lambda: reading.growth(folder),
        lambda: measuring.measuring(folder),
    )
    for measure in several:
        yield from measure()


def main() -> int:
    """Print the table, write ``bench.json``; 1 when a figure does not hold."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="joint-review-bench-") as made:
        for figure in measured(Path(made)):
            figures.append(figure)
            word = "holds" if figure.holds else "DOES NOT HOLD"
            sys.stdout.write(
                f"{figure.name:<58}{figure.value:>10.4f} {figure.unit:<5}{figure.reference:>9.4f} {figure.unit:<5}"
                f" ratio {figure.ratio:.3f} (limit {figure.limit})  {word}\n"
            )
            sys.stdout.flush()
    (ROOT / "bench.json").write_text(json.dumps({"figures": [asdict(figure) for figure in figures]}, indent=2) + "\n")
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
