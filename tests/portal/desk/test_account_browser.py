"""Signing in with a second factor, and standing in for a colleague, in a real browser at the real server."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from tests.make.accounts import PASSWORD
from tests.portal.desk.test_desk_browser import at_desk, browser, pytestmark, site  # noqa: F401  fixtures, and the mark

NEWCOMER = """
from tests.make.accounts import person
person("newcomer@example.org", ("approver", "city_statistics"), name="Newcomer", language="en")
"""
FIGURE = """
import uuid
from django.utils import timezone
from haidang.portal.accounts.models import Account
from haidang.portal.accounts.permissions import Scope, acting, holder_of
from haidang.portal.entries.actions import Handed, save
from haidang.portal.entries.models import Batch
from haidang.portal.entries.proposing import Proposed
from haidang.portal.registry.bodies import tree_of
from haidang.portal.registry.evidence import DatabaseEvidence
from tests.make.hands import figure
day, tree = timezone.localdate(), tree_of(DatabaseEvidence())
holder = holder_of(Account.objects.get(email="colleague@example.org"), day)
row = Proposed(uuid.uuid4(), "observations", figure("lent"))
acts = lambda code, body_id: acting(holder, code, Scope(tree, body_id, day))
save([row], Handed(uuid.uuid4(), Batch.Way.FORM, "city_statistics"), acting=acts, now=timezone.now(), submit=True)
print(row.key)
"""


def code_of(secret: str, step: int) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(secret, step))


def fresh_code(secret: str, used: str = "") -> str:
    """A code that was not used yet; one of them counts once."""
    while (code := code_of(secret, int(time.time()) // 30)) == used:
        time.sleep(0.5)
    return code


def test_signing_in_with_a_second_factor(at_desk, site):  # noqa: F811
    site.portal.run(NEWCOMER)
    page = at_desk("")
    page.goto(f"{site.address}/desk/en/")
    page.get_by_label("E-mail").fill("newcomer@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Password").press("Enter")
    expect(page.get_by_role("heading", name="My desk")).to_be_visible()
    page.goto(f"{site.address}/desk/en/account")
    page.get_by_role("link", name="Set up a second factor").first.click()
    if page.locator("input[type=password]").count():  # who has just signed in is not asked again
        page.locator("input[type=password]").fill(PASSWORD)
        page.locator("main button").first.click()
    expect(page.get_by_role("img", name=re.compile("The key as a picture"))).to_be_visible()
    secret = page.locator("code.copy").inner_text()
    first = fresh_code(secret)
    page.locator("main input[name=code]").fill(first)
    page.get_by_role("button", name="Set it up").click()
    page.get_by_role("button", name="Sign out").click()

    page.goto(f"{site.address}/accounts/login/")
    page.get_by_label("E-mail").fill("newcomer@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Password").press("Enter")
    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
    page.goto(f"{site.address}/desk/en/")  # the password alone opens nothing
    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
    page.locator("main input[name=code]").fill("000000")
    page.locator("main input[name=code]").press("Enter")
    expect(page.locator("main [aria-invalid=true]")).to_be_visible()
    page.locator("main input[name=code]").fill(fresh_code(secret, first))
    page.locator("main input[name=code]").press("Enter")
    expect(page.get_by_role("heading", name="My desk")).to_be_visible()


def test_standing_in_for_a_colleague(at_desk, site):  # noqa: F811
    key = site.portal.run(FIGURE).splitlines()[-1]
    editor = at_desk("editor")
    editor.goto(f"{site.address}/desk/en/entries/{key}")
    expect(editor.get_by_role("button", name="Check", exact=True)).to_have_count(0)

    checker = at_desk("checker")
    checker.goto(f"{site.address}/desk/en/account")
    checker.get_by_text("Let somebody stand in for me").click()
    checker.get_by_label("Who stands in").select_option(label="Editor")
    last = checker.locator("details input[name=valid_to]")
    last.fill(checker.locator("details input[name=valid_from]").input_value())
    checker.get_by_role("button", name="Lend the office").click()
    expect(checker.get_by_text(re.compile("Editor: Approver"))).to_be_visible()

    editor.goto(f"{site.address}/desk/en/")
    expect(editor.get_by_text(re.compile("You stand in for Checker"))).to_be_visible()
    editor.goto(f"{site.address}/desk/en/entries/{key}")
    editor.get_by_role("button", name="Check", exact=True).click()
    expect(editor.get_by_text("Checked, to be published").first).to_be_visible()
    expect(editor.get_by_role("row", name=re.compile("in the stead of")).first).to_be_visible()
    checker.goto(f"{site.address}/desk/en/entries/{key}")  # both count as one hand: neither publishes
    expect(checker.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    expect(editor.get_by_role("button", name="Publish", exact=True)).to_have_count(0)


@pytest.mark.parametrize("language", ["vi", "fr"])
def test_the_page_of_the_account_is_told_in_ones_language(at_desk, site, language):  # noqa: F811
    page = at_desk("checker")
    page.goto(f"{site.address}/desk/{language}/account")
    assert page.locator("html").get_attribute("lang") == language
    expect(page.get_by_text("My account")).to_have_count(0)
