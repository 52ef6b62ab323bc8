"""The audit at the desk: who reads it, searching, paging, one row and its seal, comparing words, CSV; reading writes nothing."""

from __future__ import annotations

import ast
import csv
import io
import re
from datetime import timedelta
from pathlib import Path

import pytest

import haidang.portal
from haidang.portal.entries.life import MOVES
from haidang.telling.audit import ACTS, TABLES
from tests.make.accounts import person
from tests.portal.conftest import NOW
from tests.portal.site.conftest import parse

pytestmark = pytest.mark.usefixtures("haiphong_loaded", "undone")
LIST = "/desk/en/audit"


@pytest.fixture
def editor():
    return person("lan@example.org", ("editor", "city_statistics"))


@pytest.fixture
def auditor(hand):
    """The browser of an auditor."""
    return hand("auditor").client


@pytest.fixture
def write(editor):
    """Record a write of the editor."""
    from haidang.portal.audit.models import AuditRow
    from haidang.portal.audit.recording import Actor, Write, record

    def make(act="entry.save", key="e-1", *, now=NOW, table="entries", reason="vì sao", **fields):
        by = Actor(editor.key, "editor", "city_statistics", bytes(editor.digest_key))
        record(
            [Write(act, table, key, fields or {"state": "draft", "note": None}, {"reason": reason})],
            by=by,
            now=now,
        )
        return AuditRow.objects.order_by("-pk").first()

    return make


def text(response):
    return re.sub(r"\s+", " ", parse(response).text)


def rows(response):
    return [
        int(each) for each in re.findall(r'<td data-label="Row"><a [^>]*>(\d+)<', response.content.decode())
    ]


@pytest.mark.parametrize("other", ["editor", "publisher", "leader", "administrator"])
def test_others_do_not_read_it(hand, write, other):
    row = write()
    client = hand(other).client
    for address in (LIST, f"{LIST}.csv", f"{LIST}/{row.pk}"):
        response = client.get(address)
        assert response.status_code == 403
        assert "city_statistics" not in response.content.decode()


def test_nobody_signed_in_is_led_to_sign_in(write):
    from django.test import Client

    response = Client(headers={"host": "localhost"}).get(LIST)
    assert response.status_code == 302


@pytest.mark.parametrize("language", ["vi", "en", "fr"])
def test_rows_are_told_in_words(auditor, write, language):
    row = write()
    response = auditor.get(f"/desk/{language}/audit")
    assert response.status_code == 200
    assert "Lan" in text(response)
    assert "lan@example.org" not in response.content.decode()
    assert rows(auditor.get(LIST))[0] == row.pk
    one = auditor.get(f"/desk/{language}/audit/{row.pk}")
    assert one.status_code == 200
    parse(one)


def test_what_the_portal_itself_wrote_is_told_so(auditor):
    found = text(auditor.get(LIST))
    assert "Loaded a pack" in found
    assert "The portal itself" in found


def test_reading_writes_nothing(auditor, write):
    from haidang.portal.audit.models import AuditRow

    row = write()
    count = AuditRow.objects.count()
    for address in (LIST, f"{LIST}.csv", f"{LIST}/{row.pk}"):
        response = auditor.get(address)
        assert b"".join(response) or True
    auditor.post(f"{LIST}/{row.pk}", {"name": "reason", "text": "x"})
    assert AuditRow.objects.count() == count


def test_each_part_of_a_search_narrows(auditor, write, editor):
    one = write("entry.check", "abc-1")
    two = write("row.withhold", '["T-1"]', table="targets", now=NOW + timedelta(days=2))
    every = {one.pk, two.pk}

    def found(**asked):
        return every & set(rows(auditor.get(LIST, asked)))

    assert found() == every
    assert found(act="entry.check") == {one.pk}
    assert found(table="targets") == {two.pk}
    assert found(text="BC-1") == {one.pk}
    assert found(since="2026-11-25") == {two.pk}
    assert found(until="2026-11-25") == {one.pk}
    assert found(since="2026-11-24", until="2026-11-24") == {one.pk}
    assert found(who="lan@example.org") == found(who="LA") == found(who=editor.key) == every
    assert found(who="nobody") == set()
    assert found(body_id="city_statistics") == every
    assert found(body_id="congress") == set()


def test_a_day_is_of_the_city_and_not_of_greenwich(auditor, write):
    row = write(now=NOW.replace(hour=18))  # one in the night there
    assert row.pk in rows(auditor.get(LIST, {"since": "2026-11-25"}))


def test_whose_account_is_gone_is_found_by_the_key_alone(auditor, write, editor):
    row, key = write(), editor.key
    editor.delete()
    response = auditor.get(LIST, {"who": key})
    assert rows(response) == [row.pk]
    assert key in text(response)
    assert "the key of the digests" in text(auditor.get(f"{LIST}/{row.pk}"))
    told = auditor.post(f"{LIST}/{row.pk}", {"name": "reason", "text": "vì sao"})
    assert "There is nothing to compare words with." in text(told)


def test_in_whose_stead_is_told_and_found(auditor, editor):
    from haidang.portal.audit.models import AuditRow
    from haidang.portal.audit.recording import Actor, Write, record

    other = person("hoa@example.org", ("editor", "city_statistics"))
    record(
        [Write("entry.save", "entries", "e-1")], by=Actor(editor.key, "editor", "", b"k", other.key), now=NOW
    )
    row = AuditRow.objects.order_by("-pk").first()
    response = auditor.get(LIST, {"who": "hoa"})
    assert rows(response) == [row.pk]
    assert "Lan in the stead of Hoa" in text(response)


