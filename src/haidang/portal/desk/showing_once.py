"""
What is shown once: a link or a token that was just made.

It waits in the session of whoever made it for the page that follows, and is gone when that page was drawn.
"""

from __future__ import annotations

from haidang.portal.desk.paging import Desk

_SHOWN = "shown_once"


def keep(desk: Desk, key: str, secret: str) -> None:
    """Keep a secret for the next page about an account."""
    desk.request.session[_SHOWN] = {"key": key, "secret": secret}


def take(desk: Desk, key: str) -> str:
    """Return the secret that waits for the page about an account, for this one time; empty without any."""
    waiting = desk.request.session.get(_SHOWN)
    if desk.request.method != "GET" or not waiting or waiting["key"] != key:
        return ""
    return str(desk.request.session.pop(_SHOWN)["secret"])
