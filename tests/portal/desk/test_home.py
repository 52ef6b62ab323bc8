"""My desk: what waits for whom, and who stands in for whom."""

from __future__ import annotations

from datetime import timedelta

from tests.portal.desk.test_entries import enter, move  # noqa: F401  a fixture

HOME = "/desk/en/"


def test_each_hand_sees_what_waits_for_it(hand, enter):  # noqa: F811
    (address, _) = enter("2024", "2023-S2")
    enter("2022", submit=False)
    assert "1 Your drafts" in hand("editor").see(HOME).text
    assert "0 For you to publish" in hand("publisher").see(HOME).text
    assert "2 For you to check the oldest since" in hand("checker").see(HOME).text
    move(hand, "checker", address, "check")
    assert "1 For you to check" in hand("checker").see(HOME).text
    assert "0 For you to publish" in hand("checker").see(HOME).text, "the checker had a hand in it"
    assert "1 For you to publish" in hand("publisher").see(HOME).text
    move(hand, "publisher", address, "publish")
    assert "Published last" in hand("editor").see(HOME).text
    assert "Published last" not in hand("stranger").see(HOME).text


def test_the_counts_lead_to_what_they_count(hand, enter):  # noqa: F811
    enter("2024")
    page = hand("checker").client.get(HOME).content.decode()
    address = (
        page.partition('href="/desk/en/entries?state=entered')[2].partition('"')[0].replace("&amp;", "&")
    )
    assert "Entries: 1." in hand("checker").see(f"/desk/en/entries?state=entered{address}").text


def test_who_stands_in_is_told_at_both_desks(hand):
    from django.utils import timezone

    from haidang.portal.accounts.models import Delegation

    checker, colleague = hand("checker"), hand("colleague")
    today = timezone.localdate()
    Delegation.objects.create(
        office=checker.account.offices.get(),
        to=colleague.account,
        valid_from=today,
        valid_to=today + timedelta(days=3),
    )
    assert "Colleague stands in for you as Approver, City statistics office" in checker.see(HOME).text
    assert "You stand in for Checker as Approver, City statistics office" in colleague.see(HOME).text
    assert "For you to check" in colleague.see(HOME).text


def test_who_may_not_enter_has_no_way_to_it(hand):
    assert "One figure" not in hand("auditor").see(HOME).text


def test_a_defect_of_the_portal_is_told_at_the_desk_too(hand, monkeypatch):
    from django.test import Client

    from haidang.portal.desk.views import home

    def fails(*arguments):
        raise ZeroDivisionError

    monkeypatch.setattr(home, "waiting_for", fails)
    client = Client(headers={"host": "localhost", "accept-language": "en"}, raise_request_exception=False)
    client.force_login(hand("editor").account)
    response = client.get(HOME)
    assert response.status_code == 500
    assert "It is a defect of the portal" in response.content.decode()


def test_what_falls_due_is_counted_as_the_calendar_lists_it(hand):
    home, calendar = (hand("everywhere").see(f"/desk/en/{page}").text for page in ("", "calendar"))
    count = int(home.partition(" Due in the next three months")[0].split()[-1])
    assert count > 0
    assert calendar.count("○ due") == count
    assert "three months" not in hand("stranger").see("/desk/en/").text
