"""The foot of a page: citation, notebook, version, and the way to the PDF edition."""

from __future__ import annotations

import pytest

from cohesion.pages import foot
from tests.pages.trees import tree, words

ENTRY = {
    "title": "A <report>", "version": "1.2", "date-released": "2012-06-30",
    "authors": [{"family-names": "Ruiz", "given-names": "Ana"}, {"name": "An office"}],
}  # fmt: skip


@pytest.fixture(autouse=True)
def cited(monkeypatch):
    """Return what the report is said to be; each test may change it."""
    entry = dict(ENTRY)
    monkeypatch.setattr(foot, "citation", lambda: entry)
    return entry


def rows(page: str = "book/about", repository: str = "") -> dict[str, str]:
    made = tree(foot.foot(page, "Title & more", "../", repository, "30 June 2012"))
    return {words(row[0]): words(row[1]) for row in made.xpath(".//dl/div")}


def test_people_and_bodies_are_cited():
    assert foot.bibtex(ENTRY).splitlines() == [
        "@techreport{report2012,", "  author = {Ruiz, Ana and {An office}},",
        "  title = {{A <report>}},", "  year = {2012},", "  note = {Version 1.2}", "}",
    ]  # fmt: skip
    assert rows()["Cite"].startswith(
        "Ana Ruiz, An office (2012). Title & more. In: A <report>, version 1.2."
    )


def test_rows_say_version_day_and_licence():
    found = rows()
    assert found["Edition"].startswith("Version 1.2 (30 June 2012); knowledge of 30 June 2012.")
    assert foot.TEXT_LICENCE in found["Licence"] and foot.CODE_LICENCE in found["Licence"]
    assert "This page" not in found


@pytest.mark.parametrize(
    ("repository", "binder"),
    [("", False), ("https://github.com/a/b/", True), ("https://example.org/a/b", False)],
)
def test_a_notebook_can_be_run_elsewhere_only_from_where_binder_reads(repository, binder):
    made = tree(foot.foot("notebooks/x", "T", "../", repository, "day"))
    links = made.xpath(".//dl/div[1]//a/@href")
    assert links[0] == "../_notebooks/x.ipynb" and links[-1] == "../book/check.html"
    found = [link for link in links if "mybinder" in link]
    assert bool(found) is binder
    if binder:
        assert found == ["https://mybinder.org/v2/gh/a/b/HEAD?urlpath=lab/tree/notebooks/x.md"]


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ([{"email": "a@b.org"}], "mailto:a@b.org"),
        ([{"name": "x"}, {"website": "https://b.org"}], "https://b.org"),
    ],
)
def test_whoever_can_be_reached_is_named(cited, contact, link):
    cited["contact"] = contact
    made = tree(foot.foot("x", "T", "", "", "day"))
    assert made.xpath(".//dl/div[last()]//a/@href") == [link, "book/about.html#contact"]


def test_without_an_address_it_is_said_whom_to_ask():
    assert rows()["Contact"] == "whom to tell of a fault"


def test_the_way_to_the_pdf_is_filled_and_filled_anew():
    page = f'<p>{foot.PDF_SLOT}</p><span class="{foot.PDF_BUTTON}"></span>'
    first = foot.with_pdf(page, "../", [("a.pdf", "the report as PDF", "5.1"),
                                        ("b.pdf", "the annexes", "2.0")])  # fmt: skip
    assert ', <a href="../_files/a.pdf">the report as PDF (5.1 MB)</a>, <a' in first
    assert f'<span class="{foot.PDF_BUTTON}"><a href="../_files/a.pdf">The report as PDF' in first
    again = foot.with_pdf(first, "../", [("a.pdf", "the report as PDF", "5.2")])
    assert "5.1" not in again and "annexes" not in again and again.count("5.2 MB") == 2
