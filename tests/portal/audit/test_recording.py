"""Recording: in the transaction of the write, values only where they may be seen, own words never."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from haidang.portal.audit.erasing import erase_values
from haidang.portal.audit.models import AuditRow
from haidang.portal.audit.recording import SYSTEM, Actor, Write, digest, is_recorded, record
from tests.portal.conftest import NOW

KEY = b"k" * 32
PLACE = {"table": "entries", "row_key": "e-1", "name": "reason"}


def test_the_migration_is_that_of_the_models(database):
    call_command("makemigrations", "audit", check=True, dry_run=True, verbosity=0)


def test_what_is_kept_of_a_write(database):
    by = Actor("a-1", "editor", "city_statistics", KEY, for_key="a-2")
    record(
        [
            Write(
                "entry.save",
                "entries",
                "e-1",
                {"state": "draft", "note": None},
                {"reason": "bí mật", "remark": ""},
            )
        ],
        by=by,
        now=NOW,
    )
    row = AuditRow.objects.get()
    assert (row.at, row.by_key, row.for_key, row.role, row.body_id) == (
        NOW,
        "a-1",
        "a-2",
        "editor",
        "city_statistics",
    )
    assert json.loads(row.fields) == ["note", "state"]
    assert json.loads(row.values) == {"state": "draft"}
    assert list(json.loads(row.digests)) == ["reason"]
    assert row.seal is None
    everything = " ".join(str(cell) for cell in AuditRow.objects.values_list().get())
    assert "bí mật" not in everything
    assert KEY.hex() not in repr(by)


@pytest.mark.usefixtures("_tables")
def test_outside_a_transaction_nothing_is_recorded():
    with pytest.raises(RuntimeError, match="one transaction"):
        record([], by=SYSTEM, now=NOW)


def test_with_the_write_goes_its_row(database):
    with transaction.atomic():
        record([Write("pack.load", "revisions", "1")], by=SYSTEM, now=NOW)
        transaction.set_rollback(True)
    assert not AuditRow.objects.exists()


def test_the_portal_itself_has_no_own_words(database):
    with pytest.raises(RuntimeError, match="needs the key"):
        record([Write("row.withhold", "targets", "T-1", personal={"reason": "x"})], by=SYSTEM, now=NOW)


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_digest_is_of_these_words_alone(one, other):
    def plain(text):
        return "\n".join(text.splitlines()).strip()

    from haidang.base.text import nfc

    are_same = plain(nfc(one)) == plain(nfc(other)) or nfc(plain(one)) == nfc(plain(other))
    if not are_same:
        assert digest(one, KEY, **PLACE) != digest(other, KEY, **PLACE)
    assert digest(one, KEY, **PLACE) == digest(one, KEY, **PLACE)


@pytest.mark.parametrize("other", [{"table": "x"}, {"row_key": "e-2"}, {"name": "remark"}])
def test_a_digest_is_of_its_place(other):
    assert digest("a", KEY, **PLACE) != digest("a", KEY, **{**PLACE, **other})
    assert digest("a", KEY, **PLACE) != digest("a", b"j" * 32, **PLACE)


def test_words_are_known_again_however_a_browser_sends_them(written):
    (row,) = written()
    assert is_recorded(row, "reason", "vì sao", KEY)
    assert is_recorded(row, "reason", "  vi\u0300 sao\r\n", KEY)
    assert not is_recorded(row, "reason", "vì sao?", KEY)
    assert not is_recorded(row, "reason", "vì sao", b"another key")
    assert not is_recorded(row, "remark", "vì sao", KEY)


def test_values_are_erased_and_everything_else_stays(written):
    rows = written(2)
    assert erase_values("entries", ["e-0", "e-7"], by=SYSTEM, now=NOW) == 1
    first, second, erasure = AuditRow.objects.order_by("pk")
    assert (first.values, first.salt) == ("", "")
    assert first.commitment == rows[0].commitment
    assert json.loads(first.fields) == ["note", "state"]
    assert second.values
    assert (erasure.act, erasure.key, erasure.role) == ("audit.erase", "e-0", "system")
