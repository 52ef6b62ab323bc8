"""
Entering by machines: rows come in as at the desk, and wait for persons to check and publish them.

A machine shows its token with every request; no cookie counts here, and pages of other sites cannot write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from haidang.base.errors import HaidangError, UseError
from haidang.base.text import say
from haidang.core.bodies.tree import BodyTree
from haidang.core.pack.tables import DOCUMENTS
from haidang.portal.accounts.permissions import Holder, Scope, acting, forbidden, may
from haidang.portal.accounts.tokens import holder_by_token
from haidang.portal.audit.recording import Actor
from haidang.portal.entries.actions import Handed, save
from haidang.portal.entries.errors import ConflictError, DefectsError
from haidang.portal.entries.models import Batch, Entry
from haidang.portal.entries.owners import find_foreign
from haidang.portal.entries.proposing import read_cells
from haidang.portal.feeds import middleware
from haidang.portal.feeds.answers import as_json
from haidang.portal.feeds.messages import Message, read_message
from haidang.portal.feeds.problems import RowsError, TooManyError, UnknownMachineError
from haidang.portal.reading.caching import NEVER
from haidang.portal.reading.problems import AbsentError
from haidang.portal.registry.bodies import tree_of
from haidang.portal.registry.evidence import DatabaseEvidence

ENTER = "entries.enter"
_SCHEME = "bearer"


@dataclass(frozen=True)
class Machine:
    """
    A request of a machine.

    Attributes
    ----------
    holder
        Its account, limited to what the token is for.
    now, today
        The moment and the day where the city lies.
    """

    holder: Holder
    now: datetime
    today: date


def answer(request: HttpRequest, make: Callable[[Machine], HttpResponse]) -> HttpResponse:
    """
    Answer a request of a machine.

    Raises
    ------
    UnknownMachineError
        When it shows no token, or one that counts no more.
    TooManyError
        When it sends more than is answered.
    ForbiddenError
        When its office has ended: then it is not told either what became of what it entered.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    now = timezone.now()
    holder = holder_by_token(token.strip(), now) if scheme.lower() == _SCHEME else None
    if holder is None:
        raise UnknownMachineError
    wait_s = middleware.buckets().take(f"account {holder.account.key}")
    if wait_s:
        raise TooManyError(wait_s)
    if not may(holder, ENTER):
        raise forbidden(ENTER, holder)
    response = make(Machine(holder, now, timezone.localdate(now)))
    response.headers["Cache-Control"] = NEVER
    return response


def enter(request: HttpRequest, machine: Machine) -> HttpResponse:
    """Enter rows, all or none; the same message again is answered by what stands there now."""
    message = read_message(request)
    batch = Batch.objects.filter(key=message.key).first()
    entries = _save(message, machine) if batch is None else list(batch.entries.order_by("number"))
    _refuse_other(entries[0].batch, message, machine)
    response = as_json({"batch": str(message.key), "entries": [entry_data(each) for each in entries]})
    response.status_code = HTTPStatus.CREATED
    return response


def find(name: str, machine: Machine) -> HttpResponse:
    """
    Answer with an entry of the machine.

    Raises
    ------
    AbsentError
        When it has entered none of this key.
    """
    with suppress(ValueError):
        entry = Entry.objects.filter(key=UUID(name), batch__by_key=machine.holder.account.key).first()
        if entry is not None:
            return as_json({**entry_data(entry), **_more(entry)})
    raise AbsentError(say("This machine has entered nothing of this key."), say("Use one that it was given."))


def entry_data(entry: Entry) -> dict[str, Any]:
    """Return where an entry stands."""
    return {
        "key": str(entry.key),
        "number": entry.number,
        "table": entry.table,
        "state": entry.state,
        "version": entry.version,
        "address": reverse("feeds:api:get_entry", args=[str(entry.key)]),
    }


def _more(entry: Entry) -> dict[str, Any]:
    """Return what else is told of one entry: its row, and its steps without persons."""
    return {
        "batch": str(entry.batch.key),
        "body_id": entry.body_id,
        "act": entry.act,
        "cells": dict(read_cells(entry.cells)),
        "replaces": dict(read_cells(entry.replaces)) if entry.replaces else {},
        "remark": entry.remark,
        "revision": entry.revision,
        "steps": [
            {"move": each.move, "at": each.at.isoformat(), "role": each.role, "reason": each.reason}
            for each in entry.steps.order_by("version")
        ],
    }


def _save(message: Message, machine: Machine) -> list[Entry]:
    evidence = DatabaseEvidence()
    tree = tree_of(evidence)

    def scope(body_id: str) -> Scope:
        return Scope(tree, body_id, machine.today)

    def acting_for(code: str, body_id: str) -> Actor:
        return acting(machine.holder, code, scope(body_id))

    acting_for(ENTER, message.body_id)  # who may not enter for a body learns nothing of its rows
    _refuse_foreign(
        message, evidence, tree, machine, lambda body_id: may(machine.holder, ENTER, scope(body_id))
    )
    handed = Handed(message.key, Batch.Way.API, message.body_id, file_sha256=message.sha256)
    try:
        return save(message.rows, handed, acting=acting_for, now=machine.now, submit=message.is_submitted)
    except DefectsError as error:
        raise RowsError(error, list(_told(message, error))) from None


def _refuse_foreign(
    message: Message,
    evidence: DatabaseEvidence,
    tree: BodyTree,
    machine: Machine,
    may_enter: Callable[[str], bool],
) -> None:
    """Refuse rows for which another body answers, all of them."""
    issuers = {
        row.cells.get("document_id") or "": row.cells.get("issuer_id") or ""
        for row in message.rows
        if row.table == DOCUMENTS.name
    }
    problems = []
    for place, row in enumerate(message.rows):
        found = find_foreign(
            row,
            message.body_id,
            evidence=evidence,
            tree=tree,
            day=machine.today,
            may_enter=may_enter,
            issuers=issuers,
        )
        if found is not None:
            where = f"rows[{place}].cells.{found.where}" if found.where else f"rows[{place}]"
            problems.append(UseError(found.problem, found.remedy, where))
    if problems:
        raise RowsError(problems[0], problems)


def _told(message: Message, error: DefectsError) -> Iterator[HaidangError]:
    """Yield what is wrong, each with its place in the message."""
    for place, row in enumerate(message.rows):
        for each in error.findings.get(row.key, ()):
            where = f"rows[{place}].cells.{each.column}" if each.column else f"rows[{place}]"
            yield UseError(each.problem, each.remedy, where)


def _refuse_other(batch: Batch, message: Message, machine: Machine) -> None:
    """Refuse a key that was used for something else."""
    if (batch.by_key, batch.file_sha256) != (machine.holder.account.key, message.sha256):
        raise ConflictError(
            say("This key was used for another message."), say("Send a new UUID with each new message.")
        )
