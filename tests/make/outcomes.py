"""What came of a scenario: what was acknowledged, what of it does not stand, what stands more often than it was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import Any


@dataclass(frozen=True)
class Outcome:
    """
    Counts of one round or of many.

    Attributes
    ----------
    acknowledged
        What was answered as done.
    lost
        What was acknowledged, and does not stand.
    twice
        What stands more often than it was done.
    conflicts
        What was refused with a sentence that says what became of the thing meanwhile.
    """

    acknowledged: int = 0
    lost: int = 0
    twice: int = 0
    conflicts: int = 0

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(*map(sum, zip(astuple(self), astuple(other), strict=True)))

    @property
    def is_sound(self) -> bool:
        """Whether nothing was lost and nothing happened twice."""
        return self.lost == self.twice == 0


def differ(wanted: Iterable[Any], standing: Iterable[Any]) -> tuple[int, int]:
    """How many of the things that were done do not stand, and how many stand too often."""
    done, found = Counter(wanted), Counter(standing)
    return (done - found).total(), (found - done).total()


def judge(
    answers: Sequence[dict[str, Any]],
    found: dict[str, Any],
    moves: Iterable[str],
    values: Iterable[str],
    rows: int = 0,
) -> Outcome:
    """
    Judge the answers of hands by what stands afterwards.

    Parameters
    ----------
    answers
        Of the hands that were at it at the same moment.
    found
        As `Hands.look` returns it.
    moves
        The moves that were acknowledged, each once however often it was acknowledged; each is a step and a row of the audit.
    values
        The figures that are to stand.
    rows
        How many rows are to be public.
    """
    moves = list(moves)
    wanted = [("value", each) for each in values] + [("row", "")] * rows
    wanted += [(kind, each) for kind in ("step", "audit") for each in moves]
    standing = [("value", each) for each in found["values"]] + [("row", "")] * found["rows"]
    standing += [("step", each) for steps in found["steps"] for each in steps]
    standing += [("audit", each.removeprefix("entry.")) for each in found["audited"]]
    refused = [each for each in answers if each.get("refused") == "ConflictError" and each["problem"]]
    done = [each for each in answers if "done" in each]
    assert len(refused) + len(done) == len(answers), answers
    return Outcome(len(done), *differ(wanted, standing), len(refused))
