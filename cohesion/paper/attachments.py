"""What the PDF carries inside: the files to take away and every published result."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from cohesion import paths

RESULTS = "results.json"
#: Ending → media type.
TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".json": "application/json",
}


def lay_out(folder: Path, items: dict[str, dict[str, Any]]) -> list[dict[str, str]]:
    """Put the files to attach at the top of a folder; return name, description and media type.

    They lie at the top because their path within the folder is the name that a reader sees. The
    zip of all files is left out: it would bring every document a second time.
    """
    files = sorted(paths.DELIVERABLES.glob("*.*")) if paths.DELIVERABLES.is_dir() else []
    files = [file for file in files if file.suffix in TYPES and file.name != RESULTS]
    known = {file.name for file in files} | {RESULTS}
    for old in folder.iterdir():
        if old.is_file() and old.suffix in TYPES and old.name not in {*known, "book.json"}:
            old.unlink()
    for file in files:
        shutil.copyfile(file, folder / file.name)
    # The same text as in the HTML edition, whether or not that was built before.
    ordered = [items[name] for name in sorted(items)]
    text = json.dumps(ordered, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / RESULTS).write_text(text, encoding="utf-8")
    return [
        {"name": name, "type": TYPES[Path(name).suffix], "description": name}
        for name in [*(file.name for file in files), RESULTS]
    ]
