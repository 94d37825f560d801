"""Two copies of the project on two machines as unlike as one machine can make them."""

from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
from pathlib import Path

from cohesion import paths

#: Two machines as unlike as one machine can make them.
HERE = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "USER": "first",
        "LOGNAME": "first"}  # fmt: skip
THERE = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "4711", "USER": "second",
         "LOGNAME": "second", "COHESION_COLD_KERNELS": "1"}  # fmt: skip


def copy_of_the_project(place: Path) -> None:
    """Copy what git knows (or, without git, all but what is built)."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=paths.ROOT,
        capture_output=True, check=False,
    )  # fmt: skip
    names = [name for name in listed.stdout.decode().split("\0") if name]
    if not names:
        skipped = shutil.ignore_patterns("_build", ".venv", "__pycache__", ".git")
        shutil.copytree(paths.ROOT, place, ignore=skipped)
        return
    for name in names:
        source = paths.ROOT / name
        if source.is_file() and not source.is_symlink():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, place / name)


def environment(machine: dict[str, str], home: Path) -> dict[str, str]:
    home.mkdir(parents=True, exist_ok=True)
    return {"PATH": os.environ["PATH"], "HOME": str(home), **machine}


def differences(one: Path, other: Path) -> list[str]:
    """Return the files that are not the same bytes in two folders."""
    files = [{file.relative_to(folder) for file in folder.rglob("*") if file.is_file()}
             for folder in (one, other)]  # fmt: skip
    unlike = [file for file in files[0] & files[1]
              if not filecmp.cmp(one / file, other / file, shallow=False)]  # fmt: skip
    return sorted(map(str, (files[0] ^ files[1]) | set(unlike)))
