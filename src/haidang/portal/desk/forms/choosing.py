"""
Choosing by typing: a field offers names, and takes what was typed back to the identifier it stands for.

It works without a script: the browser lists what is offered while one types. An identifier, a name, or a name with its
identifier behind it is understood, without regard to diacritics and case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from haidang.base.errors import NameUnknownError, UseError
from haidang.base.text import Said, fold, say
from haidang.portal.desk.forms.fields import Option

_BETWEEN = " · "


def offer(names: Mapping[str, str]) -> list[Option]:
    """Return what a field offers, in the order of the names: each name with its identifier, which tells equal ones apart."""
    return [Option(each, label(names, each)) for each in sorted(names, key=lambda each: fold(names[each]))]


def label(names: Mapping[str, str], identifier: str) -> str:
    """Return what stands in the field for an identifier; the identifier itself where it has no name."""
    return f"{names[identifier]}{_BETWEEN}{identifier}" if identifier in names else identifier


def find(typed: str, names: Mapping[str, str], noun: Said) -> str:
    """
    Return the identifier that was meant; empty when nothing was typed.

    Parameters
    ----------
    typed
        What stands in the field.
    names
        The names that are offered, by identifier.
    noun
        What is looked for.

    Raises
    ------
    NameUnknownError
        When nothing is called so.
    UseError
        When several are.
    """
    text = typed.strip()
    behind = text.rpartition(_BETWEEN)[2].strip()
    for each in (text, behind):
        if not each or each in names:
            return each
    wanted = fold(text)
    exact = [each for each, name in names.items() if fold(name) == wanted]
    found = exact or [each for each, name in names.items() if wanted in fold(name)]
    if not found:
        raise NameUnknownError(noun, text, _known(names))
    if len(found) > 1:
        raise UseError(
            say("«{seen}» can be several.", seen=text),
            say("Choose one: {names}.", names=[label(names, each) for each in sorted(found)[:5]]),
        )
    return found[0]


def _known(names: Mapping[str, str]) -> Iterable[str]:
    return [*names.values(), *names]
