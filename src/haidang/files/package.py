"""
`datapackage.json`: the description of a pack, a Frictionless Data Package v2.

Decides what stands in it (the Table Schemas come from the one definition of the tables) and reads it back with
every defect named. Paths lead to plain files of the folder and nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from haidang.base.days import parse_day
from haidang.base.errors import DataError, HaidangError
from haidang.base.text import LANGUAGES, Name, Said, say
from haidang.core.evidence import Description
from haidang.core.pack.content import DESCRIPTION
from haidang.core.pack.defects import Finding, Findings
from haidang.core.pack.tables import BY_NAME, FORMAT, TABLES, Column, Table
from haidang.files.removals import read_removal, write_removal

FILE = DESCRIPTION
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TABLE_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
_TYPES = {"number": "number", "integer": "integer", "boolean": "boolean", "day": "date"}
_LICENCES = {
    "CC-BY-4.0": {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"},
    "CC0-1.0": {"name": "CC0-1.0", "path": "https://creativecommons.org/publicdomain/zero/1.0/"},
}


@dataclass(frozen=True, slots=True)
class Package:
    """A description, the file of each table, and the tables that it names, with a usable file or without."""

    description: Description
    paths: Mapping[str, str]
    named: frozenset[str] = frozenset()


def table_schema(table: Table) -> dict[str, Any]:
    """Return the Table Schema of a table."""
    schema: dict[str, Any] = {
        "$schema": _TABLE_PROFILE,
        "fields": [_field(column) for column in table.columns],
    }
    if len(table.key) == 1:
        schema["primaryKey"] = list(table.key)
    links = [
        {"fields": [column.name], "reference": {"resource": column.to, "fields": [BY_NAME[column.to].key[0]]}}
        for column in table.columns
        if column.kind == "ref"
    ]
    if links:
        schema["foreignKeys"] = links
    schema["missingValues"] = [""]
    return schema


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.kind, "string"),
        "description": column.doc,
    }
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    if column.low is not None:
        constraints["minimum"] = column.low
    if column.high is not None:
        constraints["maximum"] = column.high
    if constraints:
        field["constraints"] = constraints
    return field


def write_package(package: Package) -> bytes:
    """Return `datapackage.json` in canonical form."""
    about = package.description
    content: dict[str, Any] = {"$schema": _PROFILE, "name": about.name, "title": about.title.in_("en")}
    if about.note:
        content["description"] = about.note
    if about.version:
        content["version"] = about.version
    if about.licence:
        content["licenses"] = [_LICENCES.get(about.licence, {"name": about.licence})]
    content["haidang"] = {
        "format": FORMAT,
        "title": {"vi": about.title.vi, "en": about.title.en, "fr": about.title.fr},
        "review_day": about.review_day.isoformat() if about.review_day else None,
        "document_id": about.document_id or None,
        "area_id": about.area_id or None,
        "horizon": {
            table.name: about.horizon[table.name].isoformat()
            for table in TABLES
            if table.name in about.horizon
        },
    }
    if about.removals:
        content["haidang"]["removals"] = [write_removal(each) for each in about.removals]
    present = dict(package.paths)
    content["resources"] = [
        _resource(table, present[table.name], set(present)) for table in TABLES if table.name in present
    ]
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(table: Table, path: str, present: set[str]) -> dict[str, Any]:
    form = PurePosixPath(path).suffix.lstrip(".")
    schema = table_schema(table)
    schema["foreignKeys"] = [
        link for link in schema.get("foreignKeys", []) if link["reference"]["resource"] in present
    ]
    if not schema["foreignKeys"]:
        del schema["foreignKeys"]
    media = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
    return {
        "name": table.name,
        "type": "table",
        "path": path,
        "format": form,
        "mediatype": media.get(form, ""),
        "encoding": "utf-8",
        "title": table.doc,
        "schema": schema,
    }


def read_package(folder: Path) -> tuple[Package | None, Findings]:
    """
    Read the description of the pack in `folder`.

    Returns
    -------
    package
        None when nothing can be done with it.
    findings
        What is wrong with it.
    """
    findings = Findings()
    place = folder / FILE
    if not place.is_file():
        findings.add(Finding("no-package", FILE))
        return None, findings
    try:
        content = json.loads(place.read_bytes())
        if (
            not isinstance(content, dict)
            or not isinstance(content.get("resources"), list)
            or not content["resources"]
        ):
            raise _unusable(say("«resources» must list at least one table"))
        description = _read_description(content)
    except (ValueError, KeyError, TypeError, AttributeError, HaidangError, RecursionError) as error:
        findings.add(Finding("bad-package", FILE, None, "", "", {"detail": _detail(error)}))
        return None, findings
    paths: dict[str, str] = {}
    for resource in content["resources"]:
        _read_resource(folder, resource, paths, findings)
    names = (resource.get("name") for resource in content["resources"] if isinstance(resource, dict))
    named = frozenset(name for name in names if isinstance(name, str) and name in BY_NAME)
    return Package(description, paths, named), findings


def _unusable(problem: Said) -> DataError:
    return DataError(problem, say("Mend datapackage.json."))


def _detail(error: Exception) -> object:
    if isinstance(error, RecursionError):
        return say("it is nested too deeply")
    if isinstance(error, HaidangError):
        return error.problem
    if isinstance(error, json.JSONDecodeError):
        return say("it is not JSON at line {line}, column {column}", line=error.lineno, column=error.colno)
    if isinstance(error, UnicodeDecodeError):
        return say("it is not UTF-8")
    return str(error) or type(error).__name__


def _read_description(content: Mapping[str, Any]) -> Description:
    own = content.get("haidang")
    if not isinstance(own, dict):
        raise _unusable(say("the object «haidang» is missing"))
    if own.get("format") != FORMAT:
        raise _unusable(
            say(
                "«haidang.format» is {seen}, this version reads {allowed}",
                seen=str(own.get("format")),
                allowed=FORMAT,
            )
        )
    if not isinstance(content.get("name"), str) or not content["name"]:
        raise _unusable(say("«name» is missing"))
    _check_texts(own, "haidang", ("document_id", "area_id"))
    title = own.get("title") or {}
    _check_texts(title, "haidang.title", LANGUAGES)
    horizon = own.get("horizon") or {}
    unknown = [name for name in horizon if name not in BY_NAME]
    if unknown:
        raise _unusable(say("«haidang.horizon» names «{seen}», which is no table", seen=unknown[0]))
    fallback = str(content.get("title", content["name"]))
    licences = content.get("licenses") or [{}]
    return Description(
        name=content["name"],
        title=Name(title.get("vi") or fallback, title.get("en", ""), title.get("fr", "")),
        version=str(content.get("version", "")),
        review_day=_day(own.get("review_day"), "haidang.review_day"),
        document_id=own.get("document_id") or "",
        area_id=own.get("area_id") or "",
        horizon={name: parse_day(str(day), f"haidang.horizon.{name}") for name, day in horizon.items()},
        licence=str(licences[0].get("name", "")),
        note=str(content.get("description", "")),
        removals=tuple(map(read_removal, own.get("removals") or ())),
    )


def _check_texts(content: Mapping[str, Any], where: str, names: tuple[str, ...]) -> None:
    for name in names:
        if not isinstance(content.get(name) or "", str):
            raise _unusable(say("«{name}» is not a text", name=f"{where}.{name}"))


def _day(value: object, where: str) -> date | None:
    return None if value is None else parse_day(str(value), where)


def _read_resource(folder: Path, resource: object, paths: dict[str, str], findings: Findings) -> None:
    if not isinstance(resource, dict) or not isinstance(resource.get("name"), str):
        findings.add(Finding("bad-package", FILE, None, "", "", {"detail": say("a resource has no name")}))
        return
    name, path = resource["name"], resource.get("path")
    if name not in BY_NAME:
        allowed = tuple(table.name for table in TABLES)
        findings.add(Finding("unknown-table", FILE, None, "resources", name, {"allowed": allowed}))
        return
    if name in paths:
        findings.add(Finding("table-twice", FILE, None, "resources", name))
        return
    if not isinstance(path, str) or not _is_inside(folder, path):
        findings.add(Finding("path-outside", FILE, None, "path", str(path)))
        return
    if PurePosixPath(path).suffix not in (".csv", ".parquet"):
        detail = say("the table «{name}» is neither .csv nor .parquet", name=name)
        findings.add(Finding("bad-package", FILE, None, "path", path, {"detail": detail}))
        return
    if not _is_file(folder / path):
        findings.add(Finding("no-file", path))
        return
    paths[name] = path


def _is_inside(folder: Path, path: str) -> bool:
    pure = PurePosixPath(path)
    if not path or pure.is_absolute() or ".." in pure.parts or "\\" in path or ":" in path or "\x00" in path:
        return False
    try:
        return (folder / path).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a link that leads to itself
        return False


def _is_file(place: Path) -> bool:
    try:
        return place.is_file()
    except OSError:  # a name longer than names can be
        return False
