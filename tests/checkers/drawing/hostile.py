"""Files made to harm the reader: each function writes one into a folder and returns its path.

Vocabulary
----------
attack   a small file that unfolds into more than any machine holds, or one that leads out of its folder
"""

from __future__ import annotations

import gzip
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.checkers.drawing.hostile_pictures import (
    an_image_of_a_million_pixels_a_side,
    an_image_of_a_million_pixels_that_did_not_come_along,
)
from tests.checkers.drawing.hostile_spelling import (
    FINE,
    ROOT,
    array,
    block,
    entities,
    hatch,
    insert,
    lines_of,
    section,
    spelled,
    written,
    zigzag,
)


def blocks_a_thousand_deep(folder: Path) -> Path:
    chain = "".join(block(f"B{n}", insert(f"B{n + 1}") if n < 1000 else spelled(FINE)) for n in range(1001))
    return written(folder, section("BLOCKS", chain), section("ENTITIES", insert("B0")))


def blocks_that_double_forty_times(folder: Path) -> Path:
    chain = "".join(block(f"B{n}", insert(f"B{n + 1}") * 2 if n < 40 else spelled(FINE)) for n in range(41))
    return written(folder, section("BLOCKS", chain), section("ENTITIES", insert("B0")))


def a_block_that_contains_itself(folder: Path) -> Path:
    return written(
        folder,
        section("BLOCKS", block("A", insert("A")) + block("B", insert("C")) + block("C", insert("B") + spelled(FINE))),
        section("ENTITIES", insert("A") + insert("B")),
    )


def an_array_of_65535_by_65535(folder: Path) -> Path:
    return written(folder, section("BLOCKS", block("A", spelled(FINE))), section("ENTITIES", array("A", 65535, 65535)))


def arrays_of_32767_by_32767_in_arrays(folder: Path) -> Path:
    chain = block("A", spelled(FINE)) + block("B", array("A", 32767, 32767)) + block("C", array("B", 32767, 32767))
    return written(folder, section("BLOCKS", chain), section("ENTITIES", array("C", 32767, 32767)))


def arrays_just_small_enough_in_each_other(folder: Path) -> Path:
    chain = block("A", spelled(FINE)) + "".join(
        block(f"B{n}", array("A" if not n else f"B{n - 1}", 300, 300)) for n in range(6)
    )
    return written(folder, section("BLOCKS", chain), section("ENTITIES", array("B5", 300, 300)))


def an_array_of_nothing(folder: Path) -> Path:
    return written(folder, section("BLOCKS", block("A", "")), section("ENTITIES", array("A", 32767, 32767) * 100))


def an_array_of_texts(folder: Path) -> Path:
    text = spelled(((0, "TEXT"), (8, "0"), (10, 0), (20, 0), (40, 1), (1, "A" * 10_000)))
    return written(folder, section("BLOCKS", block("A", text)), section("ENTITIES", array("A", 30, 30)))


def a_large_array_of_paragraphs(folder: Path) -> Path:
    text = spelled(((0, "MTEXT"), (8, "0"), (10, 0), (20, 0), (40, 1), (41, 100), (1, "A" * 10_000)))
    return written(folder, section("BLOCKS", block("A", text)), section("ENTITIES", array("A", 440, 440)))


def a_hatch_that_runs_to_and_fro(folder: Path) -> Path:
    return entities(folder, zigzag(20_000))


def a_hatch_that_runs_to_and_fro_a_million_times(folder: Path) -> Path:
    return entities(folder, zigzag(1_000_000))


def polylines_that_run_to_and_fro(folder: Path) -> Path:
    corners = "".join(f"10\n{n}\n20\n{n % 2 * 60_000}\n" for n in range(80_000))
    return entities(folder, f"0\nLWPOLYLINE\n8\n0\n90\n80000\n70\n0\n{corners}" * 5)


def a_hatch_of_a_thousand_million_lines(folder: Path) -> Path:
    return entities(folder, hatch(lines_of(0.001)))


def a_hatch_of_a_million_lines(folder: Path) -> Path:
    return entities(folder, hatch(lines_of(1.0)))


