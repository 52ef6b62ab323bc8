"""
Recording a write. Whoever writes calls it inside the same transaction, so that one is never there without the other.

What a person wrote in own words is never recorded: a digest of it is, keyed with a key that lies with the person's account. Whoever has the
words can show with it that they are the ones; once the account is gone, the digest says nothing any more.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from haidang.base.text import nfc
from haidang.portal.audit.chain import commit
from haidang.portal.audit.models import AuditRow

_SALT_BYTES = 16
_COLUMNS = (
    "at",
    "by_key",
    "for_key",
    "role",
    "body_id",
    "act",
    "table",
    "key",
    "fields",
    "values",
    "salt",
    "commitment",
    "digests",
)


@dataclass(frozen=True, slots=True)
class Actor:
    """
    Who writes, and in which office.

    Attributes
    ----------
    account_key
        Key of the account.
    role, body_id
        The office; an empty body answers for all.
    digest_key
        The account's own key for digests of personal text.
    for_key
        Account of the person in whose stead; empty when in the own office.
    behind_key
        Of a machine, the account of the person who made its token, and saw it; else empty.
    """

    account_key: str
    role: str
    body_id: str = ""
    digest_key: bytes = field(default=b"", repr=False)
    for_key: str = ""
    behind_key: str = ""

    @property
    def hands(self) -> tuple[str, ...]:
        """The accounts that have a hand in what is written."""
        return self.account_key, *filter(None, (self.for_key, self.behind_key))


SYSTEM = Actor("system", "system")
"""The portal itself: commands of whoever runs it, and its jobs. It has no own words, and so no key for digests."""


@dataclass(frozen=True, slots=True)
class Write:
    """
    One write.

    Attributes
    ----------
    act
        What was done, for example `entry.check`; `haidang.telling.audit` has a sentence for it.
    table, key
        What it was done to; of a row of the pack, its table and the cells of its key as a JSON list.
    fields
        The fields that were written: with the value where everyone may see it, else None.
    personal
        Text in a person's own words, by field, a reason for example; kept as digests alone.
    """

    act: str
    table: str
    key: str
    fields: Mapping[str, str | None] = field(default_factory=dict)
    personal: Mapping[str, str] = field(default_factory=dict)


def record(writes: Iterable[Write], *, by: Actor, now: datetime) -> None:
    """
    Record writes; inside the transaction that makes them.

    Parameters
    ----------
    writes
        What was written.
    by
        Who wrote it.
    now
        The moment, with its time zone.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a write and its audit row belong into one transaction")
    at = connection.ops.adapt_datetimefield_value(now)
    by_whom = (at, by.account_key, by.for_key, by.role, by.body_id)
    quote = connection.ops.quote_name
    columns, places = ", ".join(map(quote, _COLUMNS)), ", ".join(["%s"] * len(_COLUMNS))
    statement = f"INSERT INTO {quote(AuditRow._meta.db_table)} ({columns}) VALUES ({places})"
    with connection.cursor() as cursor:
        # not as objects of the model: an upload of 20,000 rows would take twice as long
        cursor.executemany(statement, [(*by_whom, *_cells(each, by)) for each in writes])


def digest(text: str, key: bytes, *, table: str, row_key: str, name: str) -> str:
    """
    Return the digest of personal text under an account's key.

    It is bound to its place, so that the same words in two places do not show as the same; line ends and the form of
    letters do not count, since a browser changes them.

    Parameters
    ----------
    text
        The words.
    key
        The account's own key.
    table, row_key, name
        Where they stand: what was written to, and the field.
    """
    if not key:
        raise RuntimeError("personal text needs the key of who wrote it")
    plain = nfc("\n".join(text.splitlines())).strip()
    return hmac.new(key, json.dumps([table, row_key, name, plain]).encode(), hashlib.sha256).hexdigest()


def is_recorded(row: AuditRow, name: str, text: str, key: bytes) -> bool:
    """Return whether these are the words of which a row holds the digest under a field's name."""
    held = json.loads(row.digests).get(name, "")
    return hmac.compare_digest(held, digest(text, key, table=row.table, row_key=row.key, name=name))


def _cells(write: Write, by: Actor) -> tuple[str, ...]:
    """Return the cells of a write, from `act` on."""
    values = {name: text for name, text in sorted(write.fields.items()) if text is not None}
    told = json.dumps(values, ensure_ascii=False) if values else ""
    salt = secrets.token_hex(_SALT_BYTES) if values else ""
    digests = {
        name: digest(text, by.digest_key, table=write.table, row_key=write.key, name=name)
        for name, text in sorted(write.personal.items())
        if text
    }
    names, made = json.dumps(sorted(write.fields)), json.dumps(digests)
    return write.act, write.table, write.key, names, told, salt, commit(told, salt), made
