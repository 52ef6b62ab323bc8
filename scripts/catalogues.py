"""
Keep the catalogues of sentences current.

    python scripts/catalogues.py extract   # new and changed sentences into locale/*.po, marked by an empty translation
    python scripts/catalogues.py compile   # locale/*/LC_MESSAGES/haidang.mo from the .po beside it

English is the language of the templates in the code and has no catalogue. A test holds code, .po and .mo together.
"""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from haidang.core.pack.tables import TABLES

SOURCE = Path(__file__).parent.parent / "src/haidang"
LOCALE = SOURCE / "telling/locale"
LANGUAGES = ("vi", "fr")


TAG = re.compile(r'{%\s*say\s+"([^"]*)"')


def extract() -> Catalog:
    """Return all sentences of the code and of the templates, and what tables and columns of a pack mean."""
    catalogue = Catalog(project="haidang", charset="utf-8")
    found = extract_from_dir(str(SOURCE), method_map=[("**.py", "python")], keywords={"say": None})
    messages = {message for _, _, message, _, _ in found}
    for place in SOURCE.rglob("templates/**/*.html"):
        messages.update(TAG.findall(place.read_text(encoding="utf-8")))
    for table in TABLES:
        messages.update((table.doc, *(column.doc for column in table.columns)))
    for message in sorted(messages, key=str):
        catalogue.add(message)
    return catalogue


def path(language: str, suffix: str) -> Path:
    """Return the place of a catalogue."""
    return LOCALE / language / "LC_MESSAGES" / f"haidang{suffix}"


def read(language: str) -> Catalog:
    """Return the catalogue of a language as written."""
    place = path(language, ".po")
    if not place.is_file():
        return Catalog(locale=language, project="haidang", charset="utf-8")
    with place.open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str) -> bytes:
    """Return the .po of a language with all sentences of the code and no others, without dates."""
    old = read(language)
    new = Catalog(locale=language, project="haidang", charset="utf-8")
    for message in extract():
        if message.id:
            known = old.get(message.id)
            new.add(message.id, known.string if known is not None else "")
    out = BytesIO()
    write_po(out, new, omit_header=True, sort_output=True, width=0)
    header = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'
    return header.encode() + out.getvalue()


def compiled(language: str) -> bytes:
    """Return the .mo of a language."""
    catalogue = read(language)
    # the header holds days: fixed ones, so that the same sentences give the same bytes
    catalogue.creation_date = catalogue.revision_date = datetime(2024, 11, 14, tzinfo=UTC)
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def main() -> None:
    """Extract or compile."""
    command = sys.argv[1] if len(sys.argv) == 2 else ""
    for language in LANGUAGES:
        path(language, ".po").parent.mkdir(parents=True, exist_ok=True)
        if command == "extract":
            path(language, ".po").write_bytes(updated(language))
        elif command == "compile":
            path(language, ".mo").write_bytes(compiled(language))
        else:
            sys.exit("Say extract or compile.")


if __name__ == "__main__":
    main()
