"""YAML that people write: read as YAML, and each usual slip told with its line."""

from __future__ import annotations

import datetime

import pytest

from cohesion.errors import DataError
from cohesion.files import yaml


@pytest.fixture
def written(tmp_path):
    def write(content: str | bytes):
        file = tmp_path / "x.yml"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return write


def test_what_is_good_is_read(written):
    file = written("a: &word Año\nb: [1, 2.5, *word]\nday: 2012-06-30\nc:\n  d: null\n...\n")
    found = yaml.read(file)
    assert found == {
        "a": "Año", "b": [1, 2.5, "Año"], "day": datetime.date(2012, 6, 30), "c": {"d": None},
    }  # fmt: skip
    yaml.check_whole(file)


@pytest.mark.parametrize(
    ("content", "row", "said"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "the key 'a' stands twice"),
        ("a: 1\nb:\n  c: 1\n  c: 1\n", 4, "the key 'c' stands twice"),
        ("a: 1\n  b: 2\n", 2, "not valid YAML"),
        ("a: [1, 2\nb: 3\n", 2, "not valid YAML"),
        ("a: 1\nb: x\x07y\n", 2, "not valid YAML"),
        ("a: 1\nb: 2012-13-40\n", 2, "a value cannot be read"),
        ("- 1\n- 2\n", 1, "holds no keys"),
        ("", 1, "holds no keys"),
        ("a: 1\nb: ñ\n".encode("latin-1"), 2, "0xf1 is not UTF-8"),
    ],
)
def test_a_slip_is_told_with_its_line(written, content, row, said):
    with pytest.raises(DataError, match=said) as caught:
        yaml.read(written(content))
    assert (caught.value.file, caught.value.row) == ("x.yml", row)
    assert caught.value.cure


def test_a_file_that_is_absent_or_a_folder_is_told(tmp_path):
    with pytest.raises(DataError, match="not there"):
        yaml.read(tmp_path / "absent.yml")
    with pytest.raises(DataError, match="cannot be read"):
        yaml.read(tmp_path)


@pytest.mark.parametrize("content", ["a: 1\n", "", "a: 1\n...\nb: 2\n"])
def test_a_file_without_its_last_line_was_cut_off(written, content):
    with pytest.raises(DataError, match="does not end with the line '...'"):
        yaml.check_whole(written(content))


def test_python_objects_are_never_made(written):
    with pytest.raises(DataError, match="not valid YAML"):
        yaml.read(written("a: !!python/object/apply:os.getcwd []\n"))
