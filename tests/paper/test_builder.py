"""The builder: which pages are kept, what it refuses, what it leaves behind."""

from __future__ import annotations

import pickle
from types import SimpleNamespace

import pytest

from cohesion.errors import DataError
from cohesion.paper import builder
from cohesion.paper.builder import PaperBuilder


def made(tmp_path, **pages):
    """Return a builder whose pages are written; nothing of Sphinx runs."""
    one = object.__new__(PaperBuilder)
    one.out, one.doctreedir, one.srcdir = tmp_path / "out", tmp_path / "trees", tmp_path
    for folder in ("out/pages", "out/figures", "out/kept", "trees"):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    one.env = SimpleNamespace(images={}, toc_secnumbers={"a": {"": (3,)}}, found_docs=set(pages))
    one.roles, one.published, one.common = dict.fromkeys(pages, "chapter"), {}, "code"
    one.blocks = dict.fromkeys(pages, [])
    one.written = {
        name: SimpleNamespace(**{"code": f"= {name}", "labels": [name], "wanted": [], "figures": [],
                                 "headings": [], "captions": [], "shapes": []} | changed)
        for name, changed in pages.items()
    }  # fmt: skip
    for name in pages:
        (tmp_path / "trees" / f"{name}.doctree").write_text(name, "utf-8")
    return one


def test_pages_and_pictures_that_are_gone_leave_no_file(tmp_path):
    one = made(tmp_path, a={"figures": ["new.svg"]})
    for name in ("pages/old.typ", "figures/old.svg", "figures/new.svg"):
        (one.out / name).touch()
    one.finish()
    assert [file.name for file in (one.out / "pages").iterdir()] == ["a.typ"]
    assert [file.name for file in (one.out / "figures").iterdir()] == ["new.svg"]
    assert '"number": "3"' in (one.out / "book.json").read_text("utf-8")


def test_a_page_whose_code_is_the_same_is_not_written_again(tmp_path):
    one = made(tmp_path, a={})
    one.finish()
    before = (one.out / "pages" / "a.typ").stat().st_mtime_ns
    one.finish()
    assert (one.out / "pages" / "a.typ").stat().st_mtime_ns == before


def test_a_place_that_stands_twice_and_a_link_to_nothing_are_refused(tmp_path):
    with pytest.raises(DataError, match="'x' stands twice on paper"):
        made(tmp_path, a={"labels": ["x"]}, b={"labels": ["x"]}).finish()
    wanted = [("gone", "book/a.md", 12, "see there")]
    with pytest.raises(DataError, match=r"'see there' leads to nothing in print \(gone\)") as error:
        made(tmp_path, a={"wanted": wanted}).finish()
    assert "book/a.md, row 12" in str(error.value)


def test_only_drawings_can_be_printed(tmp_path):
    with pytest.raises(DataError, match="only drawings"):
        made(tmp_path)._picture("photo.png")


def test_what_was_kept_of_a_page_is_used_while_all_it_leads_to_is_the_same(tmp_path):
    one = made(tmp_path, a={}, b={})
    kept = one.out / "kept" / "a.pickle"
    key = one._key("a")
    kept.write_bytes(pickle.dumps((key, {"b": one._tree("b")}, "written", "texts")))
    assert one._load(kept, key) == ("written", "texts")
    assert one._load(kept, "other") is None
    (tmp_path / "trees" / "b.doctree").write_text("changed", "utf-8")
    assert one._load(kept, key) is None


@pytest.mark.parametrize("content", [b"", b"no pickle", pickle.dumps(("key", {}))[:-3]])
def test_what_cannot_be_read_is_written_again(tmp_path, content):
    one = made(tmp_path, a={})
    file = one.out / "kept" / "a.pickle"
    assert one._load(file, "key") is None
    file.write_bytes(content)
    assert one._load(file, "key") is None


def test_pictures_trees_counts_and_code_belong_to_the_key(tmp_path):
    one = made(tmp_path, a={}, b={})
    keys = {one._key("a")}
    (tmp_path / "x.svg").write_text("1", "utf-8")
    one.env.images = {"x.svg": ({"a"}, "x.svg")}
    keys.add(one._key("a"))
    other = one._key("b")
    (tmp_path / "x.svg").write_text("2", "utf-8")
    keys.add(one._key("a"))
    one.published = {"a": {"fact": 2}}
    keys.add(one._key("a"))
    assert one._key("b") == other, "a picture of another page changes nothing"
    one.common = "other code"
    keys.add(one._key("a"))
    (tmp_path / "trees" / "a.doctree").write_text("changed", "utf-8")
    keys.add(one._key("a"))
    assert len(keys) == 6


def test_addresses_are_the_same_from_everywhere():
    one = object.__new__(PaperBuilder)
    assert one.get_relative_uri("x/y", "book/about") == one.get_target_uri("book/about")
    assert one.get_target_uri("book/about") == builder.PAGE + "book/about"
