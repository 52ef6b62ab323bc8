"""Reading a PNG picture without a library."""

from __future__ import annotations

import struct
import zlib


def pixels(png: bytes) -> list[bytes]:
    """Return the rows of a PNG with 8-bit red, green, blue and alpha."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, _, depth, colours = struct.unpack(">IIBB", png[16:26])
    assert (depth, colours) == (8, 6)
    data, place = b"", 8
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        data += png[place + 8 : place + 8 + length] if kind == b"IDAT" else b""
        place += length + 12
    raw, size = zlib.decompress(data), 4 * width
    rows, last = [], bytes(size)
    for start in range(0, len(raw), size + 1):
        last = unfiltered(raw[start], raw[start + 1 : start + 1 + size], last)
        rows.append(last)
    return rows


def unfiltered(kind: int, row: bytes, above: bytes) -> bytes:
    """Undo a PNG row filter (PNG specification, section 9.2)."""
    found = bytearray(row)
    for place, value in enumerate(row):
        left, corner = (found[place - 4], above[place - 4]) if place >= 4 else (0, 0)
        up = above[place]
        nearest = min((left, up, corner), key=lambda each: abs(left + up - corner - each))
        found[place] = (value + (0, left, up, (left + up) // 2, nearest)[kind]) % 256
    return bytes(found)


def dark(png: bytes, first: int = 0, last: int | None = None) -> int:
    """Return how many pixels of some rows, of all without a choice, are darker than middle grey."""
    return sum(value < 128 for row in pixels(png)[first:last] for value in row[::4])
