"""JSON that is sent, read strictly: everything that cannot be used is noted with its place, and told at once."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from haidang.base.errors import HaidangError, UseError
from haidang.base.text import Said, nearest, say
from haidang.portal.feeds.problems import ParametersError

LONGEST = 2000
"""Letters of one text."""
_KINDS: Mapping[type, str] = {str: "string", list: "array", bool: "boolean", dict: "object"}


def read_json(body: bytes) -> Any:  # noqa: ANN401  whatever JSON holds
    """
    Return what JSON says; numbers as texts, with the digits that they are written with.

    Raises
    ------
    ParametersError
        When it is none.
    """
    try:
        found = json.loads(body.decode(), parse_float=str, parse_int=str, parse_constant=_no_number)
        told = json.dumps(found, ensure_ascii=False).encode()  # half a letter, written as an escape, is none
    except (ValueError, RecursionError):
        told = None
    if told is None or b"\\u0000" in told:
        problem = say("The message is not JSON in UTF-8, or holds the sign NUL.")
        raise ParametersError([UseError(problem, say("Send an object as the page of the API describes it."))])
    return found


def _no_number(text: str) -> None:
    raise ValueError(text)


class Reading:
    """Reads parts of a message, and keeps what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[HaidangError] = []

    def refuse(self, problem: Said, remedy: Said, where: str) -> None:
        """Note what cannot be used."""
        self.problems.append(UseError(problem, remedy, where))

    def refuse_unknown(self, noun: Said, name: str, known: Collection[str], where: str) -> None:
        """Note a name that is none of those that are known, with those that are near it."""
        close = nearest(name, known)
        near = say("Did you mean {names}?", names=close)
        remedy = near if close else say("Use one of {allowed}.", allowed=tuple(known))
        self.refuse(say("There is no {noun} «{name}».", noun=noun, name=name), remedy, where)

    def fields(
        self,
        given: Any,  # noqa: ANN401  whatever JSON holds
        known: Mapping[str, type],
        needed: Collection[str],
        where: str = "",
    ) -> dict[str, Any]:
        """
        Return those fields of an object that can be used.

        Parameters
        ----------
        given
            The object, if it is one.
        known
            The fields that there are, and their types.
        needed
            Those that must be there.
        where
            Place of the object in the message; empty for the whole.
        """
        if not isinstance(given, dict):
            allowed = say("Send an object with {allowed}.", allowed=tuple(known))
            self.refuse(say("This is no object."), allowed, where)
            return {}
        prefix, found = f"{where}." if where else "", {}
        for name in sorted(set(needed) - set(given)):
            self.refuse(say("«{name}» is missing.", name=name), say("Add it."), f"{prefix}{name}")
        for name, value in given.items():
            if name not in known:
                self.refuse_unknown(say("field"), name, known, f"{prefix}{name}")
            elif not isinstance(value, known[name]):
                problem = say("«{name}» is not of type {kind}.", name=name, kind=_KINDS[known[name]])
                self.refuse(problem, say("Send it so."), f"{prefix}{name}")
            elif self.is_short(value, f"{prefix}{name}"):
                found[name] = value
        return found

    def is_short(self, value: Any, where: str) -> bool:  # noqa: ANN401  whatever JSON holds
        """Return whether a text is as short as texts are; note it where it is not."""
        if not isinstance(value, str) or len(value) <= LONGEST:
            return True
        self.refuse(say("The text has more than {count} letters.", count=LONGEST), say("Shorten it."), where)
        return False
