"""Somebody with a browser at the desk: cookies, one connection that stays open, and forms as the page draws them."""

from __future__ import annotations

import http.client
import io
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.portal.desk.conftest import Sheet

Form = dict[str, str]


@dataclass(frozen=True)
class Answer:
    """What the server answered, and the seconds until all of it was there."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    seconds: float

    @property
    def forms(self) -> list[Form]:
        """The forms of the page, as they would be sent without a change."""
        sheet = Sheet()
        sheet.feed(self.content.decode())
        return [{name: values[-1] for name, values in form.items()} for form in sheet.forms]


class Browser:
    """
    A browser with somebody signed in.

    Parameters
    ----------
    port
        Of the server.
    session
        The cookie of the session.
    """

    def __init__(self, port: int, session: str) -> None:
        self._cookies = {"sessionid": session}
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=300)

    def close(self) -> None:
        """Close the connection."""
        self._line.close()

    def get(self, address: str, **headers: str) -> Answer:
        """Open a page."""
        return self._ask("GET", address, None, headers)

    def post(
        self, address: str, form: Mapping[str, str], file: tuple[str, str, bytes] | None = None
    ) -> Answer:
        """Send a form; with a file (field, name, content) as one with files is sent."""
        if file is None:
            body, kind = urlencode(form).encode(), "application/x-www-form-urlencoded"
        else:
            body, kind = with_file(form, *file)
        return self._ask("POST", address, body, {"Content-Type": kind})

    @property
    def headers(self) -> dict[str, str]:
        """What goes with every request."""
        cookies = "; ".join(f"{name}={text}" for name, text in self._cookies.items())
        return {"Host": "127.0.0.1", "Cookie": cookies}

    def _ask(self, method: str, address: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        start = time.perf_counter()
        self._line.request(method, address, body, {**self.headers, **headers})
        response = self._line.getresponse()
        content = response.read()
        seconds = time.perf_counter() - start
        for each in response.headers.get_all("Set-Cookie", []):
            name, _, text = each.partition(";")[0].partition("=")
            self._cookies[name] = text
        return Answer(response.status, response.headers, content, seconds)


def with_file(form: Mapping[str, str], field: str, name: str, content: bytes) -> tuple[bytes, str]:
    """Return a form with a file (field, name, content) as it is sent, and what kind that is."""
    mark, out = uuid.uuid4().hex, io.BytesIO()
    for key, text in form.items():
        out.write(f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{text}\r\n'.encode())
    head = f'--{mark}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
    out.write(head.encode() + content + f"\r\n--{mark}--\r\n".encode())
    return out.getvalue(), f"multipart/form-data; boundary={mark}"
