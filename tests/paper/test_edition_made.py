"""Building the paper edition: three files or none, and nothing where nothing changed."""

from __future__ import annotations

import pytest

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files import hashes
from cohesion.paper import edition, front
from tests.paper import small


@pytest.fixture
def made(tmp_path, monkeypatch):
    """The small book where the edition of the book would stand; the folder of its files."""
    small.make(tmp_path / "book", monkeypatch)
    folder = tmp_path / "pdf"
    output = {which: folder / name for which, name in front.FILES.items()}
    monkeypatch.setattr(paths, "PDF", folder)
    monkeypatch.setattr(edition, "OUTPUT", output)
    monkeypatch.setattr(edition.html, "build_html", lambda: None)
    # Its pages are resolved already.
    monkeypatch.setattr(edition.resolve, "resolve", lambda trees, work: None)
    monkeypatch.setattr(edition, "read_contents", lambda: small.CONTENTS)
    monkeypatch.setattr(edition.attachments, "lay_out", lambda work, items: [])
    monkeypatch.setattr(edition.stored, "load", dict)
    monkeypatch.setattr(edition, "inputs_of_pages", lambda: "pages")
    return folder


def test_three_files_are_made_once_for_the_same_inputs(made, monkeypatch, capsys):
    files = edition.build_pdf()
    assert sorted(file.name for file in files) == sorted(front.FILES.values())
    assert all(file.read_bytes()[:5] == b"%PDF-" for file in files)
    assert capsys.readouterr().out.count(" pages, ") == 3
    monkeypatch.setattr(edition, "_one_file", None)
    assert edition.build_pdf() == files
    assert capsys.readouterr().out == "pdf: nothing changed\n"


def test_other_inputs_or_a_changed_file_are_noticed(made, monkeypatch):
    (whole,) = edition.build_pdf(whole_only=True)
    assert [file.suffix for file in made.iterdir() if file != whole] == [".txt"]
    made_from = edition._made_from([whole])
    monkeypatch.setattr(edition, "inputs_of_pages", lambda: "other pages")
    assert edition._made_from([whole]) != made_from
    monkeypatch.setattr(edition, "inputs_of_pages", lambda: "pages")
    whole.write_bytes(b"%PDF-cut")
    assert edition._made_from([whole]) != made_from
    edition.build_pdf(whole_only=True)
    assert edition._made_from([whole]) == made_from, "the same bytes again"


def test_the_last_good_files_stay_when_one_of_the_new_has_a_fault(made, monkeypatch):
    before = [hashes.file_hash(file) for file in edition.build_pdf()]
    monkeypatch.setattr(edition, "inputs_of_pages", lambda: "other pages")
    monkeypatch.setattr(edition.check, "faults", lambda read: ["no title"])
    with pytest.raises(DataError, match="has faults:\nno title"):
        edition.build_pdf()
    assert [hashes.file_hash(file) for file in edition.OUTPUT.values()] == before


def test_a_place_on_another_page_than_in_the_whole_file_is_a_fault():
    places, here = {"annexes": 10, "one": 3, "two": 12}, {"one", "two"}
    edition._same_pages(front.REPORT, {"one": 3}, places, here)
    edition._same_pages(front.ANNEX, {"annexes": 2, "two": 4}, places, here)
    with pytest.raises(DataError, match="1 places on other pages.*first 'two'"):
        edition._same_pages(front.ANNEX, {"annexes": 2, "two": 5}, places, here)
