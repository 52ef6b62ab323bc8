"""Verifying: the first thing that does not fit is named, whatever was done to the rows and seals with SQL."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import connection

from haidang.base.errors import UseError
from haidang.portal.audit import sealing, verifying
from haidang.portal.audit.chain import CELLS, commit, hash_seal, leaf
from haidang.portal.audit.erasing import erase_values
from haidang.portal.audit.models import AuditRow, Seal
from haidang.portal.audit.recording import SYSTEM
from haidang.portal.audit.sealing import seal
from haidang.portal.audit.verifying import count_sealed, read_head, verify
from haidang.telling.audit import tell_verified
from haidang.telling.teller import teller
from tests.portal.conftest import NOW

HOUR = timedelta(hours=1)


@pytest.fixture
def chain(written, monkeypatch):
    """Three seals of two rows each, an hour apart; returns the ids of the rows."""
    for number in range(3):
        written(2, now=NOW + number * HOUR)
        seal(now=NOW + number * HOUR)
    return list(AuditRow.objects.order_by("pk").values_list("pk", flat=True))


def sql(statement, *parameters):
    """What somebody with the password of the database can do."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(statement, parameters)


def flaw(head=""):
    found = verify(head)
    return "" if found.flaw is None else str(found.flaw)


def make_anew(number):
    """Make the seals from this one on anew, so that they fit what the rows say now."""
    before = Seal.objects.get(number=number - 1).sha256 if number > 1 else ""
    for each in Seal.objects.filter(number__gte=number).order_by("number"):
        each.leaves = b"".join(map(leaf, each.rows.order_by("pk").values_list(*CELLS)))
        each.count, each.before = each.rows.count(), before
        each.sha256 = before = hash_seal(each.number, each.day, each.sealed_at, before, each.leaves)
        each.save()


def test_a_chain_that_fits(chain):
    found = verify()
    assert (found.flaw, found.rows, found.seals, found.unsealed, found.late) == (None, 6, 3, 0, 0)
    assert (found.last.number, found.last.sha256) == (3, Seal.objects.get(number=3).sha256)
    assert count_sealed() == 6


def test_nothing_sealed(written):
    written(2)
    found = verify()
    assert (found.flaw, found.rows, found.last, found.unsealed) == (None, 0, None, 2)
    assert "Nothing is sealed yet." in tell_verified(found, teller("en")).lead


def test_with_a_head_it_is_said_since_when(chain):
    head = Seal.objects.get(number=2).sha256
    found = verify(head)
    assert (found.flaw, found.found.number) == (None, 2)
    told = tell_verified(found, teller("en"))
    assert (
        "The head that you gave is that of seal 2, of 24 November 2026, 17:30."
        in told.sections[0].sentences[0]
    )
    assert told.data["head_seal"]["sha256"] == head


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("act", "entry.check"),
        ("by_key", "a-2"),
        ("for_key", "a-2"),
        ("role", "approver"),
        ("body_id", ""),
        ("key", "e-9"),
        ("fields", "[]"),
        ("digests", "{}"),
        ("commitment", "0" * 64),
        ("at", "2026-11-24 09:30:00.000001+00:00"),
    ],
)
def test_a_changed_row(chain, column, value):
    sql(f'UPDATE audit_auditrow SET "{column}" = %s WHERE id = %s', value, chain[3])
    assert flaw() == f"row {chain[3]} was changed after it was sealed by seal 2 of 2026-11-24."


def test_changed_values(chain):
    sql('UPDATE audit_auditrow SET "values" = %s WHERE id = %s', '{"state": "checked"}', chain[3])
    assert flaw() == f"the values of row {chain[3]} were changed after it was sealed by seal 2 of 2026-11-24."
    row = AuditRow.objects.get(pk=chain[3])
    sql("UPDATE audit_auditrow SET commitment = %s WHERE id = %s", commit(row.values, row.salt), chain[3])
    assert flaw() == f"row {chain[3]} was changed after it was sealed by seal 2 of 2026-11-24."


def test_erased_values_are_counted_and_fit(chain):
    erase_values("entries", ["e-3"], by=SYSTEM, now=NOW)
    found = verify()
    assert (found.flaw, found.erased, found.unsealed) == (None, 1, 1)
    assert "Rows whose values were erased, as a law may ask: 1." in " ".join(
        tell_verified(found, teller("en")).sections[1].sentences
    )


@pytest.mark.parametrize("place", range(6))
def test_a_row_that_was_taken_away(chain, place):
    sql("DELETE FROM audit_auditrow WHERE id = %s", chain[place])
    assert flaw() == f"row {chain[place]} is missing; seal {place // 2 + 1} of 2026-11-24 closes it."


def test_a_row_whose_seal_was_broken(chain):
    sql("UPDATE audit_auditrow SET seal_id = NULL WHERE id = %s", chain[2])
    assert flaw().startswith(f"row {chain[2]} is missing; seal 2")


def test_a_row_that_was_put_in(chain, written):
    (row,) = written()
    sql("UPDATE audit_auditrow SET seal_id = 2 WHERE id = %s", row.pk)
    assert flaw().startswith(f"row {row.pk} was put in: seal 2 of 2026-11-24, to which it claims to belong")


def test_two_rows_that_changed_places(chain):
    sql("UPDATE audit_auditrow SET id = -1 WHERE id = %s", chain[0])
    sql("UPDATE audit_auditrow SET id = %s WHERE id = %s", chain[0], chain[1])
    sql("UPDATE audit_auditrow SET id = %s WHERE id = -1", chain[1])
    assert flaw() == f"row {chain[0]} was changed after it was sealed by seal 1 of 2026-11-24."
    sql("UPDATE audit_auditrow SET id = -1 WHERE id = %s", chain[0])
    assert (
        flaw() == "row -1 was put in: seal 1 of 2026-11-24, to which it claims to belong, does not close it."
    )


