"""A pack as a folder: reading it with all defects, writing it whole or not at all, its hash, its canonical form."""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import importlib.resources
import shutil
import tempfile
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import polars as pl

from haidang.base.errors import NameUnknownError, UseError
from haidang.base.text import say
from haidang.core.pack.checking import check_content
from haidang.core.pack.content import Content
from haidang.core.pack.defects import Finding, Findings, PackError
from haidang.core.pack.tables import BY_NAME, FILE_LIMIT_MB, TABLES
from haidang.files.csv_tables import read_csv, write_csv
from haidang.files.package import FILE, Package, read_package, write_package
from haidang.files.parquet_tables import read_parquet, write_parquet

_MB = 1024 * 1024
BUNDLED = "haiphong"


def find_folder(pack: str) -> Path:
    """
    Return the folder of a pack named by its path or, for a bundled one, by its name.

    Raises
    ------
    NameUnknownError
        When there is neither.
    """
    path = Path(pack)
    if path.is_dir():
        return path
    bundled = Path(str(importlib.resources.files("haidang"))) / "packs"
    names = sorted(each.name for each in bundled.iterdir() if (each / FILE).is_file())
    if pack in names:
        return bundled / pack
    raise NameUnknownError(say("pack, neither a folder nor a bundled one,"), pack, names)


def read_content(folder: Path) -> tuple[Content | None, Findings]:
    """
    Read the tables of a pack.

    Returns
    -------
    content
        None without a usable description; else every table that could be read.
    findings
        Defects of the description and of files as a whole; those of cells and meaning are found by `check`.
    """
    package, findings = read_package(folder)
    if package is None:
        return None, findings
    frames: dict[str, pl.DataFrame] = {}
    lacking = {name: BY_NAME[name].names for name in package.named}
    for name, path in package.paths.items():
        size_mb = (folder / path).stat().st_size / _MB
        if size_mb > FILE_LIMIT_MB:
            findings.add(
                Finding(
                    "file-too-large", path, None, "", "", {"seen": round(size_mb), "allowed": FILE_LIMIT_MB}
                )
            )
            continue
        data = (folder / path).read_bytes()
        read = read_csv if path.endswith(".csv") else read_parquet
        frame, found = read(data, BY_NAME[name], path)
        findings.merge(found)
        if frame is not None:
            frames[name] = _with_all_columns(frame, name)
            lacking[name] = tuple(column for column in BY_NAME[name].required if column not in frame.columns)
    return Content(package.description, frames, dict(package.paths), lacking), findings


def _with_all_columns(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    # what the header lacks has been named if it is required; later checks read it as empty
    absent = [column for column in BY_NAME[name].columns if column.name not in frame.columns]
    return frame.with_columns(
        pl.lit(None, dtype=pl.String if column.kind in ("text", "number") else pl.Categorical).alias(
            column.name
        )
        for column in absent
    )


def check_folder(folder: Path, *, with_warnings: bool = True) -> tuple[Content | None, Findings]:
    """Return the content of a pack and every defect of it."""
    content, findings = read_content(folder)
    if content is not None:
        findings.merge(check_content(content, with_warnings=with_warnings))
    return content, findings


def open_content(folder: Path) -> Content:
    """
    Return the content of a pack that has no errors.

    Raises
    ------
    PackError
        With all its errors.
    """
    content, findings = check_folder(folder, with_warnings=False)
    if content is None or findings.count("error"):
        raise PackError(findings, str(folder))
    return content


def render(content: Content, form: str = "csv") -> dict[str, bytes]:
    """Return the files of a pack in canonical form: name to bytes, `datapackage.json` first."""
    write = write_csv if form == "csv" else write_parquet
    paths = {table.name: f"{table.name}.{form}" for table in TABLES if table.name in content.frames}
    files = {FILE: write_package(Package(content.description, paths))}
    for name, path in paths.items():
        files[path] = write(content.frames[name], BY_NAME[name])
    return files


def hash_content(content: Content, *, without: Collection[str] = ()) -> str:
    """
    Return the hash of a pack's content, the same for the same content in CSV or Parquet.

    SHA-256 over name and bytes of every canonical CSV file, in the order of the tables, the description first; tables
    named in `without` are left out.
    """
    frames = {name: frame for name, frame in content.frames.items() if name not in without}
    digest = hashlib.sha256()
    for name, data in render(dataclasses.replace(content, frames=frames)).items():
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def write_folder(files: Mapping[str, bytes], folder: Path, *, replace: Iterable[str] = ()) -> None:
    """
    Write files into a folder, all or none: when one cannot be put in its place, the old ones are put back.

    Parameters
    ----------
    files
        Name to bytes.
    folder
        Made when it does not exist.
    replace
        Names of old files to take away when the new ones are in place.

    Raises
    ------
    UseError
        When the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".haidang-", dir=folder) as scratch:
            new: dict[str, Path | None] = dict.fromkeys(replace)
            for number, (name, data) in enumerate(files.items()):
                new[name] = Path(scratch) / f"new-{number}"
                (Path(scratch) / f"new-{number}").write_bytes(data)
            _exchange(new, folder, Path(scratch))
    except OSError as error:
        raise UseError(
            say(
                "«{folder}» cannot be written: {detail}.",
                folder=str(folder),
                detail=error.strerror or str(error),
            ),
            say("Name a folder that you may write to."),
        ) from None


def _exchange(new: Mapping[str, Path | None], folder: Path, scratch: Path) -> None:
    """Move the old files out of the folder and the new ones in, or leave everything where it was."""
    moved: list[tuple[Path, Path]] = []
    try:
        for number, (name, file) in enumerate(new.items()):
            place, aside = folder / name, scratch / f"old-{number}"
            if place.is_dir():
                raise IsADirectoryError(errno.EISDIR, f"{name} is a folder")
            if place.exists() or place.is_symlink():
                place.replace(aside)
                moved.append((place, aside))
            if file is not None:
                file.replace(place)
                moved.append((file, place))
    except OSError:
        for source, target in reversed(moved):
            target.replace(source)
        raise


def copy_folder(source: Path, target: Path) -> None:
    """Copy a pack's files into a new folder; refuse one that holds anything."""
    refuse_filled(target)
    try:
        shutil.copytree(source, target, dirs_exist_ok=True)
    except OSError as error:
        raise UseError(
            say(
                "«{folder}» cannot be written: {detail}.",
                folder=str(target),
                detail=error.strerror or str(error),
            ),
            say("Name a folder that you may write to."),
        ) from None


def refuse_filled(folder: Path) -> None:
    """
    Refuse a folder that exists and is not empty.

    Raises
    ------
    UseError
        When there is anything in it.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UseError(
            say("«{folder}» exists and is not empty.", folder=str(folder)),
            say("Name a new folder; nothing is overwritten."),
        )
