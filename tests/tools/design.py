"""The files of the programme design, copied into a folder of its own and spoilt there."""

from __future__ import annotations

import functools
import pickle
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


def content_of(file: Path) -> Any:
    """Return the content of a YAML file, to be changed: each time a copy of its own."""
    return pickle.loads(_packed(file.read_bytes()))


# In C, and once for all tests: by PyYAML's own loader in Python each takes a quarter of a second.
@functools.lru_cache(maxsize=128)
def _packed(content: bytes) -> bytes:
    return pickle.dumps(yaml.load(content, yaml.CSafeLoader))


def dumped(content: Any, **options: Any) -> str:
    """Return content as YAML, its keys in their order."""
    return yaml.dump(
        content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, **options
    )


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
    content = content_of(before)
    change(content)
    text = dumped(content, explicit_end=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return folder
