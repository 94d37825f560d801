"""The notebooks of the book, parsed the way MyST-NB does."""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from cohesion import paths
from cohesion.checking import sources
from cohesion.files import hashes
from cohesion.files.remembered import Remembered

_CELL_WITHOUT_OPTIONS = re.compile(r"^(`{3,}\{code-cell\}[^\n]*\n)(?!:|---)", re.MULTILINE)


@dataclass(frozen=True)
class Notebook:
    """A notebook of the book.

    Attributes
    ----------
    name, path : str, Path
        Its name and file.
    stage : int
        Of the build, at which it runs.
    text : str
        What stands in the file.
    code_hash : str
        Changes when a code cell changes; prose may change without a new run.
    """

    name: str
    path: Path
    stage: int
    text: str
    code_hash: str

    @functools.cached_property
    def content(self) -> Any:
        """The notebook as MyST-NB reads it; parsed when it is asked for."""
        return _parsed(self.text, self.path)

    @property
    def folder(self) -> Path:
        """Where its results lie."""
        return paths.RESULTS / self.name


def read_notebook(path: Path, kept: Remembered | None = None) -> Notebook:
    """Read a MyST Markdown notebook.

    Parameters
    ----------
    kept : Remembered, optional
        Stage and hash of notebooks that did not change since.

    Raises
    ------
    DataError
        No UTF-8, or a first block without kernel or stage.
    """
    text = sources.read(path)
    sources.check_front_matter(text, path, notebook=True)

    def described() -> list[Any]:
        content = _parsed(text, path)
        cells = [cell.source for cell in content.cells if cell.cell_type == "code"]
        stage = int(content.metadata.get("cohesion", {}).get("stage", 1))
        return [stage, hashes.sha256(json.dumps(cells).encode())]

    stage, code = described() if kept is None else kept.of(text.encode("utf-8"), described)
    return Notebook(path.stem, path, stage, text, code)


def _parsed(text: str, path: Path) -> Any:
    from myst_nb.core.read import read_myst_markdown_notebook
    from myst_parser.config.main import MdParserConfig

    return read_myst_markdown_notebook(
        folded(text), MdParserConfig(), add_source_map=True, path=path
    )


def folded(text: str) -> str:
    """Return a notebook's text with every code cell marked to be folded on its page."""
    return _CELL_WITHOUT_OPTIONS.sub(r"\1:tags: [hide-input]\n\n", text)


def notebooks_of_book() -> list[Notebook]:
    """Return the notebooks that the table of contents names, in reading order."""
    files = [name for name in sources.toc_files() if sources.runs(name)]
    kept = Remembered("notebooks", metadata.version("myst-nb"))
    found = [read_notebook(paths.ROOT / f"{name}.md", kept) for name in files]
    kept.keep()
    return found


def recorded_seconds() -> dict[str, float]:
    """Return the seconds that each notebook took when they were last recorded, on request.

    They differ from run to run and from machine to machine: the book shows the recorded ones, and
    a first build orders its work by them.
    """
    file = paths.ROOT / "benchmarks" / "recorded.json"
    if not file.is_file():
        return {}
    return json.loads(file.read_text(encoding="utf-8"))["notebooks"]
