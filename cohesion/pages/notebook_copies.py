"""Notebooks to take away: with the tables, pictures and numbers that the book shows.

What a build keeps of a run are placeholders, which the pages fill. A copy for readers holds the
published results themselves, so that it can be read without the project.
"""

from __future__ import annotations

import base64
import html
import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cohesion.publishing.readable import plain_text, readable

#: A placed result in a text or an output, with fence of colons or backticks and any body.
_PLACED = re.compile(
    r"^(?P<fence>:{3,}|`{3,})\{published\} (?P<name>[a-z0-9-]+)[^\n]*\n"
    r"(?P<body>.*?)^(?P=fence)[ ]*$",
    re.MULTILINE | re.DOTALL,
)

Items = Mapping[str, Mapping[str, Any]]


def write_copies(results: Path, items: Items, folder: Path) -> list[Path]:
    """Write a readable copy of every executed notebook below ``results`` into ``folder``.

    What lies there of an earlier build goes: a notebook that has become a page without code, or
    has another name, is not offered any more.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    written = []
    for executed in sorted(results.glob("[!.]*/executed.ipynb")):
        content = readable_copy(json.loads(executed.read_text("utf-8")), items, results)
        file = folder / f"{executed.parent.name}.ipynb"
        text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
        file.write_text(text + "\n", encoding="utf-8", newline="")
        written.append(file)
    return written


def readable_copy(notebook: dict[str, Any], items: Items, results: Path) -> dict[str, Any]:
    """Return a notebook with every placeholder replaced by what was published.

    Parameters
    ----------
    notebook : dict
        Notebook format 4, as it was executed.
    items : mapping
        Published results by name.
    results : Path
        Where the figures lie, as ``<notebook>/figures/<name>.svg``.
    """
    known = {
        "facts": {name: item["text"] for name, item in items.items() if item["kind"] == "fact"},
        "items": items,
    }

    def shown(text: str) -> str:
        parts, end = [], 0
        for match in _PLACED.finditer(text):
            parts += [plain_text(text[end : match.start()], **known)]
            parts += [_shown(items.get(match["name"]), results, known)]
            end = match.end()
        return "".join(parts) + plain_text(text[end:], **known)

    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = shown(_joined(cell["source"]))
            continue
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "text/markdown" in data:
                data["text/markdown"] = shown(_joined(data["text/markdown"]))
    return notebook


def _joined(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)


def _shown(item: Mapping[str, Any] | None, results: Path, known: dict[str, Any]) -> str:
    """Return a published result as Markdown with HTML, which every notebook program shows."""
    if item is None:
        return ""
    if item["kind"] == "prose":
        return plain_text(item["body"], **known)
    if item["kind"] == "table":
        heads = "".join(f'<th scope="col">{_text(c["head"], known)}</th>' for c in item["columns"])
        rows = "".join(
            "<tr>" + "".join(f"<td>{_text(cell, known)}</td>" for cell in row) + "</tr>"
            for row in zip(*[column["cells"] for column in item["columns"]], strict=True)
        )
        body = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    else:
        picture = results / item["notebook"] / "figures" / f"{item['name']}.svg"
        code = base64.b64encode(picture.read_bytes()).decode("ascii")
        alt = _text(item["alt"], known)
        body = f'<img src="data:image/svg+xml;base64,{code}" alt="{alt}">'
    notes = f"\n\n{plain_text(item['notes'], **known)}" if item.get("notes") else ""
    return f"\n**{readable(item['caption'], **known)}**\n\n{body}{notes}\n"


def _text(text: str, known: dict[str, Any]) -> str:
    return html.escape(readable(str(text), **known), quote=True)
