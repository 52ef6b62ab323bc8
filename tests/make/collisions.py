"""Scenarios of two hands at the same thing at the same moment; each returns what came of one round."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence

from tests.make.hands import Hands, Order, figure, move, save
from tests.make.outcomes import Outcome, judge

Scenario = Callable[[Hands, str], Outcome]


def _values(answers: Sequence[Order]) -> list[str]:
    return [each["done"][0]["cells"]["value"] for each in answers if "done" in each]


def two_editors(two: Hands, name: str) -> Outcome:
    """Two editors enter the same figure."""
    answers = two.together(save("editor", figure(name, "1")), save("editor2", figure(name, "2")))
    values = _values(answers)
    return judge(answers, two.look(name), ["save", "submit"] * len(values), values)


def two_changes(two: Hands, name: str) -> Outcome:
    """Two editors change the same draft."""
    seen = two.one(save("editor", figure(name, "0"), submit=False))
    orders = [
        save(by, figure(name, value), key=seen["key"], submit=False)
        for by, value in (("editor", "1"), ("editor2", "2"))
    ]
    for order in orders:
        order["rows"][0]["version"] = seen["version"]
    answers = two.together(*orders)
    values = _values(answers)
    return judge(answers, two.look(name), ["save"] * (1 + len(values)), values)


def double_click(two: Hands, name: str) -> Outcome:
    """The same form is sent twice: both are acknowledged, and it is done once."""
    key, batch = str(uuid.uuid4()), str(uuid.uuid4())
    answers = two.together(*(save("editor", figure(name), key=key, batch=batch) for _ in range(2)))
    return judge(answers, two.look(name), ["save", "submit"], {*_values(answers)})


def double_check(two: Hands, name: str) -> Outcome:
    """The same approval is sent twice."""
    seen = two.one(save("editor", figure(name)))
    answers = two.together(*(move("checker", "check", seen) for _ in range(2)))
    return judge(answers, two.look(name), ["save", "submit", "check"], {*_values(answers)})


def publish_or_send_back(two: Hands, name: str) -> Outcome:
    """One publishes what another one sends back."""
    checked = two.one(move("checker", "check", two.one(save("editor", figure(name)))))
    codes = ("publish", "send_back")
    answers = two.together(
        move("publisher", "publish", checked), move("checker2", "send_back", checked, reason="Why?")
    )
    done = [code for code, each in zip(codes, answers, strict=True) if "done" in each]
    moves = ["save", "submit", "check", *done]
    return judge(answers, two.look(name), moves, [checked["cells"]["value"]], rows=done.count("publish"))


def two_checks(two: Hands, name: str) -> Outcome:
    """Two approvers check the same entry."""
    seen = two.one(save("editor", figure(name)))
    answers = two.together(move("checker", "check", seen), move("checker2", "check", seen))
    values = _values(answers)
    return judge(answers, two.look(name), ["save", "submit", *["check"] * len(values)], values)


def two_publications_of_one(two: Hands, name: str) -> Outcome:
    """Two approvers publish the same entry."""
    checked = two.one(move("checker", "check", two.one(save("editor", figure(name)))))
    answers = two.together(move("publisher", "publish", checked), move("publisher2", "publish", checked))
    values = _values(answers)
    moves = ["save", "submit", "check", *["publish"] * len(values)]
    return judge(answers, two.look(name), moves, values, rows=len(values))


def two_publications(two: Hands, name: str) -> Outcome:
    """Two approvers publish different figures: both become revisions, one after the other."""
    names = (f"{name} a", f"{name} b")
    checked = [two.one(move("checker", "check", two.one(save("editor", figure(each))))) for each in names]
    answers = two.together(
        move("publisher", "publish", checked[0]), move("publisher2", "publish", checked[1])
    )
    moves, values = ["save", "submit", "check", "publish"], _values(answers)
    assert len({each["done"][0]["revision"] for each in answers}) == len(answers)
    of_each = [
        judge([answer], two.look(each), moves, [value], rows=1)
        for answer, each, value in zip(answers, names, values, strict=True)
    ]
    return of_each[0] + of_each[1]


def clock_put_back(two: Hands, name: str) -> Outcome:
    """The clock goes back by hours between the steps: they follow each other all the same, and so do the revisions."""
    seen = two.one(save("editor", figure(name)))
    checked = two.one({**move("checker", "check", seen), "clock_s": -7200})
    answers = two.together({**move("publisher", "publish", checked), "clock_s": -3600})
    found = two.look(name)
    assert found["is_in_order"]
    return judge(answers, found, ["save", "submit", "check", "publish"], _values(answers), rows=1)


SCENARIOS: Mapping[str, tuple[Scenario, Outcome]] = {
    "two editors enter one figure": (two_editors, Outcome(1, conflicts=1)),
    "two editors change one draft": (two_changes, Outcome(1, conflicts=1)),
    "a form is sent twice": (double_click, Outcome(2)),
    "an approval is sent twice": (double_check, Outcome(2)),
    "two approvals of one entry": (two_checks, Outcome(1, conflicts=1)),
    "approval against sending back": (publish_or_send_back, Outcome(1, conflicts=1)),
    "two publications of one entry": (two_publications_of_one, Outcome(1, conflicts=1)),
    "two publications of different entries": (two_publications, Outcome(2)),
    "the clock is put back": (clock_put_back, Outcome(1)),
}
"""By name: the scenario, and what is to come of one round."""
