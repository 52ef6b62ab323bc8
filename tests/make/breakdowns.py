"""Scenarios in which a process is killed, a line breaks, or figures change while they are read; each returns what came of one round."""

from __future__ import annotations

import http.client
import json
import random
import re
import socket
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import urlencode

from haidang.core.pack.tables import OBSERVATIONS
from tests.make.browsers import Browser, with_file
from tests.make.hands import BODY, Hands, Order, figure, move, save
from tests.make.outcomes import Outcome, differ
from tests.make.portals import Portal
from tests.make.servers import Server, enter

AT_ONCE = 4
ODDS = "haidang.portal.registry.forecasting.compute_odds"
UPLOAD = "haidang.portal.desk.uploads.jobs.check_upload"
_WORKER = ("portal", "worker", "--until-empty")
_ENTERED = """
import json, sys
from haidang.portal.audit.models import AuditRow
from haidang.portal.entries.models import Batch, Entry, Step
keys = json.loads(sys.argv[1])
entries = dict(Entry.objects.filter(batch__in=keys).values_list("key", "batch_id"))
found = [["batch", str(key)] for key in Batch.objects.filter(key__in=keys).values_list("key", flat=True)]
found += [["entry", str(batch)] for batch in entries.values()]
found += [[f"step {move}", str(entries[key])] for key, move in Step.objects.filter(entry__in=entries).values_list("entry", "move")]
by_text = {str(key): str(batch) for key, batch in entries.items()}
found += [[act.replace("entry.", "audit "), by_text[key]] for key, act in AuditRow.objects.filter(key__in=by_text).values_list("key", "act")]
print(json.dumps(found))
"""
_KILL = """
import os, sys, time
from contextlib import suppress
from datetime import timedelta
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from haidang.portal.jobs.models import Beat
from haidang.portal.registry.models import Revision
path, delay_s = sys.argv[1], float(sys.argv[2])
data = Revision.objects.order_by("-number").first().data_sha256
def taken():
    for row in DBTaskResult.objects.running().filter(task_path=path):
        if f":{pid}:" in row.worker_ids[-1] and row.args_kwargs["kwargs"].get("data_sha256", data) == data:
            return row
print("ready", flush=True)
pid, end = int(sys.stdin.readline()), time.monotonic() + 40
while (row := taken()) is None and time.monotonic() < end:
    time.sleep(0.002)
time.sleep(delay_s)
with suppress(ProcessLookupError):
    os.kill(pid, 9)
row.refresh_from_db()
Beat.objects.update(seen_at=timezone.now() - timedelta(hours=1))  # as if it had been waited for a sign of life
print(row.status)
"""
_ODDS_STANDING = """
import json
from collections import Counter
from django_tasks_db.models import DBTaskResult
from haidang.portal.audit.models import AuditRow
from haidang.portal.registry.models import Revision, current_rows
data = Revision.objects.order_by("-number").first().data_sha256
jobs = [row for row in DBTaskResult.objects.filter(task_path="{path}") if row.args_kwargs["kwargs"]["data_sha256"] == data]
rows = current_rows("forecasts").filter(data_sha256=data)
days = Counter(json.loads(each)["as_of"] for each in AuditRow.objects.filter(act="odds.record", key__in=[str(n) for n in Revision.objects.filter(data_sha256=data).values_list("number", flat=True)]).values_list("values", flat=True))
keys = Counter(rows.values_list("as_of", "indicator_id", "area_id", "period", "target_id"))
print(json.dumps({"wanted": sorted(row.args_kwargs["kwargs"]["day"] for row in jobs),
    "done": sorted(days.elements()), "failed": sum(row.status != "SUCCESSFUL" for row in jobs),
    "surplus": sum(count - 1 for count in keys.values())}))
""".replace("{path}", ODDS)

