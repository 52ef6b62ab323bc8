"""Whom to ask: the accountable body where one is held, as it is called on the day; else the issuer, said so."""

from __future__ import annotations

from haidang.core.review.in_force import bodies_in_force
from haidang.core.review.lines import build_lines
from haidang.core.review.missing import Owing
from haidang.core.review.whom import Whom, whom_for_commitment, whom_for_target
from tests.make.core import Memory, day, make_commitment, make_document, make_succession, make_target

MERGED = [
    make_succession("planning", "finance", kind="body", day=day("2025-03-01")),
    make_succession("finance", "treasury", kind="body", day=day("2026-01-01")),
    make_succession("planning", "new_city"),  # of areas: no body is meant
]


def test_a_body_is_named_as_it_is_called_on_the_day():
    for on, expected in (
        ("2025-02-28", ("planning",)),
        ("2025-03-01", ("finance",)),
        ("2026-01-01", ("treasury",)),
    ):
        assert bodies_in_force(["planning"], MERGED, day(on)) == expected


def test_a_body_that_was_divided_is_named_by_all_its_successors_once():
    divided = [
        make_succession("one", "b", kind="body"),
        make_succession("one", "a", kind="body"),
        make_succession("two", "a", kind="body"),
    ]
    assert bodies_in_force(["one", "two", "", "one"], divided, day("2026-01-01")) == ("b", "a")


def test_successions_in_a_circle_end():
    circle = [make_succession("a", "b", kind="body"), make_succession("b", "a", kind="body")]
    assert bodies_in_force(["a"], circle, day("2026-01-01")) == ()


def line(**changes):
    memory = Memory(target_rows=[make_target(**changes)])
    return build_lines(memory, memory.target_rows, day("2024-06-30")).lines[0]


def test_the_accountable_body_comes_before_the_issuer():
    held = whom_for_target(line(body_id="planning"), MERGED, day("2025-06-01"))
    assert held == Whom(("finance",), Owing.ACCOUNTABLE)
    assert whom_for_target(line(), MERGED, day("2025-06-01")) == Whom(("council",), Owing.ISSUER)


def test_a_commitment_names_its_addressees_else_the_issuer_of_its_basis():
    documents = {"plan": make_document()}
    asked = make_commitment(addressee_ids=("planning", "ministry"), basis_id="plan")
    assert whom_for_commitment(asked, documents, MERGED, day("2025-06-01")).body_ids == (
        "finance",
        "ministry",
    )
    nobody = make_commitment(addressee_ids=(), basis_id="plan")
    assert whom_for_commitment(nobody, documents, [], day("2025-06-01")) == Whom(("council",), Owing.ISSUER)
    unknown = make_commitment(addressee_ids=())
    assert whom_for_commitment(unknown, documents, [], day("2025-06-01")) == Whom((), Owing.ISSUER)