def a_hatch_of_endless_dashes(folder: Path) -> Path:
    return entities(folder, hatch(lines_of(1000.0, dashes=(0.0001, -0.0001))))


def a_hatch_whose_lines_are_no_distance_apart(folder: Path) -> Path:
    return entities(folder, hatch(lines_of(0.0, 1e-300, 1e300)))


def a_hatch_of_20_000_pattern_lines(folder: Path) -> Path:
    return entities(folder, hatch(lines_of(*[10_000.0] * 20_000)))


def a_hatch_of_150_000_edges(folder: Path) -> Path:
    return entities(folder, hatch(lines_of(100.0), edges=150_000))


def arcs_of_endless_radius(folder: Path) -> Path:
    arc = ((0, "ARC"), (8, "0"), (10, 0), (20, 0), (40, 1e300), (50, 0), (51, 90))
    circle = ((0, "CIRCLE"), (8, "0"), (10, 0), (20, 0), (40, 1e300))
    bulge = ((0, "LWPOLYLINE"), (8, "0"), (90, 2), (70, 0), (10, 0), (20, 0), (42, 1e-300), (10, 1e150), (20, 1))
    thin = ((0, "ELLIPSE"), (8, "0"), (10, 0), (20, 0), (11, 1e300), (21, 0), (40, 1e-300), (41, 0), (42, 6.28))
    return entities(folder, arc, circle, bulge, thin)


def _every_kind(number: str) -> str:
    at = ((8, "0"), (10, number), (20, number))
    to = ((11, number), (21, number))
    return "".join(
        spelled(tags)
        for tags in (
            ((0, "LINE"), *at, *to),
            ((0, "POINT"), *at),
            ((0, "CIRCLE"), *at, (40, number)),
            ((0, "ARC"), *at, (40, number), (50, number), (51, number)),
            ((0, "ELLIPSE"), *at, *to, (40, number), (41, number), (42, number)),
            ((0, "TEXT"), *at, (40, number), (50, number), (1, "A")),
            ((0, "MTEXT"), *at, (40, number), (41, number), (50, number), (1, "A")),
            ((0, "LWPOLYLINE"), (8, "0"), (90, 2), (70, 1), (43, number), *at[1:], (42, number), (10, 1), (20, number)),
            ((0, "SOLID"), *at, *to, (12, number), (22, number), (13, number), (23, number)),
            ((0, "3DFACE"), *at, *to, (12, number), (22, number), (13, number), (23, number)),
            ((0, "SPLINE"), (8, "0"), (70, 8), (71, 3), (72, 8), (73, 4), *[(40, number)] * 8, *at[1:] * 4),
            ((0, "INSERT"), (2, "A"), *at, (41, number), (42, number), (50, number)),
            ((0, "DIMENSION"), (70, 0), *at, *to, (13, number), (23, number), (14, number), (24, number)),
            ((0, "LEADER"), (8, "0"), (76, 2), *at[1:], *at[1:]),
            ((0, "RAY"), *at, *to),
            ((0, "XLINE"), *at, *to),
        )
    ) + hatch(lines_of(float(number)), size=float(number))


def numbers_that_are_none(folder: Path) -> Path:
    return written(
        folder,
        section("BLOCKS", block("A", spelled(FINE))),
        section("ENTITIES", "".join(_every_kind(number) for number in ("nan", "inf", "-inf", "1e308", "1e-320"))),
    )


def an_insert_a_million_million_times_its_size(folder: Path) -> Path:
    curves = spelled(((0, "CIRCLE"), (8, "0"), (10, 0), (20, 0), (40, 1e6))) * 100
    return written(
        folder,
        section("BLOCKS", block("A", curves)),
        section("ENTITIES", "".join(insert("A", (41, 10.0**n), (42, 10.0**n)) for n in range(-20, 20))),
    )


def a_line_of_300_megabytes(folder: Path) -> Path:
    path = folder / "plan.dxf"
    with path.open("wb") as stream:
        stream.write(b"0\nSECTION\n2\nENTITIES\n0\nTEXT\n1\n")
        for _ in range(300):
            stream.write(b"A" * (1 << 20))
        stream.write(b"\n0\nENDSEC\n0\nEOF\n")
    return path


