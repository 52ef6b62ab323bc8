"""The forms that withhold a row, and that remove one because a law says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from haidang.base.errors import UseError
from haidang.base.text import Said, say
from haidang.portal.desk.forms.fields import Field, Form, Option, form_of
from haidang.portal.desk.forms.moments import read_moment
from haidang.portal.registry.models import Withheld

STATES: Mapping[str, Said] = {
    Withheld.State.INTERNAL: say("for the office alone"),
    Withheld.State.EMBARGOED: say("until a moment"),
}
_LONGEST_BASIS = 500


def choice_form(given: Mapping[str, str]) -> Form:
    """Return the form that chooses how a row is withheld."""
    options = [Option(state, word) for state, word in STATES.items()]
    return form_of(
        Field("state", say("How it is withheld"), given.get("state", Withheld.State.INTERNAL), "select", options=options, is_required=True),
        Field("until", say("Until when"), given.get("until", ""), "datetime-local", say("On the clock of the city; only for «until a moment».")),
    )  # fmt: skip


def read_choice(form: Form, now: datetime) -> tuple[Withheld.State, datetime | None] | None:
    """Return state and end of what is chosen; None with what is wrong noted in the form."""
    state = form.read("state", _read_state)
    if state == Withheld.State.INTERNAL and not form.fields["until"].value:
        return Withheld.State.INTERNAL, None
    form.fields["until"].is_required = True
    until = form.read("until", lambda text: _read_until(text, state, now))
    return None if state is None or until is None else (state, until)


def removal_form(given: Mapping[str, str]) -> Form:
    """Return the form that removes a row: the law, and the word that nobody types by chance."""
    return form_of(
        Field("basis", say("The law"), given.get("basis", "").strip(), hint=say("Instrument and article, and the decision if there is one. Everybody reads it in place of the row."), is_required=True, more={"maxlength": str(_LONGEST_BASIS)}),
        Field("typed", say("Identifier of the row, typed out"), given.get("typed", "").strip(), hint=say("So that nothing is erased by chance."), is_required=True, more={"spellcheck": "false"}),
    )  # fmt: skip


def read_removal(form: Form, identifier: str) -> str | None:
    """Return the law that removes a row of an identifier; None with what is wrong noted in the form."""

    def same(text: str) -> str:
        if text != identifier:
            raise UseError(
                say("«{seen}» is not the identifier of this row.", seen=text),
                say("Type {name}.", name=identifier),
            )
        return text

    basis, typed = form.read("basis", str), form.read("typed", same)
    return basis if typed else None


def _read_state(text: str) -> Withheld.State:
    if text not in STATES:
        raise UseError(
            say("«{seen}» is no way to withhold a row.", seen=text), say("Choose one from the list.")
        )
    return Withheld.State(text)


def _read_until(text: str, state: Withheld.State | None, now: datetime) -> datetime:
    if state == Withheld.State.INTERNAL:
        raise UseError(
            say("What is for the office alone has no end."),
            say("Leave it empty, or choose «until a moment»."),
        )
    until = read_moment(text)
    if until is None or until <= now:
        raise UseError(say("This moment is past."), say("Choose a later one."))
    return until
