"""
The chain: what exactly is hashed. Whoever has the rows can do it again with any program; docs/audit.md describes it.

A row is hashed as the JSON list of its cells, a seal over its own facts and the hashes of its rows. The hash of a seal stands in the next
one, so that the newest one stands for all that was ever sealed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

CELLS = (
    "id",
    "at",
    "by_key",
    "for_key",
    "role",
    "body_id",
    "act",
    "table",
    "key",
    "fields",
    "commitment",
    "digests",
)
"""What of a row is sealed, in this order."""
_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_ID_BYTES = 8
_LEAF_BYTES = _ID_BYTES + hashlib.sha256().digest_size


def commit(values: str, salt: str) -> str:
    """Return the hash that stands for values in a seal; without values, nothing."""
    return hashlib.sha256(f"{salt}\n{values}".encode()).hexdigest() if values else ""


def leaf(cells: Sequence[Any]) -> bytes:
    """Return the id of a row and its hash, from its cells in the order of `CELLS`."""
    row_id, at, *others = cells
    text = _write([row_id, _moment(at), *others])
    return int(row_id).to_bytes(_ID_BYTES, signed=True) + hashlib.sha256(text.encode()).digest()


def read_leaves(leaves: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield id and leaf of each row of a seal."""
    for start in range(0, len(leaves), _LEAF_BYTES):
        each = leaves[start : start + _LEAF_BYTES]
        yield int.from_bytes(each[:_ID_BYTES], signed=True), each


def hash_seal(number: int, day: date | None, sealed_at: datetime, before: str, leaves: bytes) -> str:
    """Return the hash of a seal."""
    head = [number, day.isoformat() if day is not None else "", _moment(sealed_at), before]
    return hashlib.sha256(_write(head).encode() + b"\n" + leaves).hexdigest()


def _moment(at: datetime | None) -> str:
    # SQLite holds any text; what is no moment is read as none
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at is not None else ""
