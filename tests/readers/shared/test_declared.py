"""``tables.yml``: whole and strict, nothing said twice, and every slip named with its place."""

from __future__ import annotations

import types

import pytest
import yaml as plain_yaml

from cohesion import readers
from cohesion.errors import DataError
from cohesion.readers import coneval, lapop
from cohesion.readers.shared import declared
from cohesion.readers.shared.table import Reads
from cohesion.tables import manifest
from tests.tools.each import each

TEXT = """common:
  level: state
  publisher: An office
  licence: free
  licence_checked: 2026-11-22
tables:
  first:
    title_en: First
    title_es: Primera
    publication: Yearbook
    url: https://example.org
    origin: official file
    route: by post
    gaps:
      - &gap No year of 2009.
    verified: 3 of 3 sums
  second:
    title_en: Second
    title_es: Segunda
    level: national
    publication: Yearbook
    url: https://example.org
    origin: extraction
    route: by post
    gaps:
      - *gap
    verified: one figure
    standing:
      all: spot_checked
...
"""


@pytest.fixture
def spoilt(tmp_path):
    """Return what reading the small file says after one replacement in it."""

    def read(old: str, new: str) -> DataError:
        assert TEXT.count(old) >= 1, old
        file = tmp_path / "x.tables.yml"
        file.write_text(TEXT.replace(old, new, 1), "utf-8")
        with pytest.raises(DataError) as caught:
            declared.described(file)
        assert caught.value.file == file.name
        assert caught.value.cure
        return caught.value

    return read


def test_a_table_is_what_it_says_and_what_is_common(tmp_path):
    file = tmp_path / "x.tables.yml"
    file.write_text(TEXT, "utf-8")
    found = declared.described(file)
    assert list(found) == ["first", "second"]
    assert (found["first"].level, found["second"].level) == ("state", "national")
    assert {one.publisher for one in found.values()} == {"An office"}
    assert found["second"].gaps == found["first"].gaps == ("No year of 2009.",)
    assert found["second"].standing == {"all": "spot_checked"}


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("    route: by post\n", "", "first", "required"),
        ("    route:", "    rout:", "first", "rout"),
        ("  level: state", "  levels: state", "common", "levels"),
        ("  level: state", "  level: country", "first", "level"),
        ("origin: extraction", "origin: hearsay", "second", "origin"),
        ("all: spot_checked", "all: checked", "second", "standing"),
        ("2026-11-22", "soon", "first", "date"),
        ("title_es: Segunda", "title_es: ''", "second", "empty"),
        ("level: national", "level: state", "second", "'level' says again"),
        ("verified: 3 of 3 sums", "verified: 3", "first", "string"),
        ("  second:\n", "  first:\n", "", "stands twice"),
        ("...\n", "", "", "does not end"),
        ("tables:\n", "table:\n", "table", "tables"),
    ],
)
def test_a_slip_is_named_with_table_and_key(spoilt, old, new, place, said):
    error = spoilt(old, new)
    assert place in f"{error.row} {error.column}"
    assert said in str(error)


def test_each_publisher_has_its_file_beside_its_readers():
    assert declared.file_of(lapop) == declared.ROOM / "lapop.tables.yml"
    assert declared.file_of(coneval) == declared.ROOM / "coneval/tables.yml"
    assert declared.file_of("cohesion.readers.coneval.inventory") == declared.file_of(coneval)
    assert all(file.is_file() for file in declared.files())
    assert declared.files()


def module_with(**reads) -> types.ModuleType:
    module = types.ModuleType("cohesion.readers.lapop")
    module.TABLES = {name: Reads(lambda root: None, files) for name, files in reads.items()}
    return module


def test_a_reader_gets_its_tables_with_what_it_reads():
    (table,) = declared.tables_of(module_with(lapop_trust_national=("a.csv",)))
    assert (table.name, table.sources, table.level) == (
        "lapop_trust_national", ("a.csv",), "national",
    )  # fmt: skip
    assert table.licence_checked == "2026-11-22"
    assert table.standing == "unverifiable"
    assert declared.tables_of(types.ModuleType("cohesion.readers.nothing")) == []


def test_a_table_that_nobody_describes_or_builds_is_an_error():
    with pytest.raises(DataError, match="nothing describes the table 'lapop_more'"):
        declared.tables_of(module_with(lapop_more=()))
    with pytest.raises(DataError, match="no reader builds the table 'articulo19_attacks_states'"):
        declared.check_all_are_built(set())
    declared.check_all_are_built(set(manifest.names()))


def test_no_two_readers_build_one_table(monkeypatch):
    monkeypatch.setattr(declared, "tables_of", lambda module: [types.SimpleNamespace(name="x")])
    with pytest.raises(DataError, match="two readers build 'x'"):
        readers.all_tables()


@each(declared.files(), name=lambda file: file.parent.name + file.stem)
def test_what_all_tables_of_a_publisher_share_is_said_once(file):
    content = plain_yaml.safe_load(file.read_text("utf-8"))
    tables = list(content["tables"].values())
    assert ("common" in content) == (len(tables) > 1)
    for key in set.intersection(*map(set, tables)):
        values = {repr(table[key]) for table in tables}
        assert len(tables) == 1 or len(values) > 1, f"{key} is the same in all: say it in common"


def test_manifests_repeat_what_is_declared():
    for table, module in readers.all_tables():
        described = manifest.load(table.name)
        for key in ("title_en", "title_es", "level", "publisher", "url", "licence", "route"):
            assert described[key] == getattr(table, key), (table.name, key)
        for key in ("gaps", "breaks", "defects", "incomplete"):
            assert tuple(described[key]) == getattr(table, key), (table.name, key)
        assert described["reader"] == module
