"""The manifest beside each table: what it is, where it comes from, and its checksum."""

from __future__ import annotations

import copy
import functools
from pathlib import Path
from typing import Any

import yaml

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files.hashes import sha256

REQUIRED = (
    "name", "title_en", "title_es", "level", "publisher", "publication", "url", "licence",
    "licence_checked", "origin", "sources", "editions", "columns", "gaps", "breaks", "defects",
    "rows", "sha256", "reader", "verification",
)  # fmt: skip

#: How far a row is verified; each manifest counts its rows by these words.
STANDINGS = ("verified", "spot_checked", "unverifiable")

# The same safe loader in C where PyYAML has it: every notebook reads every manifest.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def table_path(name: str, folder: Path = paths.DATA) -> Path:
    """Return the file of a table."""
    return folder / f"{name}.csv"


def manifest_path(name: str, folder: Path = paths.DATA) -> Path:
    """Return the file of a table's manifest."""
    return folder / f"{name}.csv.yml"


def load(name: str, folder: Path = paths.DATA) -> dict[str, Any]:
    """Return the manifest of a table; a missing or incomplete one raises :class:`DataError`."""
    file = manifest_path(name, folder)
    if not file.is_file():
        raise DataError(
            f"the table '{name}' has no manifest.",
            file=file,
            cure="Every table of data/ is built with its manifest: run make data.",
        )
    manifest = read(file)
    for field in REQUIRED:
        if field not in manifest:
            raise DataError(
                f"the manifest lacks '{field}'.",
                file=file,
                column=field,
                cure="Restore it from the repository, or run make data.",
            )
    if manifest["name"] != name:
        raise DataError(
            f"the manifest is that of '{manifest['name']}'.",
            file=file,
            column="name",
            cure="Restore it from the repository, or run make data.",
        )
    _check_verification(manifest, file)
    return manifest


def read(file: Path) -> dict[str, Any]:
    """Return the content of a manifest's file; one that cannot be read raises DataError."""
    try:
        content = copy.deepcopy(_parsed(file.read_bytes()))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DataError(
            f"the manifest cannot be read ({str(error).splitlines()[0]}).",
            file=file,
            cure="Restore it from the repository, or run make data.",
        ) from None
    # A checksum of digits alone would be a number to YAML.
    if not isinstance(content, dict) or not isinstance(content.get("sha256"), str):
        raise DataError(
            "the manifest lacks 'sha256', or it is no text.",
            file=file,
            column="sha256",
            cure="Restore it from the repository, or run make data.",
        )
    return content


@functools.lru_cache(maxsize=512)
def _parsed(content: bytes) -> Any:
    # Every call opens the file, so that whoever asks is known to rest on it; the same bytes are
    # parsed once.
    return yaml.load(content.decode("utf-8"), Loader=_LOADER)


def _check_verification(manifest: dict[str, Any], file: Path) -> None:
    """Raise :class:`DataError` unless every row is counted once and the comparison is named."""
    entry, rows = manifest["verification"], manifest["rows"]
    problem = ""
    if not isinstance(entry, dict) or not {*STANDINGS, "against"} <= set(entry):
        problem = f"it needs {', '.join(STANDINGS)} and against."
    elif not all(type(entry[word]) is int and entry[word] >= 0 for word in STANDINGS):
        problem = "the numbers of rows must be whole and not negative."
    elif sum(entry[word] for word in STANDINGS) != rows:
        total = sum(entry[word] for word in STANDINGS)
        problem = f"its numbers add up to {total}, the table has {rows} rows."
    elif not str(entry["against"] or "").strip():
        problem = "it does not say against what rows were compared."
    if problem:
        raise DataError(
            f"the manifest's 'verification' is wrong: {problem}",
            file=file,
            column="verification",
            cure="Restore it from the repository, or run make data.",
        )


def rows_by_standing(manifest: dict[str, Any]) -> dict[str, int]:
    """Return the numbers of verified, spot-checked and unverifiable rows, by column head."""
    heads = ("Verified row by row", "Spot-checked", "Unverifiable")
    return {
        head: manifest["verification"][word] for head, word in zip(heads, STANDINGS, strict=True)
    }


def names(folder: Path = paths.DATA) -> list[str]:
    """Return the names of all tables, in alphabetical order."""
    return sorted(file.name.removesuffix(".csv") for file in folder.glob("*.csv"))


def check_sum(content: bytes, manifest: dict[str, Any], file: str | Path) -> None:
    """Raise :class:`DataError` if the bytes are not those that the manifest describes."""
    found = sha256(content)
    if found != manifest["sha256"]:
        raise DataError(
            f"the checksum is {found[:12]}…, the manifest says {manifest['sha256'][:12]}…: "
            + _why(content, manifest["sha256"]),
            file=file,
            cure=_LINE_ENDS
            if _with_line_ends(content, manifest["sha256"])
            else "Restore both from the repository, or rebuild both with make data.",
        )


_LINE_ENDS = (
    "Git changed the line ends of this copy: run git config core.autocrlf false, then "
    "git rm -r --cached -q . and git reset --hard (it drops your own changes)."
)


def _with_line_ends(content: bytes, wanted: str) -> bool:
    """Whether the bytes are the right ones but for the ends of their lines."""
    return b"\r\n" in content and sha256(content.replace(b"\r\n", b"\n")) == wanted


def _why(content: bytes, wanted: str) -> str:
    if _with_line_ends(content, wanted):
        return "its lines end as on Windows, everything else is right."
    return "the table was changed by hand, cut off, or its manifest is stale."
