"""
A whole table as CSV or Parquet, read part by part: that of CSV does not grow in memory, that of Parquet slowly.

The columns, and the texts in them, are those of a pack. A slow reader holds a thread, so only a few are served at once.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from threading import BoundedSemaphore

import polars as pl
from django.http import StreamingHttpResponse

from haidang.portal.feeds.asking import Asked
from haidang.portal.feeds.problems import BusyError
from haidang.portal.feeds.rows import visit
from haidang.portal.feeds.tables import Resource

MEDIA = {"csv": "text/csv; charset=utf-8; header=present", "parquet": "application/vnd.apache.parquet"}
AT_ONCE = 3  # of the eight threads of `haidang serve`
_ROWS_AT_ONCE = 20_000
_BYTES_AT_ONCE = 2**18
_PLACES = BoundedSemaphore(AT_ONCE)


class Sending(Iterator[bytes]):
    """
    The content of a file, which takes a place until it is closed.

    Raises
    ------
    BusyError
        When all places are taken.
    """

    def __init__(self, content: Generator[bytes, None, None]) -> None:
        if not _PLACES.acquire(blocking=False):
            raise BusyError
        self._content = content
        self._is_open = True

    def __next__(self) -> bytes:
        """Return the next bytes."""
        return next(self._content)

    def close(self) -> None:
        """Stop reading, take away what was written for it, and give the place back."""
        if self._is_open:
            self._is_open = False
            try:
                self._content.close()
            finally:
                _PLACES.release()


def send(asked: Asked, resource: Resource, form: str) -> StreamingHttpResponse:
    """Return all rows of a table that a request asks for as a file."""
    content = csv_parts(asked, resource) if form == "csv" else parquet_parts(asked, resource)
    name = f"{resource.name}-{asked.day.day.isoformat()}-{asked.source.revision}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(Sending(content), content_type=MEDIA[form], headers=headers)


def csv_parts(asked: Asked, resource: Resource) -> Generator[bytes, None, None]:
    """Yield rows as CSV in the columns of the table."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(resource.table.names)
    for part in visit(asked, resource.table, resource.filters, _ROWS_AT_ONCE):
        writer.writerows(cells for _, cells in part.rows)
        yield out.getvalue().encode()
        out.seek(0)
        out.truncate()


def parquet_parts(asked: Asked, resource: Resource) -> Generator[bytes, None, None]:
    """Yield rows as Parquet: written to the disk first, since its end says where everything is."""
    schema = dict.fromkeys(resource.table.names, pl.String)
    with tempfile.TemporaryDirectory(prefix="haidang-") as folder:
        texts, file = Path(folder, "rows.csv"), Path(folder, "rows.parquet")
        with texts.open("wb") as out:
            out.writelines(csv_parts(asked, resource))
        pl.scan_csv(texts, schema=schema).sink_parquet(file, compression="zstd")
        with file.open("rb") as whole:
            while piece := whole.read(_BYTES_AT_ONCE):
                yield piece