def a_million_layers(folder: Path) -> Path:
    rows = "".join(f"0\nLAYER\n2\nL{n}\n70\n0\n62\n7\n6\nContinuous\n" for n in range(300_000))
    return written(
        folder,
        section("TABLES", f"0\nTABLE\n2\nLAYER\n70\n300000\n{rows}0\nENDTAB\n"),
        section("ENTITIES", spelled(FINE)),
    )


def a_layer_for_each_of_100_000_lines(folder: Path) -> Path:
    return entities(folder, "".join(f"0\nLINE\n8\nL{n}\n10\n{n}\n20\n0\n11\n{n}\n21\n1000\n" for n in range(100_000)))


def a_million_text_styles(folder: Path) -> Path:
    rows = "".join(f"0\nSTYLE\n2\nS{n}\n70\n0\n3\ntxt{n}.shx\n4\n\n" for n in range(300_000))
    return written(
        folder,
        section("TABLES", f"0\nTABLE\n2\nSTYLE\n70\n300000\n{rows}0\nENDTAB\n"),
        section("ENTITIES", spelled(FINE)),
    )


def a_million_blocks(folder: Path) -> Path:
    many = "".join(block(f"B{n}", "") for n in range(200_000))
    return written(folder, section("BLOCKS", many), section("ENTITIES", insert("B7") + spelled(FINE)))


def a_polyline_of_four_million_vertices(folder: Path) -> Path:
    count = 4_000_000
    return entities(
        folder, f"0\nLWPOLYLINE\n8\n0\n90\n{count}\n70\n1\n" + "".join(f"10\n{n}\n20\n{n % 7}\n" for n in range(count))
    )


def a_spline_of_a_million_knots(folder: Path) -> Path:
    count = 1_000_000
    body = "".join(f"40\n{n}\n" for n in range(count + 4)) + "".join(f"10\n{n}\n20\n{n % 7}\n" for n in range(count))
    return entities(folder, f"0\nSPLINE\n8\n0\n70\n8\n71\n3\n72\n{count + 4}\n73\n{count}\n74\n0\n{body}")


def a_spline_of_degree_a_million(folder: Path) -> Path:
    body = "".join(f"10\n{n}\n20\n{n % 7}\n" for n in range(2000))
    knots = "".join(f"40\n{n}\n" for n in range(4000))
    small = f"0\nSPLINE\n8\n0\n70\n8\n71\n1999\n72\n4000\n73\n2000\n74\n0\n{knots}{body}"
    return entities(folder, small, small.replace("71\n1999\n", "71\n1000000\n"))


