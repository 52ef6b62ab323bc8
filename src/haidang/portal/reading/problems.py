"""What can be wrong with a request beyond what the flows say, and the status of each problem."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus

from haidang.base.errors import HaidangError, NameUnknownError
from haidang.base.text import say


class MethodError(HaidangError):
    """A method that no page takes."""

    def __init__(self, method: str, allowed: Iterable[str]) -> None:
        self.allowed = tuple(allowed)
        super().__init__(
            say("Pages are read: «{method}» is not taken.", method=method),
            say("Use one of {allowed}.", allowed=self.allowed),
        )


class AbsentError(HaidangError):
    """What is known and not there on the day asked for."""


class FormError(AbsentError):
    """A form that a page does not have; names those it has."""

    def __init__(self, form: str, allowed: Iterable[str]) -> None:
        self.allowed = tuple(allowed)
        super().__init__(
            say("There is no form «{seen}» of this page.", seen=form),
            say("Use one of {allowed}.", allowed=self.allowed),
        )


class UnreadyError(HaidangError):
    """A portal that cannot answer now."""


def status_of(error: HaidangError) -> HTTPStatus:
    """Return the status of an answer that tells of a problem."""
    if isinstance(error, MethodError):
        return HTTPStatus.METHOD_NOT_ALLOWED
    if isinstance(error, UnreadyError):
        return HTTPStatus.SERVICE_UNAVAILABLE
    if isinstance(error, (NameUnknownError, AbsentError)):
        return HTTPStatus.NOT_FOUND
    return HTTPStatus.BAD_REQUEST