_HAND_IN = """
import csv, io, json, sys, uuid
from django.utils import timezone
from haidang.base.periods import parse_period
from haidang.files.sheets.writing import write_template
from haidang.portal.accounts.models import Account
from haidang.portal.accounts.permissions import Scope, acting, holder_of
from haidang.portal.desk.uploads.actions import Content, hand_in
from haidang.portal.desk.uploads.jobs import _Ground
from haidang.portal.desk.uploads.templates import make_template
from haidang.portal.registry.bodies import tree_of
from haidang.portal.registry.evidence import DatabaseEvidence
from haidang.telling.teller import teller
now, evidence = timezone.now(), DatabaseEvidence()
day, tree = timezone.localdate(now), tree_of(evidence)
periods = [parse_period(each) for each in ("2019", "2020", "2021", "2022", "2023", "2024")]
rows = list(csv.reader(io.StringIO(write_template(make_template(_Ground(evidence, tree, day), "{body}", periods, teller("en")), ".csv").decode("utf-8-sig"))))
value = rows[0].index("Value")
for number, row in enumerate(rows[1:]):
    row[value] = str(number)
out = io.StringIO()
csv.writer(out).writerows(rows)
holder = holder_of(Account.objects.get(email="editor@example.org"), day)
upload = hand_in(uuid.uuid4(), Content(out.getvalue().encode(), "a.csv"), body_id="{body}", language="en",
    acting=lambda code, body_id: acting(holder, code, Scope(tree, body_id, day)), now=now)
print(json.dumps([str(upload.key), len(rows) - 1]))
""".replace("{body}", BODY)
_UPLOAD_STANDING = """
import json, sys
from haidang.portal.desk.models import Upload
upload = Upload.objects.get(key=sys.argv[1])
print(json.dumps([upload.state, list(upload.rows.values_list("number", flat=True))]))
"""
_UPLOADS = """
import json
from haidang.portal.desk.models import Upload
print(json.dumps(list(Upload.objects.values_list("file_name", flat=True))))
"""


def killed_in_a_burst(portal: Portal, server: Server, token: str, name: str, messages: int) -> Outcome:
    """The server is killed in a burst of entries and started again; what was not answered, and what was, is sent again."""
    keys = [str(uuid.uuid4()) for _ in range(messages)]

    def hand_in(place: int) -> int:
        try:
            return enter(server, token, figure(f"{name} {place}"), keys[place], timeout_s=20).status
        except (OSError, http.client.HTTPException):
            return 0

    with ThreadPoolExecutor(AT_ONCE) as pool:
        asked = [pool.submit(hand_in, place) for place in range(messages)]
        while sum(each.done() for each in asked) < messages // 3:
            time.sleep(0.01)
        server.kill()
        first = [each.result() for each in asked]
    assert {0, 201} == set(first), first  # it was killed in the middle
    server.start()
    acknowledged = [key for key, status in zip(keys, first, strict=True) if status]
    things = ("batch", "entry", "step save", "step submit", "audit save", "audit submit")
    lost, _ = differ(((each, key) for key in acknowledged for each in things), _entered(portal, acknowledged))
    again = [hand_in(place) for place in range(messages)]
    assert again == [201] * messages
    lost_later, twice = differ(((each, key) for key in keys for each in things), _entered(portal, keys))
    return Outcome(len(acknowledged) + messages, lost + lost_later, twice)


def _entered(portal: Portal, keys: list[str]) -> list[tuple[str, str]]:
    return [tuple(each) for each in json.loads(portal.run(_ENTERED, json.dumps(keys)))]


def message_cut_off(portal: Portal, server: Server, token: str, name: str) -> Outcome:
    """The line breaks in the middle of a message of many rows: nothing of it is written, and others are answered."""
    lost_key, key = str(uuid.uuid4()), str(uuid.uuid4())
    rows = [{"table": "observations", "cells": figure(f"{name} {place}")} for place in range(50)]
    body = json.dumps({"body_id": BODY, "rows": rows}).encode()
    headers = {
        "Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": lost_key,
    }  # fmt: skip
    _send_half(server, "/api/v1/entries", headers, body)
    assert enter(server, token, figure(name), key).status == 201
    things = ("batch", "entry", "step save", "step submit", "audit save", "audit submit")
    return Outcome(1, *differ(((each, key) for each in things), _entered(portal, [lost_key, key])))


def upload_cut_off(portal: Portal, server: Server, session: str, name: str) -> Outcome:
    """The line breaks in the middle of a file; the form is sent again, then once more: it is one upload."""
    with closing(Browser(server.port, session)) as browser:
        return _cut_off(portal, server, browser, name)