def test_rows_that_changed_seals(chain):
    sql("UPDATE audit_auditrow SET seal_id = 3 WHERE id = %s", chain[0])
    assert flaw() == f"row {chain[0]} is missing; seal 1 of 2026-11-24 closes it."


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("sealed_at", "2026-11-23 10:00:00+00:00"),
        ("day", "2026-11-20"),
        ("count", 7),
        ("leaves", b""),
        ("sha256", "0" * 64),
    ],
)
def test_a_changed_seal(chain, column, value):
    sql(f'UPDATE audit_seal SET "{column}" = %s WHERE number = 2', value)
    assert flaw() == "seal 2 was changed: its hash is not that of what stands in it."


def test_a_seal_that_follows_another(chain):
    sql("UPDATE audit_seal SET before = %s WHERE number = 2", "0" * 64)
    assert flaw() == "seal 2 does not follow the seal before it."


def test_a_seal_in_the_middle_that_was_taken_away(chain):
    sql("DELETE FROM audit_auditrow WHERE seal_id = 2")
    sql("DELETE FROM audit_seal WHERE number = 2")
    assert flaw() == "seal 2 is missing."


def test_an_end_that_was_taken_away_is_found_by_a_head(chain):
    head = Seal.objects.get(number=3).sha256
    sql("DELETE FROM audit_auditrow WHERE seal_id = 3")
    sql("DELETE FROM audit_seal WHERE number = 3")
    assert flaw() == ""
    assert flaw(head).startswith(f"no seal has the head {head}.")


def test_an_end_that_was_taken_away_and_its_rows_forgotten(chain):
    if connection.vendor == "postgresql":
        pytest.skip("it holds rows to seals that are there")
    sql("PRAGMA defer_foreign_keys=ON")
    sql("DELETE FROM audit_seal WHERE number = 3")
    assert flaw() == f"row {chain[4]} names seal 3, which is not there: the end of the chain was taken away."


def test_a_seal_whose_rows_and_list_were_made_anew(chain):
    sql("UPDATE audit_auditrow SET act = 'entry.check' WHERE id = %s", chain[2])
    each = Seal.objects.get(number=2)
    each.leaves = b"".join(map(leaf, each.rows.order_by("pk").values_list(*CELLS)))
    each.save()
    assert flaw().startswith("seal 2 was changed")
    each.sha256 = hash_seal(2, each.day, each.sealed_at, each.before, each.leaves)
    each.save()
    assert flaw() == "seal 3 does not follow the seal before it."


def test_a_chain_made_anew_from_some_row_on_is_found_by_a_head_alone(chain):
    first, second, third = Seal.objects.order_by("number").values_list("sha256", flat=True)
    sql("DELETE FROM audit_auditrow WHERE id = %s", chain[2])
    make_anew(2)
    assert flaw() == ""
    assert flaw(first) == ""
    assert flaw(second).startswith("no seal has the head")
    assert flaw(third).startswith("no seal has the head")


def test_what_cannot_be_read(chain):
    if connection.vendor == "postgresql":
        pytest.skip("a moment of PostgreSQL is one")
    sql("UPDATE audit_auditrow SET at = 'some day' WHERE id = %s", chain[0])
    assert flaw() == f"row {chain[0]} was changed after it was sealed by seal 1 of 2026-11-24."
    sql("UPDATE audit_auditrow SET at = '2026-13-01 00:00:00' WHERE id = %s", chain[0])
    assert flaw() == "a row of the seals 1 to 3 cannot be read."


def test_rows_that_claim_to_be_older_than_the_seal_before(chain, written):
    (row,) = written(now=NOW - HOUR)
    seal(now=NOW + 3 * HOUR)
    found = verify()
    assert (found.flaw, found.late, found.first_late) == (None, 1, row.pk)
    assert f"the first is row {row.pk}." in " ".join(tell_verified(found, teller("en")).sections[1].sentences)


def test_it_reads_in_parts(written, monkeypatch):
    monkeypatch.setattr(sealing, "ROWS_AT_ONCE", 3)
    monkeypatch.setattr(verifying, "_ROWS_AT_ONCE", 4)
    written(11)
    seal(now=NOW)
    told = []
    found = verify(on_rows=told.append)
    assert (found.flaw, found.rows, sum(told)) == (None, 11, 11)
    assert len(told) == 4


@pytest.mark.parametrize("text", ["x", "0" * 63, "0" * 65, "é" * 64])
def test_what_is_no_head(text):
    with pytest.raises(UseError, match="no head of the audit"):
        read_head(text)
    assert read_head(f" {'AB' * 32}\n") == "ab" * 32


def test_the_command(chain, command):
    done = command("portal", "verify-audit")
    assert done.code == 0
    assert "The audit is whole: 6 rows in 3 seals fit together." in done.out
    head = Seal.objects.get(number=3).sha256
    done = command("portal", "verify-audit", "--head", head, "--format", "json")
    assert json.loads(done.out)["fits"] is True
    assert command("portal", "verify-audit", "--head", "short").code == 2
    sql("UPDATE audit_auditrow SET act = 'entry.check' WHERE id = %s", chain[2])
    for lang in ("vi", "en", "fr"):
        done = command("portal", "verify-audit", "--lang", lang)
        assert done.code == 1
        assert str(chain[2]) in done.out
    assert "The audit is not what it was: row" in command("portal", "verify-audit").out
