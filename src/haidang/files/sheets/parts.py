"""
The parts of a workbook besides its cells: which sheets there are, which looks show per cent, how long its shared texts are.

Parts are read by a streaming parser that refuses declarations; no tree is built, and nothing is looked up elsewhere.

References
----------
ECMA-376 part 1, 18.2 (workbook), 18.4 (shared texts), 18.8.30 (number formats).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.parsers import expat

_DEPTH = 100
_PER_CENT_FORMATS = {9, 10}  # of those that every program knows by number
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


class DeclaredError(Exception):
    """A document type in a part."""


@dataclass(frozen=True, slots=True)
class SheetName:
    """A sheet as the workbook lists it: its name, its part, and whether it can be seen."""

    name: str
    part: str
    is_hidden: bool


def list_sheets(parts: Mapping[str, bytes]) -> tuple[list[SheetName], bool]:
    """Return the sheets of a workbook in order, and whether it counts its days from 1904."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str, bool]] = []
    counts: list[bool] = []

    def relation(name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def entry(name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            key = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            sheets.append((attributes.get("name", ""), key, attributes.get("state", "visible") != "visible"))
        elif name == "workbookPr":
            counts.append(attributes.get("date1904", "") in ("1", "true", "on"))

    parse_part(_part(parts, "xl/_rels/workbook.xml.rels"), relation)
    parse_part(_part(parts, "xl/workbook.xml"), entry)
    found = [
        SheetName(name, _full(targets[key]), is_hidden) for name, key, is_hidden in sheets if key in targets
    ]
    return [each for each in found if each.part.lower() in {name.lower() for name in parts}], any(counts)


def per_cent_looks(parts: Mapping[str, bytes]) -> set[str]:
    """Return the numbers of the cell formats that show per cent."""
    formats: set[int] = set(_PER_CENT_FORMATS)
    looks: list[int] = []
    within: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        within.append(name)
        if name == "numFmt" and "%" in _QUOTED.sub("", attributes.get("formatCode", "")):
            formats.add(int(attributes.get("numFmtId", "0")))
        elif name == "xf" and "cellXfs" in within:
            looks.append(int(attributes.get("numFmtId", "0")))

    parse_part(_part(parts, "xl/styles.xml"), start, lambda _name: within.pop())
    return {str(number) for number, form in enumerate(looks) if form in formats}


def shared_lengths(parts: Mapping[str, bytes]) -> list[int]:
    """Return the lengths of the texts that cells share, in order."""
    lengths: list[int] = []

    def start(name: str, _attributes: Mapping[str, str]) -> None:
        if name == "si":
            lengths.append(0)

    def text(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    parse_part(_part(parts, "xl/sharedStrings.xml"), start, text=text)
    return lengths


def check_part(part: bytes) -> None:
    """Read a part for its form alone; raises as `scan_sheet`."""
    parse_part(part)


def parse_part(
    part: bytes,
    start: Callable[[str, Mapping[str, str]], object] | None = None,
    end: Callable[[str], object] | None = None,
    text: Callable[[str], object] | None = None,
) -> None:
    """Read a part, calling with the names of elements without their prefixes."""
    depth = 0

    def opened(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEPTH:
            raise ValueError("elements within elements without end")
        if start is not None:
            start(name.rpartition(":")[2], attributes)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(name.rpartition(":")[2])

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    if text is not None:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    parser.Parse(part, True)


def _refuse(*_declared: object) -> None:
    raise DeclaredError


def _part(parts: Mapping[str, bytes], wanted: str) -> bytes:
    for name, part in parts.items():
        if name.lower() == wanted.lower():
            return part
    return b"<none/>"


def _full(target: str) -> str:
    """Return the name of a part from how the workbook refers to it."""
    return target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('./')}"
