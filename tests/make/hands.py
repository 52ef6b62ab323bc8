"""
Hands at the desk, each a process of its own upon one portal: they do things at the same moment and say what came of it.

`Hands.together` gives each hand an order; they begin within a millisecond of each other. `main` is what runs in the process.
"""

from __future__ import annotations

import json
import select
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TypeAlias

from tests.make.portals import Portal

Order: TypeAlias = dict[str, Any]
BODY = "city_statistics"
PEOPLE = {
    "editor": ("editor", BODY), "editor2": ("editor", BODY),
    "checker": ("approver", BODY), "checker2": ("approver", BODY),
    "publisher": ("approver", ""), "publisher2": ("approver", ""),
}  # fmt: skip
_CODE = "from tests.make.hands import main; main()"
_HEADSTART_S = 0.05
_PATIENCE_S = 90.0
_PEOPLE = """
import json, sys
from django.conf import settings
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # nobody guesses at these
from django.test import Client
from tests.make.accounts import person
cookies = {}
for name, office in json.loads(sys.argv[1]).items():
    client = Client(headers={"host": "localhost"})
    client.force_login(person(f"{name}@example.org", tuple(office)))
    cookies[name] = client.cookies["sessionid"].value
print(json.dumps(cookies))
"""


def sign_in(portal: Portal, people: Mapping[str, tuple[str, str]] = PEOPLE) -> dict[str, str]:
    """Make people, each with a role and a body, and return the cookies of their sessions, as if each had signed in."""
    cookies: dict[str, str] = json.loads(portal.run(_PEOPLE, json.dumps(people)))
    return cookies


def fill(portal: Portal) -> dict[str, str]:
    """The bundled pack, and people of each office twice; returns the cookies of their sessions."""
    assert portal.command("portal", "load", "haiphong").returncode == 0
    return sign_in(portal)


def figure(definition: str, value: str = "11.3") -> dict[str, str]:
    """A figure that no pack holds: its definition tells it from others."""
    return {
        "indicator_id": "grdp_growth", "area_id": "haiphong", "period": "2023", "producer_id": BODY,
        "definition": definition, "value": value, "unit": "% yoy", "status": "A", "source_id": "tkhp_2020",
    }  # fmt: skip


def save(by: str, cells: dict[str, str], *, key: str = "", batch: str = "", submit: bool = True) -> Order:
    """An order to hand in one figure."""
    row = {"key": key or str(uuid.uuid4()), "cells": cells}
    return {"do": "save", "by": by, "batch": batch or str(uuid.uuid4()), "rows": [row], "submit": submit}


def move(by: str, code: str, entry: Order, **more: object) -> Order:
    """An order to move an entry as it was seen."""
    return {"do": "move", "by": by, "code": code, "chosen": {entry["key"]: entry["version"]}, **more}


class Hands:
    """Processes that wait for orders."""

    def __init__(self, processes: Sequence[subprocess.Popen[str]]) -> None:
        self._processes = processes

    def together(self, *orders: Order) -> list[Order]:
        """Let each hand do its order at the same moment, and return what came of each."""
        at = time.time() + _HEADSTART_S
        for process, order in zip(self._processes, orders, strict=False):
            assert process.stdin is not None
            process.stdin.write(json.dumps({**order, "at": at}) + "\n")
            process.stdin.flush()
        return [self._answer(process) for process, _ in zip(self._processes, orders, strict=False)]

    def one(self, order: Order) -> Order:
        """Let the first hand do an order, and return the entry."""
        (answer,) = self.together(order)
        assert "done" in answer, answer
        return answer["done"][0]

    def look(self, definition: str) -> Order:
        """Return what stands of the figures with a definition."""
        (answer,) = self.together({"do": "look", "definition": definition})
        found: Order = answer["done"]
        return found

    def _answer(self, process: subprocess.Popen[str]) -> Order:
        assert process.stdout is not None
        if not select.select([process.stdout], [], [], _PATIENCE_S)[0]:
            raise AssertionError("a hand says nothing any more")
        line = process.stdout.readline()
        if not line:
            assert process.stderr is not None
            raise AssertionError(process.stderr.read())
        answer: Order = json.loads(line)
        return answer


