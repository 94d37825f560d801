"""The built edition, read back: tags, numbers, attachments, and what happens when it fails."""

from __future__ import annotations

import json
import re

import pikepdf
import pypdf
import pytest
from lxml import html

from cohesion import paths
from cohesion.checking.sources import toc_files
from cohesion.errors import DataError
from cohesion.paper import edition, front, reading, tags
from cohesion.paper.complete import plain
from cohesion.paper.contents import read_contents
from cohesion.publishing import stored
from cohesion.tables.vintage import edition_settings

WHOLE = edition.OUTPUT[front.WHOLE]
#: A person signs the report: no more pages than this, the summary no more than four.
_MOST_PAGES, _MOST_OF_SUMMARY = 160, 4


def _is_current() -> bool:
    """Whether the files are there and were made from the pages, results and code of now."""
    stamp = edition._stamp()
    files = list(edition.OUTPUT.values())
    return stamp.is_file() and stamp.read_text("utf-8") == edition._made_from(files)


pytestmark = pytest.mark.skipif(
    not _is_current(), reason="_build/pdf holds no PDF of these pages: run `make pdf` first"
)


@pytest.fixture(scope="module")
def text() -> str:
    """All tagged words of the whole file in the order of its tags, folded."""
    return plain(" ".join(run.words for run in reading.read(WHOLE)[1]))


@pytest.fixture(scope="module")
def places() -> dict[str, int]:
    """The page of each place of the whole file."""
    return _places(WHOLE)


def _places(file) -> dict[str, int]:
    with pikepdf.open(file) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        names = pikepdf.NameTree(pdf.Root.Names.Dests).items()
        return {str(name): numbers[goal[0].objgen] for name, goal in names}


def test_the_report_can_be_signed(places):
    report = pypdf.PdfReader(edition.OUTPUT[front.REPORT])
    assert len(report.pages) == places["annexes"] - 1 <= _MOST_PAGES
    after = min(page for name, page in places.items() if page > places["index"] and "#" not in name)
    assert after - places["index"] <= _MOST_OF_SUMMARY
    assert WHOLE.stat().st_size <= 6.5e6


def test_every_word_of_every_figure_is_text():
    """A letter that is drawn as a shape is found by no search, and makes the file larger."""
    figures = sorted((paths.BUILD / "paper" / "figures").glob("*.svg"))
    assert len(figures) > 100
    assert [file.name for file in figures if 'href="#SourceSans' in file.read_text("utf-8")] == []


def test_the_three_files_have_one_numbering(places):
    assert _places(edition.OUTPUT[front.REPORT]).items() <= places.items()
    annexes = _places(edition.OUTPUT[front.ANNEX])
    shift = places["annexes"] - annexes["annexes"]
    # Its own contents stand before.
    own = {name: page for name, page in annexes.items() if page >= annexes["annexes"]}
    assert len(own) > 100
    assert {name: page + shift for name, page in own.items()}.items() <= places.items()


def test_every_page_of_the_book_is_there(places):
    assert set(toc_files()) <= places.keys()


def test_no_reference_leads_nowhere(places):
    known = {front.REPORT: front.ANNEX, front.ANNEX: front.REPORT}
    for which, other in known.items():
        there = _places(edition.OUTPUT[other])
        with pikepdf.open(edition.OUTPUT[which]) as pdf:
            links = [link for page in pdf.pages for link in page.get("/Annots", [])]
            out = [link.A for link in links if "/A" in link and link.A.S == "/GoToR"]
            assert len(out) > 20
            for action in out:
                assert str(action.F.UF) == front.FILES[other]
                assert str(action.D) in there
            assert all(str(link.get("/Contents", "")) for link in links), "links are described"


@pytest.mark.dear
def test_tables_and_figures_have_the_numbers_of_the_html(text):
    written = paths.HTML / "results.json"
    items = json.loads(written.read_text("utf-8")) if written.is_file() else []
    if {item["name"]: item for item in items} != stored.load():
        pytest.skip("_build/html holds other results: run `make book` first")
    captions = []
    for name in toc_files():
        page = html.parse(str(paths.HTML / f"{name}.html"), html.HTMLParser(encoding="utf-8"))
        for caption in page.xpath("//caption|//figcaption"):
            number = caption.xpath("string(.//span[@class='caption-number'])")
            if number:
                captions.append(number + caption.xpath("string(.//span[@class='caption-text'])"))
    assert len(captions) > 200
    assert all(re.match(r"(Table|Figure) \d+\.\d+ ", caption) for caption in captions)
    assert not [caption for caption in captions if plain(caption) not in text]


