"""Jobs for tests: what each does when it is done stands in `DOING`. Imported when Django is ready."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from haidang.base.errors import UseError
from haidang.base.text import Said, say
from haidang.portal.jobs.kinds import job

DOING: dict[str, Callable[[], object]] = {}


def _what(name: str) -> Said:
    return say("Test «{name}»", name=name)


@job(_what)
def do(name: str) -> Said:
    DOING.get(name, lambda: None)()
    return say("«{name}» is done.", name=name)


def refuse() -> NoReturn:
    raise UseError(say("There is no room."), say("Make some."))


def break_down() -> NoReturn:
    raise ZeroDivisionError("a defect\nwith a second line")


def stop() -> NoReturn:
    raise SystemExit(0)