def _cut_off(portal: Portal, server: Server, browser: Browser, name: str) -> Outcome:
    form = next(each for each in browser.get("/desk/en/uploads").forms if "once" in each)
    file = ("file", f"{name}.csv", b"a,b\r\n" * 20_000)
    body, kind = with_file(form, *file)
    _send_half(server, "/desk/en/uploads", {**browser.headers, "Content-Type": kind}, body)
    assert [browser.post("/desk/en/uploads", form, file).status for _ in range(2)] == [302, 302]
    held = [each for each in json.loads(portal.run(_UPLOADS)) if each.startswith(name)]
    return Outcome(2, *differ([file[1]], held))


def _send_half(server: Server, path: str, headers: dict[str, str], body: bytes) -> None:
    told = "".join(f"{name}: {text}\r\n" for name, text in {**headers, "Host": "localhost"}.items())
    head = f"POST {path} HTTP/1.1\r\n{told}Content-Length: {len(body)}\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", server.port), 10) as line:
        line.sendall(head + body[: len(body) // 2])


def killed_in_the_odds(portal: Portal, two: Hands, name: str) -> Outcome:
    """A worker is killed while it computes odds; another one does them: each day once."""
    two.one(move("publisher", "publish", _checked(two, name)))
    _kill_worker(portal, ODDS, random.uniform(0, 0.3))
    found = json.loads(portal.run(_ODDS_STANDING))
    lost, twice = differ(found["wanted"], found["done"])
    return Outcome(1 + len(found["wanted"]), lost + found["failed"], twice + found["surplus"])


def killed_in_a_check(portal: Portal) -> Outcome:
    """A worker is killed while it checks an upload; another one does it: each row once."""
    key, count = json.loads(portal.run(_HAND_IN))
    _kill_worker(portal, UPLOAD, random.uniform(0, 0.1))
    state, numbers = json.loads(portal.run(_UPLOAD_STANDING, key))
    lost, twice = differ(range(count), (number - 2 for number in numbers))
    return Outcome(1, lost + (state != "checked"), twice)


def _kill_worker(portal: Portal, path: str, delay_s: float) -> None:
    """Let a worker be killed a moment after it took up a job, and another one do what is left."""
    with portal.start(_KILL, path, str(delay_s)) as killer:
        assert killer.stdout is not None
        assert killer.stdout.readline() == "ready\n"
        with portal.begin(*_WORKER) as worker:
            state, told = killer.communicate(f"{worker.pid}\n", timeout=60)
    assert state in ("RUNNING\n", "SUCCESSFUL\n"), (state, told)  # it may just have done it
    assert portal.command(*_WORKER, timeout_s=120).returncode == 0


def _checked(two: Hands, name: str, value: str = "11.3") -> Order:
    return two.one(move("checker", "check", two.one(save("editor", figure(name, value)))))


def read_while_published(server: Server, two: Hands, name: str, count: int) -> Outcome:
    """
    Figures are published and withdrawn one after the other while a page and an export are read.

    Lost is an answer that is not what the revision says that it names; acknowledged are all answers.
    """

    def publish() -> None:
        for place in range(count):
            done = two.one(
                move("publisher", "publish", _checked(two, f"{name} {place}", f"{11.2 + place / 50:.2f}"))
            )
            key = {column: done["cells"].get(column) for column in OBSERVATIONS.key}
            order = save("editor", {})
            order["rows"][0] |= {"act": "withdraw", "replaces": key}
            two.one(move("publisher", "publish", two.one(move("checker", "check", two.one(order)))))

    def read() -> tuple[bytes, int]:
        page = server.ask("GET", "/en/indicators/grdp_growth.json")
        cited = re.search(r"<http://[^/]+(/[^>]+)>", page.headers["Link"])[1]
        # what is being computed is said of the current revision alone
        is_page_whole = {**page.data, "notices": []} == {**server.ask("GET", cited).data, "notices": []}
        table = server.ask("GET", "/api/v1/observations.csv")
        revision = re.search(r"-(\d+)\.csv", table.headers["Content-Disposition"])[1]
        again = server.ask("GET", f"/api/v1/observations.csv?{urlencode({'rev': revision})}")
        return table.content, (not is_page_whole) + (again.content != table.content)

    found = [read()]
    with ThreadPoolExecutor(1) as pool:
        publishing = pool.submit(publish)
        while not publishing.done():
            found.append(read())
        publishing.result()
    time.sleep(1.1)  # what is current is asked of the database once a second
    found.append(read())
    assert len({content for content, _ in found}) > 1  # they were published while it was read
    return Outcome(2 * len(found), sum(wrong for _, wrong in found))
