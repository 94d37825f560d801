"""What a build notes about its configuration, without the folder in which it was made.

Sphinx keeps a hash of the configuration in ``.buildinfo``. Themes and extensions put absolute
paths into that configuration, so that the same book had another hash in every folder.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import BuildInfo, StandaloneHTMLBuilder
from sphinx.config import Config

from cohesion import paths

#: What stands for a folder: the environment's may lie inside the project's, so it comes first.
_NAMES = ("(environment)", "(project)")


class PortableConfig:
    """A configuration whose values name the project and the environment instead of their folders.

    Parameters
    ----------
    config : Config
        Sphinx's configuration.
    environment, project : Path
        The two folders.
    """

    def __init__(self, config: Config, environment: Path, project: Path) -> None:
        self._config = config
        self._folders = tuple(zip(map(str, (environment, project)), _NAMES, strict=True))

    def filter(self, rebuild: Any) -> Iterator[SimpleNamespace]:
        """Yield the values of some categories as Sphinx's own configuration does."""
        for one in self._config.filter(rebuild):
            yield SimpleNamespace(name=one.name, value=without_folders(one.value, self._folders))


def without_folders(value: Any, folders: Iterable[tuple[str, str]]) -> Any:
    """Return a value in which each folder's path is a name, whatever lists or tables hold it."""
    if isinstance(value, dict):
        return {
            without_folders(key, folders): without_folders(one, folders)
            for key, one in value.items()
        }
    if isinstance(value, (list, tuple, set, frozenset)):
        return type(value)(without_folders(one, folders) for one in value)
    if isinstance(value, Path):
        value = str(value)
    if isinstance(value, str):
        for folder, name in folders:
            value = value.replace(folder, name)
    return value


def build_info(app: Sphinx) -> None:
    """Give the builder a note of its configuration that is the same in every folder."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        config = PortableConfig(app.config, Path(sys.prefix), paths.ROOT)
        app.builder.build_info = BuildInfo(config, app.tags, frozenset({"html"}))