def test_bookmarks_are_parts_chapters_and_sections():
    found = tags.outline(WHOLE)
    contents = read_contents()
    titles = [words for depth, words in found if depth == 1]
    for number, part in enumerate(contents.parts):
        assert f"Part {front.ROMAN[number]} {part.title}" in titles
    assert titles[-1] == front.ANNEXES
    chapters = [words for depth, words in found if depth == 2 and re.match(r"\d+ ", words)]
    numbers = [int(words.split()[0]) for words in chapters]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


@pytest.mark.dear
def test_the_tags_are_those_of_a_readable_file():
    with pikepdf.open(WHOLE) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("en")
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as meta:
            assert meta.get("pdfuaid:part") == "1"
        tables = list(tags._elements(pdf.Root.StructTreeRoot.K, "/Table"))
        assert len(tables) > 300
        heads = list(tags._elements(pdf.Root.StructTreeRoot.K, "/TH"))
        scopes = [
            [str(e["/Scope"]) for e in tags._attributes(head) if "/Scope" in e] for head in heads
        ]
        assert {tuple(scope) for scope in scopes} == {("/Row",), ("/Column",)}
        figures = list(tags._elements(pdf.Root.StructTreeRoot.K, "/Figure"))
        assert len(figures) > 80 and all(str(figure.get("/Alt", "")) for figure in figures)


def test_metadata_and_dates_are_those_of_the_edition():
    settings = edition_settings()
    for file in edition.OUTPUT.values():
        found = pypdf.PdfReader(file).metadata
        assert settings["title"] in found.title
        assert found.author == "Formulation mission"
        assert found.creation_date.date() == settings["date"]


def test_attachments_are_the_files_to_take_away():
    attached = {name: held[0] for name, held in pypdf.PdfReader(WHOLE).attachments.items()}
    files = {
        file.name: file.read_bytes()
        for file in paths.DELIVERABLES.glob("*.*")
        if file.suffix in (".docx", ".xlsx")
    }
    assert set(attached) == {*files, "results.json"} and len(attached) >= 10
    assert not [name for name, content in files.items() if attached[name] != content]


def test_only_packaged_fonts_are_used():
    fonts = set()
    for page in pypdf.PdfReader(WHOLE).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            fonts.add(font.get_object()["/BaseFont"].split("+")[-1])
    assert fonts
    assert not {name for name in fonts if not re.match("/?(SourceSansPro|DejaVuSans)", name)}


@pytest.mark.dear
@pytest.mark.parametrize("mark", ["??", "@@", "{fact}", "{numref}", "{cite", "{doc}", "�"])
def test_nothing_is_unresolved(text, mark):
    assert mark not in text


@pytest.mark.dear
def test_signs_of_both_languages_survive(text):
    assert not [sign for sign in "ñáéíóú–−†" if sign not in text]


def test_the_last_good_files_stay_when_a_page_cannot_be_set(monkeypatch, tmp_path):
    before = {which: file.read_bytes() for which, file in edition.OUTPUT.items()}

    def broken(*arguments, **named):
        raise DataError("a page cannot be set.")

    monkeypatch.setattr(edition.html, "build_html", lambda: None)
    monkeypatch.setattr(edition.resolve, "resolve", broken)
    monkeypatch.setattr(edition, "_stamp", lambda: tmp_path / "stamp")
    with pytest.raises(DataError, match="cannot be set"):
        edition.build_pdf()
    assert {which: file.read_bytes() for which, file in edition.OUTPUT.items()} == before


def test_nothing_is_made_again_when_nothing_changed(monkeypatch, tmp_path, capsys):
    stamp = tmp_path / "stamp"
    files = list(edition.OUTPUT.values())
    monkeypatch.setattr(edition, "_stamp", lambda: stamp)
    stamp.write_text(edition._made_from(files), "utf-8")
    assert edition.build_pdf() == files
    assert "nothing changed" in capsys.readouterr().out

    def asked():
        raise DataError("asked for the book")

    stamp.write_text(stamp.read_text("utf-8").replace('"inputs": "', '"inputs": "x'), "utf-8")
    monkeypatch.setattr(edition.html, "build_html", asked)
    with pytest.raises(DataError, match="asked for the book"):
        edition.build_pdf()
