"""
A crawl of every public byte after work at the desk: no draft, no remark, no reason, no name, nothing before its moment.

A city in which nothing was published gives the very bytes of one where nobody worked; what was published shows its row and no word around it.
"""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from haidang.files.packs import open_content
from tests.make.entries import CHECKER, EDITOR, PUBLISHER, figure, handed
from tests.make.hidden import CANARY, NUMBER
from tests.make.pack import make_pack
from tests.portal.conftest import NOW
from tests.portal.test_canaries import bare, client, crawl, fresh, read  # noqa: F401  client is a fixture

SHOWN = "456.75"
TABLES = ("/api/v1/observations.csv", "/api/v1/observations", "/api/v1/revisions")


def enter(definition: str, *, value: str = NUMBER, note: str = CANARY, submit: bool = True):
    from haidang.portal.entries.actions import save

    row = figure(definition=definition, value=value, note=note, remark=CANARY)
    return save([row], handed(), acting=EDITOR, now=NOW, submit=submit)[0]


def go(code: str, entry, acting, **more):
    from haidang.portal.entries.actions import move

    return move(code, {entry.key: entry.version}, acting=acting, now=NOW, **more)[0]


def work() -> None:
    """Everything at the desk but a publication: in every text and name a canary."""
    from tests.make.accounts import person

    person(f"{CANARY.lower()}@example.org", ("editor", "statistics"), name=CANARY)
    enter(f"{CANARY} draft", submit=False)
    enter(f"{CANARY} entered")
    go("check", enter(f"{CANARY} checked"), CHECKER)
    go("send_back", enter(f"{CANARY} back"), CHECKER, reason=CANARY)
    go("discard", go("send_back", enter(f"{CANARY} gone"), CHECKER, reason=CANARY), EDITOR)


@pytest.mark.slow
def test_no_byte_tells_of_work_at_the_desk(client, tmp_path):  # noqa: F811
    from haidang.portal.registry.actions import load

    load(open_content(make_pack(tmp_path / "city")), now=NOW)
    fresh()
    before = crawl(client)
    work()
    fresh()
    after = crawl(client)
    assert after.keys() == before.keys()
    assert len(after) > 100
    for address, answer in after.items():
        assert CANARY.lower().encode() not in answer.lower() or CANARY.lower() in address.lower(), address
        assert NUMBER.encode() not in answer, address
        if "seals" not in address:  # how many rows the audit has is told a day
            assert bare(answer) == bare(before[address]), address


@pytest.mark.slow
def test_what_is_published_shows_its_row_and_no_word_around_it(client, tmp_path):  # noqa: F811
    from django.utils import timezone

    from haidang.portal.registry.actions import load

    load(open_content(make_pack(tmp_path / "city")), now=NOW)
    work()
    back = go("send_back", enter("shown", value=SHOWN, note="plain words"), CHECKER, reason=CANARY)
    checked = go("check", go("submit", back, EDITOR), CHECKER)
    go("publish", checked, PUBLISHER)
    timed = go("check", enter(f"{CANARY} timed"), CHECKER)
    go("publish", timed, PUBLISHER, public_at=timezone.now() + timedelta(days=2))
    fresh()
    found = {**crawl(client), **{each: read(client, each) for each in TABLES}}
    assert any(SHOWN.encode() in answer for answer in found.values())
    assert any(b"plain words" in answer for answer in found.values())
    for address, answer in found.items():
        assert CANARY.lower().encode() not in answer.lower() or CANARY.lower() in address.lower(), address
        assert NUMBER.encode() not in answer, address
    assert str(uuid.UUID(int=checked.key.int)).encode() not in b"".join(found.values())
