"""Draw the sample set: ``python -m samples.draw [--output samples/changzhou]``.

The set goes into the folder named, the earlier scheme into a folder beside it with ``-draft`` after its name.
Drawing twice writes the same bytes.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from ezdxf._options import options

from samples import basement, draft, dwg, housing, office, pdf_sheets, roof, rooms, site_sheets
from samples.frames import Title
from samples.pen import Board

DEFAULT = Path(__file__).parent / "changzhou"

BOARDS: dict[str, Callable[[], Board]] = {
    "site.dxf": site_sheets.draw,
    "housing.dwg": housing.draw,
    "basement.dwg": basement.draw,
    "office.dxf": office.draw,
    "roof.dxf": roof.draw,
    "rooms.dxf": rooms.draw,
}

DRAFT_BOARDS: dict[str, Callable[[], Board]] = {"scheme.dxf": draft.scheme, "plans.dxf": draft.plans}

SHEETS: Sequence[Title] = (
    Title("总施-00", "图纸目录", "总图", 1, "", "A2"),
    Title("建施-00", "建筑设计说明", "建筑", 1, "", "A2"),
    Title("总施-01", "总平面图", "总图", 500, "", "A2"),
    Title("消施-01", "消防总平面图", "消防", 500, "", "A2"),
    Title("水施-01", "室外给排水总平面图", "给排水", 500, "", "A2"),
    Title("通施-01", "通信管道总平面图", "通信", 500, "", "A2"),
    Title("建施-01", "1#楼住宅标准层平面图", "建筑", 100, "", "A2"),
    Title("建施-02", "1#楼南立面图", "建筑", 200, "", "A2"),
    Title("建施-11", "地下一层平面图（平时）", "建筑", 150, "", "A1"),
    Title("人防-01", "人防地下室战时平面图", "人防", 150, "", "A1"),
    Title("建施-21", "3#楼一层平面图", "建筑", 100, "", "A1"),
    Title("建施-22", "3#楼三～六层平面图", "建筑", 100, "", "A2"),
    Title("消施-02", "3#楼疏散示意图", "消防", 100, "", "A2"),
    Title("电施-01", "1#楼屋顶防雷平面图", "电气", 100, "", "A2"),
    Title("电施-02", "3#楼屋顶防雷平面图", "电气", 100, "", "A2"),
    Title("通施-02", "弱电间平面及光纤到户图", "通信", 50, "", "A2"),
)
"""every sheet, as the index lists it"""


PLACEHOLDERS = {"ACDBDICTIONARYWDFLT", "ACDBPLACEHOLDER", "DICTIONARYVAR", "LAYOUT", "MLEADERSTYLE", "VISUALSTYLE"}
"""classes every file declares besides those of its entities"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw both folders and say what was written."""
    parser = argparse.ArgumentParser(prog="python -m samples.draw", description="draw the sample set")
    parser.add_argument("--output", type=Path, default=DEFAULT, help="folder of the set (default: %(default)s)")
    output: Path = parser.parse_args(arguments).output
    for file in draw(output):
        print(f"{file}  {file.stat().st_size / 1024:.0f} kB")


def draw(folder: Path) -> list[Path]:
    """Write every file of the set and of the draft; the paths written."""
    options.write_fixed_meta_data_for_testing = True
    beside = folder.with_name(f"{folder.name}-draft")
    written = [_written(board(), folder / name) for name, board in BOARDS.items()]
    written += [_written(board(), beside / name) for name, board in DRAFT_BOARDS.items()]
    pdf_sheets.index(folder / "index-and-notes.pdf", SHEETS)
    pdf_sheets.evacuation(folder / "evacuation.pdf")
    return [*written, folder / "index-and-notes.pdf", folder / "evacuation.pdf"]


def _written(board: Board, target: Path) -> Path:
    """Save a board under this name, by way of DXF when the name asks for DWG."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for kind in sorted({entity.dxftype() for entity in board.document.entitydb.values()} | PLACEHOLDERS):
        board.document.classes.add_class(kind)  # in this order; left to itself the library's order changes by run
    if target.suffix == ".dxf":
        board.document.saveas(target)
        return target
    with tempfile.TemporaryDirectory() as passing:
        source = Path(passing) / "passing.dxf"
        board.document.saveas(source)
        dwg.converted(source, target)
    return target


if __name__ == "__main__":
    main()
