"""Readers: official files → tidy tables. A module or folder per publisher, with its ``TABLES``.

``TABLES`` of a module names what builds each table; what the table is stands in ``tables.yml``.
"""

from __future__ import annotations

import importlib
import pkgutil

from cohesion.errors import DataError
from cohesion.readers.shared import declared
from cohesion.readers.shared.table import Table


def all_tables() -> list[tuple[Table, str]]:
    """Return every declared table with the module that builds it, ordered by table name."""
    found: dict[str, tuple[Table, str]] = {}
    for info in pkgutil.walk_packages(__path__, f"{__name__}."):
        module = importlib.import_module(info.name)
        for table in declared.tables_of(module):
            if table.name in found:
                raise DataError(
                    f"two readers build '{table.name}'.", cure="Give one of them another name."
                )
            found[table.name] = (table, module.__name__)
    declared.check_all_are_built(set(found))
    return [found[name] for name in sorted(found)]
