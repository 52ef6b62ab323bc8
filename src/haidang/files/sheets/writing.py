"""Writing a template in the form that is asked for."""

from __future__ import annotations

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.files.sheets.template import Template
from haidang.files.sheets.text_writing import write_text
from haidang.files.sheets.workbook_writing import write_workbook

FORMS = (".xlsx", ".csv")


def write_template(template: Template, form: str) -> bytes:
    """
    Return a template as a file.

    Parameters
    ----------
    template
        What it asks for.
    form
        `.xlsx`, or `.csv` (UTF-8 with a byte-order mark; semicolons where the language has decimal commas).

    Raises
    ------
    UseError
        For another form.
    """
    if form == ".xlsx":
        return write_workbook(template)
    if form == ".csv":
        return write_text(template)
    raise UseError(
        say("A template is not written as «{seen}».", seen=form),
        say("Ask for one of {allowed}.", allowed=FORMS),
    )
