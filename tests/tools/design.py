"""The files of the programme design, copied into a folder of its own and spoilt there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from cohesion import paths


def copied(place: Path) -> Path:
    """Copy the whole design below a place; return its folder."""
    folder = place / "programme"
    shutil.copytree(paths.PROGRAMME, folder)
    return folder


def spoilt(folder: Path, name: str, change: Callable[[Any], object]) -> Path:
    """Write one file of the design, with its content changed, into a folder; return the folder.

    Parameters
    ----------
    folder : Path
        Where it is written: an empty folder, or a copy of the design whose file is changed.
    name : str
        File name, with or without ``.yml``, as in ``profiles/sheet``.
    change : callable
        Takes the content and changes it in place.
    """
    name = f"{name.removesuffix('.yml')}.yml"
    file = folder / name
    before = file if file.exists() else paths.PROGRAMME / name
    content = yaml.safe_load(before.read_text("utf-8"))
    change(content)
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, explicit_end=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return folder
