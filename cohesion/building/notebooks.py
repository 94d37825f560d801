"""The notebooks of the book, parsed the way MyST-NB does."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cohesion import paths
from cohesion.checking import sources
from cohesion.files import hashes

_CELL_WITHOUT_OPTIONS = re.compile(r"^(`{3,}\{code-cell\}[^\n]*\n)(?!:|---)", re.MULTILINE)


@dataclass(frozen=True)
class Notebook:
    """A notebook of the book: its file, the stage at which it runs, and its parsed content."""

    name: str
    path: Path
    stage: int
    content: Any

    @property
    def code_hash(self) -> str:
        """Changes when a code cell changes; prose may change without a new run."""
        cells = [cell.source for cell in self.content.cells if cell.cell_type == "code"]
        return hashes.sha256(json.dumps(cells).encode())

    @property
    def folder(self) -> Path:
        """Where its results lie."""
        return paths.RESULTS / self.name


def read_notebook(path: Path) -> Notebook:
    """Parse a MyST Markdown notebook the way MyST-NB does.

    Raises
    ------
    DataError
        No UTF-8, or a first block without kernel or stage.
    """
    from myst_nb.core.read import read_myst_markdown_notebook
    from myst_parser.config.main import MdParserConfig

    text = sources.read(path)
    sources.check_front_matter(text, path, notebook=True)
    text = folded(text)
    content = read_myst_markdown_notebook(text, MdParserConfig(), add_source_map=True, path=path)
    stage = int(content.metadata.get("cohesion", {}).get("stage", 1))
    return Notebook(path.stem, path, stage, content)


def folded(text: str) -> str:
    """Return a notebook's text with every code cell marked to be folded on its page."""
    return _CELL_WITHOUT_OPTIONS.sub(r"\1:tags: [hide-input]\n\n", text)


def notebooks_of_book() -> list[Notebook]:
    """Return the notebooks that the table of contents names, in reading order."""
    files = [name for name in sources.toc_files() if sources.runs(name)]
    return [read_notebook(paths.ROOT / f"{name}.md") for name in files]
