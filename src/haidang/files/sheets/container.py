"""
The container of a workbook: what kind of file it is, and its parts, looked at before anything in them is understood.

Nothing is unpacked before the sizes that the container states are added up, and no part is unpacked beyond what it states. What
is read further is put into a container of our own, so that the library that reads the cells meets neither forged sizes nor parts
that it has no need of.

References
----------
ECMA-376 part 2 (Open Packaging Conventions); D. Fifield, *A better zip bomb* (WOOT 2019).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping

from haidang.base.text import Said, say
from haidang.files.sheets.defects import Defects

MB = 1024 * 1024
SIZE_MB = 10
UNPACKED_MB = 32
PARTS = 500
_RATIO, _RATIO_FROM_MB = 100, 4  # no sheet that people fill shrinks to less than a hundredth
_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_ENTRY = b"PK\x01\x02"
_KINDS: tuple[tuple[bytes, Said], ...] = (
    (b"%PDF", say("a PDF")),
    (b"PAR1", say("a Parquet file")),
    (b"\x89PNG", say("a picture")),
    (b"\xff\xd8\xff", say("a picture")),
    (b"GIF8", say("a picture")),
    (b"Rar!", say("an archive")),
    (b"7z\xbc\xaf", say("an archive")),
    (b"\x1f\x8b", say("an archive")),
)
_ZIPPED: tuple[tuple[str, Said], ...] = (
    ("xl/workbook.bin", say("a binary Excel workbook (.xlsb)")),
    ("content.xml", say("an OpenDocument file (.ods)")),
    ("index/document.iwa", say("a Numbers document (.numbers)")),
    ("word/", say("a text document (.docx)")),
    ("ppt/", say("a presentation (.pptx)")),
)
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|\?xml|table|head|body|meta)", re.IGNORECASE)
_MACROS = re.compile(r"vbaproject|vbadata|macrosheets/|dialogsheets/|activex/", re.IGNORECASE)
_LINKS = re.compile(r"externallinks/|connections\.xml|querytables/|webextensions/", re.IGNORECASE)
_INSIDE = re.compile(r"embeddings/|\.(?:zip|xlsx|xlsm|xlsb|xls|docx|exe|dll|ole)$", re.IGNORECASE)
_MACRO_TYPE = re.compile(rb"macroenabled|vbaproject", re.IGNORECASE)
_DECLARES = re.compile(rb"<!(?:doctype|entity)", re.IGNORECASE)
_NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels|xl/styles\.xml|xl/sharedStrings\.xml"
    r"|xl/worksheets/[^/]+\.xml",
    re.IGNORECASE,
)
_DEFLATED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1


def is_workbook(data: bytes) -> bool:
    """Return whether a file is packed like a workbook."""
    return data.startswith(_ZIP)


def find_other_kind(data: bytes) -> Said | None:
    """Return what a file is that is neither a packed workbook nor text; None when it may be text."""
    for start, kind in _KINDS:
        if data.startswith(start):
            return kind
    if data.startswith(_OLE):
        return say("an old Excel workbook (.xls)")
    return say("a web page or XML") if _MARKUP.match(data) else None


def is_protected(data: bytes) -> bool:
    """Return whether a file is a workbook under a password, which is packed in the old way."""
    return data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data


def open_parts(data: bytes, defects: Defects) -> Mapping[str, bytes] | None:
    """
    Return the parts of a workbook that are read, by name; None when there is a reason not to read any.

    All reasons are added to the findings.
    """
    if data.count(_ENTRY) > PARTS:  # before the list of parts is read: it alone may be large
        defects.add("unpacks-too-large", seen="–", parts=data.count(_ENTRY), allowed=UNPACKED_MB, most=PARTS)
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            entries = [each for each in file.infolist() if not each.is_dir()]
            if not _is_fit(entries, defects):
                return None
            parts = {each.filename: _unpacked(file, each) for each in entries if _is_text(each.filename)}
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as error:
        defects.add("broken", detail=str(error) or type(error).__name__)
        return None
    _check_content(parts, defects)
    return (
        None
        if defects.has_errors
        else {name: part for name, part in parts.items() if _NEEDED.fullmatch(name)}
    )


def pack_parts(parts: Mapping[str, bytes]) -> io.BytesIO:
    """Return parts in a plain container."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    out.seek(0)
    return out


def _unpacked(file: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with file.open(entry) as part:
        return part.read(entry.file_size)  # with a size, so that a forged one cannot make it more


def _is_text(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _is_fit(entries: list[zipfile.ZipInfo], defects: Defects) -> bool:
    """Look at the list of parts alone."""
    names = [each.filename for each in entries]
    unpacked_mb = sum(each.file_size for each in entries) / MB
    packed_mb = sum(each.compress_size for each in entries) / MB
    if unpacked_mb > UNPACKED_MB or len(entries) > PARTS:
        defects.add(
            "unpacks-too-large", seen=round(unpacked_mb), parts=len(entries), allowed=UNPACKED_MB, most=PARTS
        )
    elif unpacked_mb > _RATIO_FROM_MB and unpacked_mb > _RATIO * packed_mb:
        defects.add("shrinks-too-much", seen=round(unpacked_mb), allowed=_RATIO)
    if defects.has_errors:
        return False
    lower = {name.lower() for name in names}
    if "xl/workbook.xml" not in lower:
        kinds = (kind for start, kind in _ZIPPED if any(name.startswith(start) for name in lower))
        defects.add("other-format", seen=next(kinds, say("an archive")))
    elif any(each.flag_bits & _ENCRYPTED for each in entries):
        defects.add("password")
    elif len(lower) < len(names):
        defects.add("broken", detail=say("two parts have one name"))
    elif not all(each.compress_type in _DEFLATED for each in entries):
        defects.add("broken", detail=say("it is packed in an unusual way"))
    for rule_id, pattern in (("macros", _MACROS), ("external-links", _LINKS), ("embedded", _INSIDE)):
        found = next((name for name in names if pattern.search(name)), None)
        if found is not None:
            defects.add(rule_id, found)
    return not defects.has_errors


def _check_content(parts: Mapping[str, bytes], defects: Defects) -> None:
    for name, part in parts.items():
        # without the zeros of UTF-16, in which the words would else be missed
        if _DECLARES.search(part.replace(b"\0", b"")):
            defects.add("declares-entities", name)
    types = next((part for name, part in parts.items() if name.lower() == "[content_types].xml"), b"")
    if _MACRO_TYPE.search(types.replace(b"\0", b"")):
        defects.add("macros", "[Content_Types].xml")