def a_paragraph_of_50_megabytes(folder: Path) -> Path:
    piece = "3\n" + r"{\H2x;防火墙}\P".encode("unicode_escape").decode("ascii") * 12 + "\n"
    path = folder / "plan.dxf"
    with path.open("w", encoding="ascii") as stream:
        stream.write(
            "0\nSECTION\n2\nENTITIES\n0\nMTEXT\n100\nAcDbEntity\n100\nAcDbMText\n8\n0\n10\n0\n20\n0\n40\n1\n41\n100\n"
        )
        for _ in range(50_000_000 // len(piece)):
            stream.write(piece)
        stream.write("1\nend\n0\nENDSEC\n0\nEOF\n")
    return path


def a_paragraph_of_braces_and_fractions(folder: Path) -> Path:
    content = "{" * 100_000 + r"\S1/2;" * 50_000 + r"\fA;" * 50_000 + "%<" * 50_000 + "^" * 10_000
    return entities(
        folder,
        ((0, "MTEXT"), (8, "0"), (10, 0), (20, 0), (40, 1), (41, 100), (1, content)),
        ((0, "TEXT"), (8, "0"), (10, 0), (20, 0), (40, 1), (1, content)),
    )


def groups_in_groups(folder: Path) -> Path:
    return entities(folder, ((0, "LINE"), *[(102, "{ACAD_REACTORS"), (330, "1F")] * 40_000, *FINE[1:]))  # type: ignore[index]


def endless_extended_data(folder: Path) -> Path:
    body = "1002\n{\n" * 60_000 + "1000\nA\n1040\n1.0\n" * 300_000
    return entities(folder, f"0\nLINE\n8\n0\n10\n0\n20\n0\n11\n1\n21\n1\n1001\nACAD\n{body}")


def dictionaries_in_a_circle(folder: Path) -> Path:
    objects = (
        "0\nDICTIONARY\n5\nC\n330\n0\n3\nACAD_GROUP\n350\nD\n3\nACAD_LAYOUT\n350\nC\n"
        "0\nDICTIONARY\n5\nD\n330\nC\n3\nA\n350\nC\n3\nB\n350\nD\n"
        "0\nGROUP\n5\nE\n330\nD\n340\nE\n340\nC\n"
    )
    return written(folder, section("ENTITIES", spelled(FINE)), section("OBJECTS", objects))


def references_out_of_the_folder(folder: Path) -> Path:
    paths = (
        "/etc/passwd",
        r"\\10.0.0.1\share\secret.dwg",
        "../../../../etc/shadow",
        "file:///etc/passwd",
        "http://10.0.0.1/a",
    )
    chain = "".join(
        f"0\nBLOCK\n8\n0\n2\nX{n}\n70\n4\n10\n0\n20\n0\n1\n{path}\n0\nENDBLK\n" for n, path in enumerate(paths)
    )
    images = "".join(f"0\nIMAGEDEF\n5\nF{n}\n1\n{path}\n10\n9\n20\n9\n" for n, path in enumerate(paths))
    placed = "".join(
        f"0\nIMAGE\n8\n0\n10\n0\n20\n0\n11\n1\n21\n0\n12\n0\n22\n1\n13\n9\n23\n9\n340\nF{n}\n"
        for n in range(len(paths))
    )
    inserts = "".join(insert(f"X{n}") for n in range(len(paths)))
    return written(
        folder,
        section("BLOCKS", chain),
        section("ENTITIES", spelled(FINE) + inserts + placed),
        section("OBJECTS", ROOT + images),
    )


def two_gigabytes_of_nothing(folder: Path) -> Path:
    path = folder / "plan.dxf"
    with path.open("wb") as stream:
        stream.write(b"0\nSECTION\n2\nENTITIES\n")
        stream.truncate(2 * 1024**3)
    return path


def five_hundred_megabytes_of_nothing(folder: Path) -> Path:
    path = folder / "plan.dxf"
    with path.open("wb") as stream:
        stream.write(b"0\nSECTION\n2\nENTITIES\n")
        stream.truncate(500 * 1024**2)
    return path


def thirty_megabytes_of_line_ends(folder: Path) -> Path:
    path = folder / "plan.dxf"
    with path.open("wb") as stream:
        stream.write(b"0\nSECTION\n2\nENTITIES\n")
        for _ in range(30):
            stream.write(b"\n" * (1 << 20))
    return path


def a_gzip_by_another_name(folder: Path) -> Path:
    path = folder / "plan.dxf"
    path.write_bytes(gzip.compress(b"0\nSECTION\n" * 1000))
    return path


def a_zip_by_another_name(folder: Path) -> Path:
    path = folder / "plan.dxf"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("plan.dxf", "0\nSECTION\n")
    return path


def a_binary_of_wrong_lengths(folder: Path) -> Path:
    path = folder / "plan.dxf"
    start = b"AutoCAD Binary DXF\r\n\x1a\x00"
    head = b"\0\0SECTION\0\x02\0ENTITIES\0\0\0LINE\0\x08\x000\0" + b"".join(
        struct.pack("<Hd", code, 1.0) for code in (10, 20, 11, 21)
    )
    path.write_bytes(start + head + b"\0\0TEXT\0" + b"\x36\x01\xff" * 50_000 + b"\x01\0no end of this string")
    return path


def a_binary_of_noise(folder: Path) -> Path:
    path = folder / "plan.dxf"
    noise = bytes((n * n * 31 + n // 7) % 256 for n in range(3_000_000))
    path.write_bytes(b"AutoCAD Binary DXF\r\n\x1a\x00\0\0SECTION\0" + noise)
    return path


def dimensions_that_draw_each_other(folder: Path) -> Path:
    one = "0\nDIMENSION\n8\n0\n2\n*D1\n70\n0\n10\n0\n20\n0\n11\n0\n21\n0\n13\n0\n23\n0\n14\n9\n24\n9\n"
    return written(folder, section("BLOCKS", block("*D1", one * 2)), section("ENTITIES", one + spelled(FINE)))


def line_types_of_a_millionth(folder: Path) -> Path:
    row = "0\nLTYPE\n2\nTINY\n70\n0\n3\n\n72\n65\n73\n2\n40\n0.000002\n49\n0.000001\n49\n-0.000001\n"
    lines = "0\nLINE\n8\n0\n6\nTINY\n10\n0\n20\n0\n11\n1000000\n21\n1000000\n" * 100
    return written(
        folder, section("TABLES", f"0\nTABLE\n2\nLTYPE\n70\n1\n{row}0\nENDTAB\n"), section("ENTITIES", lines)
    )


def a_mesh_of_sixteen_million_faces(folder: Path) -> Path:
    body = "0\nPOLYLINE\n8\n0\n66\n1\n70\n16\n71\n32767\n72\n32767\n73\n200\n74\n200\n"
    vertices = "".join(f"0\nVERTEX\n8\n0\n10\n{n}\n20\n{n % 3}\n70\n64\n" for n in range(100))
    return entities(folder, body + vertices + "0\nSEQEND\n8\n0\n")


def five_hundred_frames(folder: Path) -> Path:
    frame = (
        "0\nLWPOLYLINE\n8\nTK\n90\n4\n70\n1\n10\n{x}\n20\n{y}\n10\n{a}\n20\n{y}\n10\n{a}\n20\n{b}\n10\n{x}\n20\n{b}\n"
    )
    return entities(
        folder,
        "".join(
            frame.format(x=x, y=y, a=x + 84_100, b=y + 59_400)
            for x in range(0, 22 * 100_000, 100_000)
            for y in range(0, 22 * 100_000, 100_000)
        ),
    )


ALL: tuple[Callable[[Path], Path], ...] = (
    blocks_a_thousand_deep,
    blocks_that_double_forty_times,
    a_block_that_contains_itself,
    an_array_of_65535_by_65535,
    arrays_of_32767_by_32767_in_arrays,
    arrays_just_small_enough_in_each_other,
    an_array_of_nothing,
    an_array_of_texts,
    a_large_array_of_paragraphs,
    a_hatch_that_runs_to_and_fro,
    a_hatch_that_runs_to_and_fro_a_million_times,
    polylines_that_run_to_and_fro,
    a_hatch_of_a_thousand_million_lines,
    a_hatch_of_a_million_lines,
    a_hatch_of_endless_dashes,
    a_hatch_whose_lines_are_no_distance_apart,
    a_hatch_of_20_000_pattern_lines,
    a_hatch_of_150_000_edges,
    arcs_of_endless_radius,
    numbers_that_are_none,
    an_insert_a_million_million_times_its_size,
    a_line_of_300_megabytes,
    a_million_layers,
    a_layer_for_each_of_100_000_lines,
    a_million_text_styles,
    a_million_blocks,
    a_polyline_of_four_million_vertices,
    a_spline_of_a_million_knots,
    a_spline_of_degree_a_million,
    a_paragraph_of_50_megabytes,
    a_paragraph_of_braces_and_fractions,
    groups_in_groups,
    endless_extended_data,
    dictionaries_in_a_circle,
    references_out_of_the_folder,
    two_gigabytes_of_nothing,
    five_hundred_megabytes_of_nothing,
    thirty_megabytes_of_line_ends,
    a_gzip_by_another_name,
    a_zip_by_another_name,
    a_binary_of_wrong_lengths,
    a_binary_of_noise,
    dimensions_that_draw_each_other,
    line_types_of_a_millionth,
    a_mesh_of_sixteen_million_faces,
    five_hundred_frames,
    an_image_of_a_million_pixels_a_side,
    an_image_of_a_million_pixels_that_did_not_come_along,
)
