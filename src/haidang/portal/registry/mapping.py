"""Between database and domain: the description of a pack as JSON text, rows of a table as a frame."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice

import polars as pl

from haidang.base.text import Name
from haidang.core.evidence import Description

_CHUNK = 20_000


def write_description(about: Description, tables: Sequence[str]) -> str:
    """Return what a pack says of itself, and which tables it has, as JSON."""
    content = {
        "name": about.name,
        "title": {"vi": about.title.vi, "en": about.title.en, "fr": about.title.fr},
        "version": about.version,
        "review_day": about.review_day.isoformat() if about.review_day else None,
        "document_id": about.document_id,
        "area_id": about.area_id,
        "horizon": {name: day.isoformat() for name, day in about.horizon.items()},
        "licence": about.licence,
        "note": about.note,
        "tables": list(tables),
    }
    return json.dumps(content, ensure_ascii=False)


def read_description(text: str) -> tuple[Description, tuple[str, ...]]:
    """Return what `write_description` wrote: the description and the names of the tables."""
    content = json.loads(text)
    review_day = content["review_day"]
    about = Description(
        name=content["name"],
        title=Name(**content["title"]),
        version=content["version"],
        review_day=date.fromisoformat(review_day) if review_day else None,
        document_id=content["document_id"],
        area_id=content["area_id"],
        horizon={name: date.fromisoformat(day) for name, day in content["horizon"].items()},
        licence=content["licence"],
        note=content["note"],
    )
    return about, tuple(content["tables"])


def read_frame(rows: Iterable[tuple[object, ...]], schema: pl.Schema) -> pl.DataFrame:
    """Return rows as a frame; a chunk at a time, since as tuples they take ten times the memory."""
    source = iter(rows)
    frames = [pl.DataFrame(schema=schema)]
    while chunk := list(islice(source, _CHUNK)):
        frames.append(pl.DataFrame(chunk, schema=schema, orient="row"))
    return pl.concat(frames)