def test_pages_stay_right_while_rows_are_added(auditor, write, monkeypatch):
    monkeypatch.setattr("haidang.portal.desk.views.audit.AT_ONCE", 2)
    made = [write(key=f"e-{number}").pk for number in range(5)][::-1]
    first = auditor.get(LIST, {"table": "entries"})
    assert rows(first) == made[:2]
    write()
    (after,) = [each for each in parse(first).links if each.startswith("?") and "before=" in each]
    second = auditor.get(f"{LIST}{after}")
    assert rows(second) == made[2:4]
    assert "The newest rows" in text(second)
    (after,) = [each for each in parse(second).links if each.startswith("?") and "before=" in each]
    assert rows(auditor.get(f"{LIST}{after}")) == made[4:]


@pytest.mark.parametrize(("name", "seen"), [("since", "24/11/2026"), ("until", "2026-02-30")])
def test_a_day_that_is_none_is_told_at_its_field(auditor, name, seen):
    response = auditor.get(LIST, {name: seen})
    assert seen in text(response)
    (field,) = [each for each in parse(response).all("input") if each.get("name") == name]
    assert field["aria-invalid"] == "true"
    assert rows(response) == []
    assert auditor.get(f"{LIST}.csv", {name: seen}).status_code == 400


def test_the_days_at_the_ends_of_the_calendar_narrow_nothing(auditor, write):
    write()
    asked = {"since": "0001-01-01", "until": "9999-12-31"}
    assert rows(auditor.get(LIST, asked)) == rows(auditor.get(LIST))


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30])
def test_a_place_that_is_none(auditor, before):
    assert auditor.get(LIST, {"before": before}).status_code == 400


def test_a_row_that_is_not_there(auditor):
    assert auditor.get(f"{LIST}/999999").status_code == 404
    assert auditor.delete(f"{LIST}/1").status_code == 405
    assert auditor.post(LIST).status_code == 405


def test_a_row_with_its_seal_and_head(auditor, write):
    from haidang.portal.audit.models import AuditRow
    from haidang.portal.audit.sealing import seal

    row = write()
    assert "Not sealed yet" in text(auditor.get(f"{LIST}/{row.pk}"))
    seal(now=NOW)
    found = text(auditor.get(f"{LIST}/{row.pk}"))
    assert "✓ This row is as seal 1 has it, made on 24 November 2026, 16:30." in found
    assert "The head of 24 November 2026 stands for it." in found
    assert "Without a value here: note, reason." in found
    AuditRow.objects.filter(pk=row.pk).update(act="entry.check")
    assert "✗ This row is not what seal 1 has" in text(auditor.get(f"{LIST}/{row.pk}"))


def test_words_are_compared_and_kept_nowhere(auditor, write):
    row = write(reason="số liệu sai")
    place = f"{LIST}/{row.pk}"
    assert "✓ These words are the ones recorded." in text(
        auditor.post(place, {"name": "reason", "text": "số liệu sai"})
    )
    assert "✗ These words are not the ones recorded." in text(
        auditor.post(place, {"name": "reason", "text": "khác"})
    )
    assert "✗" in text(auditor.post(place, {"name": "remark", "text": "số liệu sai"}))
    empty = auditor.post(place, {"name": "reason", "text": " "})
    assert "is empty" in text(empty)


def test_what_is_personal_of_an_account_is_compared_by_its_own_key(auditor, editor):
    from haidang.portal.accounts.people import change_person
    from haidang.portal.audit.models import AuditRow
    from haidang.portal.audit.recording import SYSTEM

    change_person(editor, "Lan Anh", "vi", by=SYSTEM, now=NOW)
    place = f"{LIST}/{AuditRow.objects.order_by('-pk').first().pk}"
    assert "✓ These words" in text(auditor.post(place, {"name": "name", "text": "Lan Anh"}))


def test_csv_has_keys_and_no_names_and_no_formulas(auditor, write, editor):
    row = write(key="=HYPERLINK(1)")
    response = auditor.get(f"{LIST}.csv", {"table": "entries"})
    assert response["Content-Disposition"].startswith('attachment; filename="audit-')
    assert "no-store" in response["Cache-Control"]
    sent = b"".join(response.streaming_content).decode()
    (only,) = csv.DictReader(io.StringIO(sent))
    assert (only["id"], only["by_key"], only["key"]) == (str(row.pk), editor.key, "'=HYPERLINK(1)")
    assert only["values"] == '{"state": "draft"}'
    assert "Lan" not in sent


def _acts():
    """The acts and tables that the code of the portal records, as far as they are written out."""
    for place in Path(haidang.portal.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(place.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and re.fullmatch(
                    r"(entry|row|data|upload|pack|odds|audit|account|office|delegation|token|job)\.[a-z_]*[a-z]",
                    node.value,
                )
            ):
                yield node.value


def test_every_act_has_its_sentence():
    from haidang.portal.accounts.roles import PERMISSIONS

    used = set(_acts()) - {each.code for each in PERMISSIONS} - {"audit.seal"}
    assert used | {f"entry.{code}" for code in MOVES} <= set(ACTS)
    assert "entries" in TABLES


@pytest.mark.parametrize("sentence", [*ACTS.values(), *TABLES.values()], ids=str)
def test_words_are_sentences_without_parameters(sentence):
    assert not sentence.params
