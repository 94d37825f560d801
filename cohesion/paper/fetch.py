"""What WeasyPrint may open while it sets pages: files of the project and of its environment.

A text that a table or a YAML file brings must not make the PDF call an address of the network, nor
open a file elsewhere. What is refused, or missing, ends the build: a page with a hole in it would
otherwise go out in silence. Import this module only where WeasyPrint is known to be there.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from weasyprint.urls import FatalURLFetchingError, URLFetcher

from cohesion import paths
from cohesion.errors import DataError, shown_path

#: Where the pages for print are made.
WORK = paths.BUILD / "print"


class LocalFetcher(URLFetcher):
    """Opens files below the project, its build folder and the environment, and ``data:`` texts."""

    def __init__(self) -> None:
        super().__init__(
            allowed_protocols=("file", "data"), allow_redirects=False, fail_on_errors=True
        )
        self._refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        """Return what stands at an address, or end the setting of the pages."""
        problem = refusal(url)
        if problem:
            self._refused.append(problem)
            raise FatalURLFetchingError(problem)
        return super().fetch(url, headers)

    def check(self) -> None:
        """End the build if anything was refused: inside a drawing WeasyPrint goes on without."""
        if self._refused:
            raise FatalURLFetchingError(self._refused[0])


def refusal(url: str) -> str:
    """Return why an address is not opened, or '' for one that may be."""
    parts = urlsplit(url)
    if parts.scheme == "data":
        return ""
    if parts.scheme != "file" or parts.netloc:
        return f"the print edition asks for '{url[:120]}', which is not a file of the project."
    file = Path(url2pathname(parts.path)).resolve()
    # Fonts come with installed packages; the environment may be a link to another folder.
    roots = (paths.ROOT, paths.BUILD, Path(sys.prefix), Path(sys.base_prefix))
    if not any(file.is_relative_to(root.resolve()) for root in roots):
        return f"the print edition asks for '{file.name}' outside the project."
    if not file.is_file():
        return f"the print edition asks for a missing file: {shown_path(file)}."
    return ""


@contextlib.contextmanager
def refusals_told() -> Iterator[None]:
    """Turn an address that was refused into an error that names the cure.

    Raises
    ------
    DataError
        The pages ask for something that may not be opened, or that is not there.
    """
    try:
        yield
    except FatalURLFetchingError as error:
        raise DataError(
            str(error),
            cure="Look for the address in book/static/print.css and in the pages; print only "
            "figures that a notebook publishes.",
        ) from None
