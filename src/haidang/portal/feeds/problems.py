"""
What cannot be answered, as `application/problem+json` (RFC 9457), in the language asked for.

No trace is ever shown, and no answer is a page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from haidang.base.errors import HaidangError, NameUnknownError, UseError
from haidang.base.text import LANGUAGES, Said, say
from haidang.files.reports.json_form import json_text
from haidang.portal.entries.errors import ConflictError
from haidang.portal.reading.asking import preferred
from haidang.portal.reading.problems import MethodError, UnreadyError, status_of
from haidang.telling.teller import teller

MEDIA = "application/problem+json"
TITLES = {
    HTTPStatus.BAD_REQUEST: say("This cannot be answered"),
    HTTPStatus.UNAUTHORIZED: say("Who asks is not known"),
    HTTPStatus.FORBIDDEN: say("This may not be done"),
    HTTPStatus.NOT_FOUND: say("This is not here"),
    HTTPStatus.METHOD_NOT_ALLOWED: say("This is not done here"),
    HTTPStatus.NOT_ACCEPTABLE: say("There is no such form"),
    HTTPStatus.CONFLICT: say("This does not fit what is there"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: say("This is too much at once"),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: say("This form is not read"),
    HTTPStatus.UNPROCESSABLE_ENTITY: say("These rows cannot be entered as they are"),
    HTTPStatus.TOO_MANY_REQUESTS: say("Too many requests"),
    HTTPStatus.INTERNAL_SERVER_ERROR: say("The portal has a defect"),
    HTTPStatus.SERVICE_UNAVAILABLE: say("The portal cannot answer now"),
}
_NO_RESOURCE = (
    say("There is no resource under this address."),
    say("The list of all stands at {address}."),
)
_DEFECT = (
    say("It is a defect of the portal, not of your request; it has been recorded."),
    say("Try again later."),
)
_HOST = (
    say("This portal is not reached under the name in the address, or the address is malformed."),
    say("Whoever runs it adds the name to HAIDANG_HOSTS."),
)
_RETRY_S = 30


class FormUnknownError(HaidangError):
    """A form that the reader's program asks for and that is not there."""

    def __init__(self, asked: str, media: str) -> None:
        super().__init__(
            say("«{asked}» is nothing that this can be sent as.", asked=asked),
            say("Ask for {media}, or leave the header Accept out.", media=media),
            "Accept",
        )


class TooManyError(HaidangError):
    """More requests than one address may send, or more work than is done at once."""

    def __init__(self, wait_s: int) -> None:
        self.wait_s = wait_s
        super().__init__(
            say("This address sends more requests than are answered."),
            say("Wait {count} seconds, and ask for more rows at once, or for the whole table.", count=wait_s),
        )


class BusyError(UnreadyError):
    """As many files are being sent as are sent at once."""

    def __init__(self) -> None:
        super().__init__(
            say("Other readers are being sent whole tables, and no more of these are sent at once."),
            say("Try again in half a minute."),
        )


class UnknownMachineError(HaidangError):
    """A request to write that shows no token, or one that counts no more."""

    def __init__(self) -> None:
        super().__init__(
            say("This takes the token of a machine, and none that counts was shown."),
            say(
                "Send the header Authorization with the word Bearer and the token; an administrator makes one."
            ),
            "Authorization",
        )


class MediaError(HaidangError):
    """A message in a form that is not read."""

    def __init__(self, seen: str, media: str) -> None:
        super().__init__(
            say("«{seen}» is not read.", seen=seen), say("Send {media}.", media=media), "Content-Type"
        )


class TooLargeError(HaidangError):
    """A message that is larger than is taken at once."""

    def __init__(self, most_bytes: int, most_rows: int) -> None:
        super().__init__(
            say("A message has up to {bytes} bytes and {rows} rows.", bytes=most_bytes, rows=most_rows),
            say("Send it in parts, each with a key of its own."),
        )


class ParametersError(UseError):
    """Parameters, or parts of a message, that cannot be used, all of them."""

    def __init__(self, problems: Sequence[HaidangError]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        super().__init__(first.problem, first.remedy, first.where)


class RowsError(HaidangError):
    """Rows that cannot be entered as they are; nothing was written."""

    def __init__(self, why: HaidangError, problems: Sequence[HaidangError]) -> None:
        self.problems = tuple(problems)
        super().__init__(why.problem, why.remedy)


_STATUS: Mapping[type[HaidangError], HTTPStatus] = {
    TooManyError: HTTPStatus.TOO_MANY_REQUESTS,
    FormUnknownError: HTTPStatus.NOT_ACCEPTABLE,
    UnknownMachineError: HTTPStatus.UNAUTHORIZED,
    MediaError: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    TooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    RowsError: HTTPStatus.UNPROCESSABLE_ENTITY,
    ConflictError: HTTPStatus.CONFLICT,
}


def language_of(request: HttpRequest) -> str:
    """Return the language asked for, else the first of ours that the reader's program prefers."""
    asked = request.GET.get("lang", "")
    return asked if asked in LANGUAGES else preferred(request)


def tell(request: HttpRequest, error: HaidangError) -> HttpResponse:
    """Return the answer to a request that cannot be served."""
    status = _STATUS.get(type(error)) or status_of(error)
    remedy = error.remedy
    if isinstance(error, NameUnknownError) and not error.remedy.params:
        remedy = say("The list of all that are held leads further.")
    shown = (
        error.problems if isinstance(error, (ParametersError, RowsError)) else (error,) if error.where else ()
    )
    response = _answer(request, status, error.problem, remedy, shown)
    if isinstance(error, TooManyError):
        response.headers["Retry-After"] = str(error.wait_s)
    if isinstance(error, UnreadyError):
        response.headers["Retry-After"] = str(_RETRY_S)
    if isinstance(error, UnknownMachineError):
        response.headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, MethodError):
        response.headers["Allow"] = ", ".join(error.allowed)
    return response


def tell_status(request: HttpRequest, status: int) -> HttpResponse:
    """Return the answer for what Django itself refused, or could not do."""
    if status == HTTPStatus.NOT_FOUND:
        problem, remedy = _NO_RESOURCE
        remedy = say(remedy.template, address=reverse("feeds:reference"))
        return _answer(request, HTTPStatus.NOT_FOUND, problem, remedy)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, *_DEFECT)
    return _answer(request, HTTPStatus.BAD_REQUEST, *_HOST)


def _answer(
    request: HttpRequest, status: HTTPStatus, problem: Said, remedy: Said, shown: Sequence[HaidangError] = ()
) -> HttpResponse:
    language = language_of(request)
    t = teller(language)
    data = {
        "type": f"{reverse('feeds:reference')}#problem-{int(status)}",
        "title": t(TITLES[status]),
        "status": int(status),
        "detail": f"{t(problem)} {t(remedy)}",
        "instance": request.get_full_path(),
    }
    if shown:
        data["errors"] = [
            {"name": each.where, "problem": t(each.problem), "remedy": t(each.remedy)} for each in shown
        ]
    headers = {"Cache-Control": "no-cache", "Content-Language": language}
    response = HttpResponse(json_text(data), content_type=MEDIA, status=int(status), headers=headers)
    patch_vary_headers(response, ["Accept-Language"])
    return response
