"""What can be wrong with a request beyond what the flows say, and the status of each problem."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus

from django.http import HttpRequest

from haidang.base.errors import HaidangError, NameUnknownError
from haidang.base.text import say
from haidang.portal.accounts.permissions import ForbiddenError

MOST_PARAMETERS = 200


class MethodError(HaidangError):
    """A method that no page takes."""

    def __init__(self, method: str, allowed: Iterable[str]) -> None:
        self.allowed = tuple(allowed)
        super().__init__(
            say("«{method}» is not taken here.", method=method),
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


class ManyParametersError(HaidangError):
    """An address with more parameters than anything takes."""

    def __init__(self) -> None:
        super().__init__(
            say("The address has more than {count} parameters.", count=str(MOST_PARAMETERS)),
            say("Leave out those that nothing here takes."),
        )


def find_many_parameters(request: HttpRequest) -> ManyParametersError | None:
    """Return what is wrong with a request that has too many parameters, and keep them from being read on the way to the answer."""
    if request.META.get("QUERY_STRING", "").count("&") < MOST_PARAMETERS:
        return None
    request.META["QUERY_STRING"] = ""
    return ManyParametersError()


class UnreadyError(HaidangError):
    """A portal that cannot answer now."""


def status_of(error: HaidangError) -> HTTPStatus:
    """Return the status of an answer that tells of a problem."""
    if isinstance(error, MethodError):
        return HTTPStatus.METHOD_NOT_ALLOWED
    if isinstance(error, ForbiddenError):
        return HTTPStatus.FORBIDDEN
    if isinstance(error, UnreadyError):
        return HTTPStatus.SERVICE_UNAVAILABLE
    if isinstance(error, (NameUnknownError, AbsentError)):
        return HTTPStatus.NOT_FOUND
    return HTTPStatus.BAD_REQUEST
