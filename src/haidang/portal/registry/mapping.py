"""Between database and domain: the description of a pack as JSON text, rows of a table as a frame."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import TypeAlias

import polars as pl

from haidang.base.text import Name
from haidang.core.evidence import Description
from haidang.core.pack.tables import BY_NAME
from haidang.files.removals import read_removal, write_removal

Key: TypeAlias = tuple[str | None, ...]
"""The cells of a row's key, None where they are empty."""

_CHUNK = 20_000


@dataclass(frozen=True, slots=True)
class Followed:
    """
    What was said at the desk of how far the data go; it counts as long as a pack that is loaded says nothing later.

    Attributes
    ----------
    horizon
        Day until which a table was followed, by table.
    review_day
        Day of the review that is shown when none is asked for; None when nothing was said.
    """

    horizon: Mapping[str, date] = field(default_factory=dict)
    review_day: date | None = None

    def within(self, about: Description) -> Description:
        """Return what a pack says of itself with what was said here, of each the later day."""
        days = {name: max(day, about.horizon.get(name, day)) for name, day in self.horizon.items()}
        review_day = max(filter(None, (self.review_day, about.review_day)), default=None)
        return replace(about, horizon={**about.horizon, **days}, review_day=review_day)


def write_description(about: Description, tables: Sequence[str], followed: Followed) -> str:
    """Return what a pack says of itself, which tables it has, and what was said here of how far they go, as JSON."""
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
        "removals": [write_removal(each) for each in about.removals],
        "tables": list(tables),
        "followed": {
            "horizon": {name: day.isoformat() for name, day in followed.horizon.items()},
            "review_day": followed.review_day.isoformat() if followed.review_day else None,
        },
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
        removals=tuple(map(read_removal, content.get("removals", ()))),
    )
    return about, tuple(content["tables"])


def read_followed(text: str) -> Followed:
    """Return what was said at the desk of how far the data go, out of `write_description`."""
    content = json.loads(text).get("followed", {})
    review_day = content.get("review_day")
    return Followed(
        {name: date.fromisoformat(day) for name, day in content.get("horizon", {}).items()},
        date.fromisoformat(review_day) if review_day else None,
    )


def read_frame(rows: Iterable[tuple[object, ...]], schema: pl.Schema) -> pl.DataFrame:
    """Return rows as a frame; a chunk at a time, since as tuples they take ten times the memory."""
    source = iter(rows)
    frames = [pl.DataFrame(schema=schema)]
    while chunk := list(islice(source, _CHUNK)):
        frames.append(pl.DataFrame(chunk, schema=schema, orient="row"))
    return pl.concat(frames)


def write_key(table: str, cells: Mapping[str, str | None]) -> str:
    """Return the cells of a row's key as a JSON list, null where they are empty."""
    return json.dumps([cells.get(name) or None for name in BY_NAME[table].key], ensure_ascii=False)


def read_key(text: str) -> Key:
    """Return the cells of a key out of `write_key`."""
    return tuple(json.loads(text))
