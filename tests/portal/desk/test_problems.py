"""What no page of the desk takes is told in its frame."""

from __future__ import annotations

import pytest

ADDRESSES = ("entries?text=%00", "rows/documents/change?key=a%00", "grid?%00=1")


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_sign_nul_in_an_address(hand, address):
    answer = hand("everywhere").client.get(f"/desk/en/{address}")
    assert answer.status_code == 400
    assert "NUL" in answer.content.decode()


def test_the_sign_nul_in_a_form(hand):
    answer = hand("everywhere").client.post("/desk/en/figures/new", {"value": "1\0"})
    assert answer.status_code == 400
