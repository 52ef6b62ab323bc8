"""The audit, for auditors: searching it, one row with its seal, and whether some words are the ones recorded."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from http import HTTPStatus

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from haidang.base.text import Said, say
from haidang.files.formula_signs import guard
from haidang.portal.accounts.models import Account
from haidang.portal.accounts.people import TABLE as ACCOUNTS
from haidang.portal.audit.models import AuditRow
from haidang.portal.audit.queries import find_rows, head_of, is_as_sealed
from haidang.portal.audit.recording import is_recorded
from haidang.portal.desk.auditing import Words, read_search
from haidang.portal.desk.forms.fields import Field, Form, Option, form_of
from haidang.portal.desk.paging import WRITE, Desk, page
from haidang.portal.reading.problems import AbsentError

READ = "audit.read"
AT_ONCE = 50
_LONGEST = "20000"
_COLUMNS = (
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
    "values",
    "seal_id",
)


@page(READ)
def audit(desk: Desk) -> HttpResponse:
    """List the rows that are asked for, the newest first."""
    search = read_search(desk)
    found = [] if search.form.is_wrong else list(find_rows(search.wanted)[: AT_ONCE + 1])
    shown = found[:AT_ONCE]
    context = {
        "form": search.form,
        "lines": Words(desk, shown).lines(),
        "after": search.address(before=str(shown[-1].pk)) if len(found) > AT_ONCE else "",
        "first": search.address() if search.wanted.before is not None else "",
        "csv": search.address(),
    }
    return desk.page("desk/audit.html", context)


@page(READ)
def audit_csv(desk: Desk) -> HttpResponseBase:
    """Send the rows that are asked for as CSV: keys of accounts, no names."""
    search = read_search(desk)
    if search.form.is_wrong:
        return desk.page("desk/audit.html", {"form": search.form, "lines": []}, status=HTTPStatus.BAD_REQUEST)
    rows = find_rows(search.wanted).values_list(*_COLUMNS).iterator(chunk_size=2000)
    name = f"audit-{desk.today.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(
        _csv(rows), content_type="text/csv; charset=utf-8; header=present", headers=headers
    )


class _Line:
    """Takes what the writer of CSV writes, and hands it back."""

    def write(self, text: str) -> str:
        return text


def _csv(rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    writer = csv.writer(_Line(), lineterminator="\n")
    yield writer.writerow(_COLUMNS)
    for row in rows:
        yield writer.writerow([guard("" if each is None else str(each)) for each in row])


@page(READ, methods=WRITE)
def audit_row(desk: Desk, number: int) -> HttpResponse:
    """Show a row, and whether words that are handed in are the ones recorded; nothing is written."""
    row = AuditRow.objects.select_related("seal").filter(pk=number).first()
    if row is None:
        raise AbsentError(
            say("The audit has no row {number}.", number=str(number)), say("Choose one from the list.")
        )
    account = Account.objects.filter(key=_key_holder(row)).first()
    form = _words_form(row) if account is not None else None
    told = _compare(desk, row, account, form) if desk.request.method == "POST" else None
    (line,) = Words(desk, [row]).lines()
    return desk.page(
        "desk/audit_row.html",
        {
            "line": line,
            "row": row,
            "values": json.loads(row.values) if row.values else {},
            "is_erased": bool(row.commitment and not row.values),
            "unseen": sorted(
                {*json.loads(row.fields), *json.loads(row.digests)}
                - {*(json.loads(row.values) if row.values else ())}
            ),
            "has_digests": row.digests != "{}",
            "sealed_at": desk.t.moment(timezone.localtime(row.seal.sealed_at))
            if row.seal is not None
            else "",
            "is_as_sealed": row.seal is not None and is_as_sealed(row),
            "head": head_of(row.seal) if row.seal is not None else None,
            "form": form,
            "told": told,
        },
    )


def _key_holder(row: AuditRow) -> str:
    """Return the account with whose key digests were made: of what is personal of an account its own, else that of who wrote."""
    return row.key if row.table == ACCOUNTS else row.by_key


def _words_form(row: AuditRow) -> Form | None:
    names = list(json.loads(row.digests))
    if not names:
        return None
    return form_of(
        Field("name", say("Field"), names[0], "select", options=[Option(each, each) for each in names]),
        Field("text", say("Words to compare"), kind="lines", is_required=True, more={"maxlength": _LONGEST}),
    )


def _compare(desk: Desk, row: AuditRow, account: Account | None, form: Form | None) -> Said | None:
    if account is None or form is None:
        return say("There is nothing to compare words with.")
    for each in form.fields.values():
        each.value = desk.request.POST.get(each.name, "")
    text = form.read("text", str)
    if text is None:
        return None
    if is_recorded(row, form.fields["name"].value, form.fields["text"].value, bytes(account.digest_key)):
        return say("✓ These words are the ones recorded.")
    return say("✗ These words are not the ones recorded.")