@contextmanager
def hands(portal: Portal, count: int) -> Iterator[Hands]:
    """So many processes at the desk of a portal."""
    started = [portal.start(_CODE) for _ in range(count)]
    try:
        for process in started:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n", process.stderr.read() if process.stderr else ""
        yield Hands(started)
    finally:
        for process in started:
            with suppress(OSError):
                process.kill()
            process.communicate()


# ---------------------------------------------------------------- in the process


def main() -> None:
    """Do what is ordered, line by line."""
    from django.db import connection
    from django.utils import timezone

    from haidang.base.errors import HaidangError

    connection.ensure_connection()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        order = json.loads(line)
        time.sleep(max(0, order["at"] - time.time() - 0.001))
        while time.time() < order["at"]:
            pass
        now = timezone.now() + timezone.timedelta(seconds=order.get("clock_s", 0))
        try:
            done = _DOING[order["do"]](order, now)
            answer = {"done": done if order["do"] == "look" else [_told(entry) for entry in done]}
        except HaidangError as error:
            answer = {
                "refused": type(error).__name__,
                "problem": str(error.problem),
                "remedy": str(error.remedy),
                "findings": [
                    f"{each.rule_id} {each.column} {each.problem}"
                    for found in getattr(error, "findings", {}).values()
                    for each in found
                ],
            }
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _told(entry: Any) -> Order:
    entry.refresh_from_db()
    return {
        "key": str(entry.key), "state": entry.state, "version": entry.version, "revision": entry.revision,
        "cells": json.loads(entry.cells),
    }  # fmt: skip


def _acting(name: str, now: Any) -> Any:
    from django.utils import timezone

    from haidang.portal.accounts.models import Account
    from haidang.portal.accounts.permissions import Scope, acting, holder_of
    from haidang.portal.registry.bodies import tree_of
    from haidang.portal.registry.evidence import DatabaseEvidence

    day = timezone.localdate(now)
    holder, tree = (
        holder_of(Account.objects.get(email=f"{name}@example.org"), day),
        tree_of(DatabaseEvidence()),
    )
    return lambda code, body_id: acting(holder, code, Scope(tree, body_id, day))


def _save(order: Order, now: Any) -> Any:
    from haidang.portal.entries import actions
    from haidang.portal.entries.models import Batch
    from haidang.portal.entries.proposing import Proposed

    rows = [
        Proposed(key=uuid.UUID(row.pop("key")), table=row.pop("table", "observations"), **row)
        for row in order["rows"]
    ]
    handed = actions.Handed(uuid.UUID(order["batch"]), Batch.Way.FORM, BODY)
    return actions.save(rows, handed, acting=_acting(order["by"], now), now=now, submit=order["submit"])


def _move(order: Order, now: Any) -> Any:
    from haidang.portal.entries import actions
    from haidang.portal.entries.models import Entry

    chosen = {uuid.UUID(key): version for key, version in order["chosen"].items()}
    actions.move(
        order["code"], chosen, acting=_acting(order["by"], now), now=now, reason=order.get("reason", "")
    )
    return Entry.objects.filter(key__in=chosen)


def _look(order: Order, now: Any) -> Any:
    """What stands of the figures with a definition: entries with their steps, audit rows, rows of the registry."""
    from haidang.portal.audit.models import AuditRow
    from haidang.portal.entries.models import Entry
    from haidang.portal.registry.models import Revision, current_rows

    of = order["definition"]
    entries = [each for each in Entry.objects.all() if json.loads(each.cells).get("definition", "") == of]
    keys = [str(each.key) for each in entries]
    moments = list(Revision.objects.order_by("number").values_list("recorded_at", flat=True))
    return {
        "states": [each.state for each in entries],
        "steps": [[step.move for step in each.steps.order_by("version")] for each in entries],
        "audited": list(AuditRow.objects.filter(key__in=keys).order_by("pk").values_list("act", flat=True)),
        "rows": current_rows("observations").filter(definition=of).count(),
        "values": [json.loads(each.cells)["value"] for each in entries],
        "is_in_order": moments == sorted(moments),
    }


_DOING = {"save": _save, "move": _move, "look": _look}
