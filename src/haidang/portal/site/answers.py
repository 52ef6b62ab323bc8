"""
What is answered when a page cannot be: one told answer, in the language of the address, as a page or as JSON.

It says what was seen and what to do, and leads to the nearest names that are known. No trace is ever shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers

from haidang.base.errors import HaidangError, NameUnknownError
from haidang.base.text import LANGUAGES, Said, nearest, say
from haidang.portal.reading.asking import preferred
from haidang.portal.reading.problems import FormError, MethodError, status_of
from haidang.portal.site.asking import PARAMETERS, Way, address, given_often
from haidang.portal.site.embedding import draw_embed_problem, is_embed
from haidang.portal.site.forms import FORMS
from haidang.portal.site.frame import ROOMS, draw_plain
from haidang.telling.report import Report
from haidang.telling.teller import Teller, teller

_LONGEST_SEEN = 200  # letters
_TITLES = {
    HTTPStatus.BAD_REQUEST: say("This cannot be answered"),
    HTTPStatus.NOT_FOUND: say("This is not here"),
    HTTPStatus.METHOD_NOT_ALLOWED: say("Pages can be read, and no more"),
    HTTPStatus.INTERNAL_SERVER_ERROR: say("The portal has a defect"),
    HTTPStatus.SERVICE_UNAVAILABLE: say("The portal cannot answer now"),
}
_LISTS = {
    "target": "targets",
    "indicator": "indicators",
    "document": "documents",
    "area": "areas",
    "source": "sources",
    "method page": "methods",
}
_SEE_LIST = say("The list of all that are held leads further.")


def language_of(request: HttpRequest) -> str:
    """Return the language of an address, else the first of ours that the browser asks for, else Vietnamese."""
    return _named_language(request) or preferred(request)


def _named_language(request: HttpRequest) -> str:
    """Return the language that stands in an address, or nothing."""
    parts = request.path_info.strip("/").split("/")
    first = parts[1] if is_embed(request) and len(parts) > 1 else parts[0]
    return first if first in LANGUAGES else ""


def tell_problem(request: HttpRequest, error: HaidangError) -> HttpResponse:
    """Return the answer to a request that cannot be served."""
    t = teller(language_of(request))
    remedy, ways = error.remedy, _back(t)
    if isinstance(error, NameUnknownError):
        close = error.remedy.params.get("names")
        ways = (*_near(request, t, error, close if isinstance(close, tuple) else ()), *ways)
        remedy = error.remedy if close else _SEE_LIST
    if isinstance(error, FormError):
        ways = (*_forms(request, error.allowed), *ways)
    response = _answer(request, status_of(error), error.problem, remedy, ways)
    if isinstance(error, MethodError):
        response.headers["Allow"] = ", ".join(error.allowed)
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  Django hands it in
    """Answer an address that is none; with a stroke too many at its end it leads to the page that was meant."""
    t = teller(language_of(request))
    if request.path_info.endswith("/") and _is_page(request.path_info.strip("/")):
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(request.path.rstrip("/") + (f"?{query}" if query else ""))
    parts = request.path_info.strip("/").split("/")
    name, point, ending = parts[-1].rpartition(".")
    if point and ending not in (*FORMS, "html") and _is_page("/".join((*parts[:-1], name))):
        # which of the others this page has is known only when it is asked for
        allowed = tuple(each for each, form in FORMS.items() if not form.takes)
        return tell_problem(request, FormError(ending, allowed))
    close = nearest(parts[1], ROOMS) if len(parts) > 1 else ()
    problem = say("There is no page under this address.")
    remedy = say("Did you mean {names}?", names=close) if close else say("Begin with one of the pages below.")
    ways = (*(Way(t(ROOMS[each]), address(each, t.language, {})) for each in close), *_back(t))
    return _answer(request, HTTPStatus.NOT_FOUND, problem, remedy, ways)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Answer a request that is not understood, or that names another host."""
    problem = say("This portal is not reached under the name in the address, or the address is malformed.")
    remedy = say("Whoever runs it adds the name to HAIDANG_HOSTS.")
    return _answer(request, HTTPStatus.BAD_REQUEST, problem, remedy, ())


def defect(request: HttpRequest) -> HttpResponse:
    """Answer when the portal itself is at fault."""
    problem = say("It is a defect of the portal, not of your request; it has been recorded.")
    return _answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, problem, say("Try again later."), ())


def _short(said: Said) -> Said:
    """Return a sentence without the length of what was seen: an answer says back no more than makes it known."""
    params = {
        name: f"{value[:_LONGEST_SEEN]}…" if isinstance(value, str) and len(value) > _LONGEST_SEEN else value
        for name, value in said.params.items()
    }
    return Said(said.template, params)


def _answer(
    request: HttpRequest, status: HTTPStatus, problem: Said, remedy: Said, ways: tuple[Way, ...]
) -> HttpResponse:
    language = language_of(request)
    t = teller(language)
    problem, remedy = _short(problem), _short(remedy)
    response: HttpResponse
    if request.path_info.endswith(".json"):
        data = {
            "format": "haidang-problem/1",
            "status": int(status),
            "problem": t(problem),
            "remedy": t(remedy),
        }
        response = JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False, "indent": 2})
    else:
        report = Report(language, t(_TITLES[status]), t(problem), (t(remedy),), (), ())
        told = draw_embed_problem(report, ways) if is_embed(request) else draw_plain(request, report, ways)
        response = HttpResponse(told, status=status)
    response.headers["Cache-Control"] = "no-cache"
    if not _named_language(request):
        patch_vary_headers(response, ["Accept-Language"])
    return response


def _forms(request: HttpRequest, forms: Iterable[str]) -> tuple[Way, ...]:
    """Return the ways to the same address with another ending."""
    name, _, query = request.get_full_path().partition("?")
    stem, question = name.rpartition(".")[0], "?" if query else ""
    return tuple(Way(FORMS[form].label, f"{stem}.{form}{question}{query}") for form in forms)


def _is_page(path: str) -> bool:
    try:
        resolve(f"/{path}")
    except Resolver404:
        return False
    return True


def _back(t: Teller) -> tuple[Way, ...]:
    return (Way(t(ROOMS["overview"]), address("overview", t.language, {})),)


def _near(request: HttpRequest, t: Teller, error: NameUnknownError, close: Iterable[str]) -> tuple[Way, ...]:
    """Return the ways to what a name may have meant: the same address with the other name in its place."""
    params = error.problem.params
    noun, name = params.get("noun"), params.get("name")
    ways = []
    match = request.resolver_match
    if match is not None:
        path = {key: value for key, value in match.kwargs.items() if key not in ("language", "form")}
        query = {key: given_often(request, key) for key in PARAMETERS}
        for each in close:
            names = {key: _renamed(value, name, each) for key, value in {**query, **path}.items()}
            ways.append(Way(each, address(match.url_name or "overview", t.language, names)))
    room = _LISTS.get(noun.template if isinstance(noun, Said) else "")
    if room:
        ways.append(Way(t(ROOMS[room]), address(room, t.language, {})))
    return tuple(ways)


def _renamed(given: object, name: object, other: str) -> object:
    """Return what was given under a name, once or several times, with another name in the place of the unknown one."""
    if isinstance(given, tuple):
        return tuple(_renamed(each, name, other) for each in given)
    return other if given == name else given
