"""Entries at the desk: the list, one of them, its moves by three hands, and conflicts."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from tests.portal.desk.conftest import BODY, read

LIST = "/desk/en/entries"
PERIODS = ("2024", "2024-S1", "2023-S2")


@pytest.fixture
def enter(hand):
    """Hand in figures of a body and return their addresses."""

    def make(*periods: str, submit: bool = True, by: str = "editor", remark: str = "") -> list[str]:
        from haidang.portal.accounts.permissions import Scope, acting, holder_of
        from haidang.portal.entries.actions import Handed, save
        from haidang.portal.entries.models import Batch
        from haidang.portal.entries.proposing import Proposed
        from haidang.portal.registry.bodies import tree_of
        from haidang.portal.registry.evidence import DatabaseEvidence
        from tests.make.accounts import NOW, TODAY

        holder, tree = holder_of(hand(by).account, TODAY), tree_of(DatabaseEvidence())
        figure = {"indicator_id": "grdp_growth", "area_id": "haiphong", "value": "11.3", "unit": "% yoy", "status": "P", "producer_id": BODY, "definition": "of a test"}  # fmt: skip
        rows = [
            Proposed(uuid4(), "observations", {**figure, "period": each}, remark=remark) for each in periods
        ]
        entries = save(
            rows,
            Handed(uuid4(), Batch.Way.FORM, BODY),
            acting=lambda code, body_id: acting(holder, code, Scope(tree, body_id, TODAY)),
            now=NOW,
            submit=submit,
        )
        return [f"{LIST}/{each.key}" for each in entries]

    return make


def form_of(sheet, move):
    """The form of a move: all of an entry look alike but for what they ask."""
    wanted = {"send_back": "reason", "publish": "public_at"}.get(move, "version")
    return next(form for form in sheet.forms if wanted in form)


def move(hand, name, address, code, **more):
    one = hand(name)
    return one.send(address, form_of(one.see(address), code), move=code, **more)


def state_of(address):
    from haidang.portal.entries.models import Entry

    return Entry.objects.get(key=address.rpartition("/")[2]).state


def test_three_hands_bring_a_figure_to_the_public(hand, enter):
    from django.test import Client

    (address,) = enter("2024")
    assert move(hand, "checker", address, "check").status_code == 302
    assert move(hand, "publisher", address, "publish").status_code == 302
    assert state_of(address) == "published"
    told = hand("editor").see(address).text
    assert "Publish Publisher Approver, the whole city" in told
    assert "What you can do" not in told
    page = Client(headers={"host": "localhost"}).get(
        "/en/indicators/grdp_growth?area=haiphong&as_of=2999-01-01"
    )
    assert "of a test" in page.content.decode()


def test_who_had_a_hand_in_it_is_told_that_it_takes_another(hand, enter):
    (address,) = enter("2024")
    move(hand, "checker", address, "check")
    sheet = hand("checker").see(address)
    assert "«Publish» takes another person" in sheet.text
    forged = hand("checker").client.post(address, {"move": "publish", "version": "3"})
    assert forged.status_code == 422
    assert state_of(address) == "checked"


def test_it_is_sent_back_with_a_reason_and_mended(hand, enter):
    (address,) = enter("2024")
    without = move(hand, "checker", address, "send_back")
    assert without.status_code == 422
    assert "A reason is needed." in read(without).text
    move(hand, "checker", address, "send_back", reason="The unit is another one.")
    sheet = hand("editor").see(address)
    assert "The unit is another one." in sheet.text
    assert "Mend" in sheet.text


def test_one_that_the_portal_itself_discarded_says_so(hand, enter):
    from haidang.portal.audit.recording import SYSTEM
    from haidang.portal.entries.erasing import erase
    from haidang.portal.entries.models import Entry
    from haidang.portal.entries.proposing import read_cells
    from tests.make.accounts import NOW

    (address,) = enter("2024")
    held = read_cells(Entry.objects.get(key=address.rpartition("/")[2]).cells)
    key = [
        held.get(name)
        for name in ("indicator_id", "area_id", "period", "producer_id", "definition", "public_by")
    ]
    erase("observations", key, by=SYSTEM, now=NOW)
    assert state_of(address) == "discarded"
    assert "Discard The portal itself" in hand("editor").see(address).text


def test_it_is_taken_back_and_discarded(hand, enter):
    (address,) = enter("2024")
    move(hand, "editor", address, "take_back")
    move(hand, "editor", address, "discard")
    assert state_of(address) == "discarded"


def test_it_is_published_later_at_a_moment(hand, enter):
    (address,) = enter("2024")
    move(hand, "checker", address, "check")
    move(hand, "publisher", address, "publish", public_at="2999-01-01T08:00")
    assert "Everybody sees it from 1 January 2999, 08:00 on." in hand("editor").see(address).text


@pytest.mark.parametrize("moment", ["tomorrow", "2020-01-01T08:00"])
def test_a_moment_that_is_none_or_past_is_told(hand, enter, moment):
    (address,) = enter("2024")
    move(hand, "checker", address, "check")
    assert move(hand, "publisher", address, "publish", public_at=moment).status_code == 422
    assert state_of(address) == "checked"


def test_what_another_person_did_meanwhile_is_told_with_the_way_there(hand, enter):
    (address,) = enter("2024")
    checker = hand("checker")
    form = form_of(checker.see(address), "check")
    move(hand, "editor", address, "take_back")
    response = checker.send(address, form, move="check")
    assert response.status_code == 409
    assert "by the role Editor of City statistics office" in read(response).text
    assert f'href="{address}"' in response.content.decode()


def test_an_unknown_move_is_refused(hand, enter):
    (address,) = enter("2024")
    response = hand("editor").client.post(address, {"move": "save", "version": "2"})
    assert response.status_code == 422


def test_an_auditor_sees_and_moves_nothing(hand, enter):
    (address,) = enter("2024")
    assert "What you can do" not in hand("auditor").see(address).text
    assert hand("auditor").client.post(address, {"move": "check", "version": "2"}).status_code == 403


def test_a_correction_stands_beside_what_is_held(hand):
    editor = hand("editor")
    held = f"/desk/en/figures/new?body={BODY}&indicator=grdp_growth&area=haiphong&period=2023&producer_id={BODY}&definition=&public_by=2023-12-28&act=change"
    form = next(each for each in editor.see(held).forms if "remark" in each)
    address = editor.send(held, form, value="10.35", save="1").headers["Location"]
    told = editor.see(address).text
    assert "Value 10.35 (changed) 10.34" in told
    assert "Producer City statistics office City statistics office" in told


# ---------------------------------------------------------------- the list


def test_the_list_shows_what_one_may_see_and_narrows_it(hand, enter):
    enter(*PERIODS)
    enter("2022", submit=False)
    editor = hand("editor")
    assert "Entries: 4." in editor.see(LIST).text
    assert "Entries: 1." in editor.see(f"{LIST}?state=draft").text
    assert "Entries: 4." in editor.see(f"{LIST}?q=GRDP").text
    assert "Entries: 0." in editor.see(f"{LIST}?q=rainfall").text
    assert "Entries: 4." in editor.see(f"{LIST}?whose=mine").text
    assert "Entries: 0." in editor.see(f"{LIST}?whose=others").text
    assert "Entries: 0." in hand("stranger").see(LIST).text
    assert "Entries: 0." in hand("stranger").see(f"{LIST}?body={BODY}").text


def test_those_that_are_chosen_move_together_or_not_at_all(hand, enter):
    addresses = enter(*PERIODS)
    checker = hand("checker")
    picked = [f"{each.rpartition('/')[2]}:2" for each in addresses]
    none = checker.send(LIST, checker.see(LIST).forms[-1], move="check")
    assert "No entry is chosen." in read(none).text
    stale = checker.send(
        LIST, checker.see(LIST).forms[-1], move="check", chosen=[*picked[:2], picked[2][:-1] + "1"]
    )
    assert stale.status_code == 409
    assert {state_of(each) for each in addresses} == {"entered"}
    checker.send(LIST, checker.see(LIST).forms[-1], move="check", chosen=picked)
    assert {state_of(each) for each in addresses} == {"checked"}


def test_a_whole_batch_moves_as_it_was_seen(hand, enter):
    from haidang.portal.entries.models import Entry

    addresses = enter(*PERIODS)
    batch = Entry.objects.first().batch_id
    checker, address = hand("checker"), f"{LIST}?batch={batch}"
    response = checker.client.get(address)
    digest = response.content.decode().partition('name="whole" value="')[2].partition('"')[0]
    move(hand, "editor", addresses[0], "take_back")
    late = checker.client.post(address, {"move": "check", "whole": digest})
    assert late.status_code == 409
    move(hand, "editor", addresses[0], "submit")
    fresh = (
        checker.client.get(address).content.decode().partition('name="whole" value="')[2].partition('"')[0]
    )
    checker.client.post(address, {"move": "check", "whole": fresh})
    assert {state_of(each) for each in addresses} == {"checked"}


def test_a_page_of_the_list_stays_right_while_others_move(hand, enter, monkeypatch):
    from haidang.portal.desk import entry_list

    monkeypatch.setattr(entry_list, "AT_ONCE", 2)
    addresses = enter(*PERIODS)
    editor = hand("editor")
    response = editor.client.get(LIST)
    following = (
        response.content.decode().partition('href="?state=')[2]
        or response.content.decode().partition('href="?after=')[2]
    )
    assert following
    query = "after=" + following.partition('"')[0].rpartition("after=")[2].replace("&amp;", "&")
    seen = {each for each in addresses if each in response.content.decode()}
    rest = editor.client.get(f"{LIST}?{query}").content.decode()
    assert seen | {each for each in addresses if each in rest} == set(addresses)


@pytest.mark.parametrize(
    "query", ["after=nonsense", "batch=nonsense", f"after=0001-01-01T00:00:00%2B14:00_{UUID(int=0)}"]
)
def test_an_address_that_is_none_is_told(hand, query):
    assert hand("editor").client.get(f"{LIST}?{query}").status_code in (400, 404)


def test_another_body_s_batch_is_not_there(hand, enter):
    from haidang.portal.entries.models import Entry

    enter("2024")
    assert hand("stranger").client.get(f"{LIST}?batch={Entry.objects.get().batch_id}").status_code == 404


def test_the_list_takes_few_statements_however_many_rows(hand, enter, django_statements):
    enter(*PERIODS)
    editor = hand("editor")
    editor.see(LIST)
    with django_statements() as few:
        editor.see(LIST)
    enter("2022", "2021", "2020-S1", "2020-S2", "2019-S1")
    with django_statements() as many:
        editor.see(LIST)
    assert len(many) == len(few) < 40


def test_what_left_the_list_meanwhile_is_told_and_not_passed_over(hand, enter):
    (address,) = enter("2024-Q1", submit=True)
    checker, key = hand("checker"), address.rpartition("/")[2]
    listed = f"{LIST}?state=entered"
    assert f"{key}:2" in checker.client.get(listed).content.decode()
    move(hand, "editor", address, "take_back")
    sent = checker.client.post(listed, {"move": "check", "chosen": [f"{key}:2"]})
    assert (sent.status_code, "has changed in the meantime" in read(sent).text) == (409, True)


def test_another_body_s_entry_is_not_there_to_be_moved(hand, enter):
    (address,) = enter("2024-Q1", submit=True)
    chosen = f"{address.rpartition('/')[2]}:2"
    sent = hand("stranger").client.post(f"{LIST}?state=all", {"move": "take_back", "chosen": [chosen]})
    assert (sent.status_code, "There is no such entry." in read(sent).text) == (422, True)
    assert state_of(address) == "entered"
