"""Which chapters are annexes, and what is refused."""

from __future__ import annotations

import pytest

from cohesion import paths
from cohesion.checking.sources import toc_files
from cohesion.errors import DataError
from cohesion.paper import front
from cohesion.paper.contents import read_contents

TOC = """\
format: jb-book
root: index
meta:
  annex: [{annex}]
parts:
  - caption: First
    chapters:
      - file: a
      - file: b
        sections:
          - file: b1
          - file: b2
  - caption: Second
    chapters:
      - file: c
"""


def _read(folder, annex: str):
    file = folder / "_toc.yml"
    file.write_text(TOC.format(annex=annex), "utf-8")
    return read_contents(file)


def test_annexes_keep_the_order_of_the_book_and_their_pages(tmp_path):
    contents = _read(tmp_path, "c, b")
    assert [chapter.page for chapter in contents.annexes] == ["b", "c"]
    assert front.pages_of(front.REPORT, contents) == ["index", "a"]
    assert front.pages_of(front.ANNEX, contents) == ["b", "b1", "b2", "c"]
    assert front.pages_of(front.WHOLE, contents) == ["index", "a", "b", "b1", "b2", "c"]
    assert [part.title for part in contents.parts] == ["First"], "an empty part is left out"


@pytest.mark.parametrize(
    ("annex", "told"),
    [("notebooks/x", "no chapter of the book"), ("b1", "no chapter of the book"),
     ("c, c", "stands twice"), ("a, b, c", "every chapter is an annex")],
)  # fmt: skip
def test_wrong_names_are_refused(tmp_path, annex, told):
    with pytest.raises(DataError, match=told) as error:
        _read(tmp_path, annex)
    assert error.value.cure and "_toc.yml" in str(error.value)


def test_a_name_that_is_nearly_right_is_proposed(tmp_path):
    file = tmp_path / "_toc.yml"
    text = TOC.format(annex="notebooks/heatlh").replace("file: c", "file: notebooks/health")
    file.write_text(text, "utf-8")
    with pytest.raises(DataError, match="notebooks/health'"):
        read_contents(file)


def test_every_page_of_the_book_is_in_one_of_the_two_files():
    contents = read_contents()
    report = front.pages_of(front.REPORT, contents)
    annexes = front.pages_of(front.ANNEX, contents)
    assert not set(report) & set(annexes)
    assert sorted(report + annexes) == sorted(toc_files())
    assert (paths.ROOT / f"{report[0]}.md").is_file()
