"""Tests of ``cohesion/pages/assets.py``."""

from __future__ import annotations

import pytest

from cohesion import paths
from cohesion.pages import assets, foot
from cohesion.paper import front


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A first page and one below it, with empty places for the PDF edition."""
    out = tmp_path / "html"
    (out / "book").mkdir(parents=True)
    button = f'<p><span class="{foot.PDF_BUTTON}"></span></p>'
    (out / "index.html").write_text(button + foot.PDF_SLOT, "utf-8")
    (out / "book" / "about.html").write_text(foot.PDF_SLOT, "utf-8")
    monkeypatch.setattr(paths, "PDF", tmp_path / "pdf")
    return out


def test_without_a_pdf_the_pages_stay_as_they_are(book):
    before = (book / "index.html").read_bytes()
    assets.offer_pdf(book)
    assert (book / "index.html").read_bytes() == before and not (book / "_files").exists()


def test_the_button_leads_to_the_report_and_the_foot_to_both(book):
    paths.PDF.mkdir()
    for name, size in ((front.ANNEX, 1), (front.WHOLE, 2_300_000), (front.REPORT, 1_100_000)):
        (paths.PDF / front.FILES[name]).write_bytes(b"%" * size)
    for _ in range(2):  # filled anew, not twice
        assets.offer_pdf(book)
    report, whole = (front.FILES[name] for name in (front.REPORT, front.WHOLE))
    first = (book / "index.html").read_text("utf-8")
    assert f'<a href="_files/{report}">The report as PDF (1.1 MB)</a>' in first
    below = (book / "book" / "about.html").read_text("utf-8")
    assert below.count("<a ") == 2
    assert f'href="../_files/{report}"' in below and f'href="../_files/{whole}"' in below
    assert {file.name for file in (book / "_files").iterdir()} == {report, whole}


def test_a_book_with_the_whole_edition_only_offers_that(book):
    paths.PDF.mkdir()
    (paths.PDF / front.FILES[front.WHOLE]).write_bytes(b"%")
    assets.offer_pdf(book)
    first = (book / "index.html").read_text("utf-8")
    assert first.count(f'href="_files/{front.FILES[front.WHOLE]}"') == 2


def test_a_spanish_page_is_led_to_the_pdf_in_spanish(book):
    paths.PDF.mkdir()
    (paths.PDF / front.FILES[front.REPORT]).write_bytes(b"%")
    (book / "es" / "book").mkdir(parents=True)
    page = book / "es" / "book" / "resumen.html"
    page.write_text(foot.PDF_SLOT, "utf-8")
    assets.offer_pdf(book)
    link = f'<a href="../../_files/{front.FILES[front.REPORT]}">el informe en PDF (0.0 MB)</a>'
    assert link in page.read_text("utf-8")
