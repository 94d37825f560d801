"""A PDF read back: texts in the order of the tags, what is drawn left out."""

from __future__ import annotations

import pytest

from cohesion.paper import reading


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """A tagged PDF of two pages with a drawing that holds words."""
    import typst

    folder = tmp_path_factory.mktemp("reading")
    (folder / "x.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"><text x="5" y="20">'
        "Drawn</text></svg>", "utf-8",
    )  # fmt: skip
    (folder / "x.typ").write_text(
        '#set document(title: "x")\n#set text(lang: "en", hyphenate: true)\n'
        "= First head\nSome words.\n#figure(image(\"x.svg\", alt: \"A word.\"))\n"
        f"#pagebreak()\nOn page two. #text(size: 0.2pt)[{'i' * 3000}]\n", "utf-8",
    )  # fmt: skip
    target = folder / "x.pdf"
    typst.compile(str(folder / "x.typ"), output=str(target), pdf_standards=["ua-1"])
    return target


def test_texts_come_in_their_order_with_their_page(file):
    pages, runs = reading.read(file)
    assert len(pages) == 2 and pages[0].width == pytest.approx(595, abs=1)
    whole = " ".join(run.words for run in runs)
    order = [whole.index(words) for words in ("First head", "Some words.", "On page two.")]
    assert order == sorted(order)
    assert {run.page for run in runs if "page two" in run.words} == {2}
    assert {run.page for run in runs if "First" in run.words} == {1}


def test_what_is_drawn_is_not_read(file):
    pages, runs = reading.read(file)
    assert not any("Drawn" in run.words for run in runs)
    assert not any("Drawn" in piece.words for page in pages for piece in page.pieces)


def test_pieces_have_boxes_on_their_page(file):
    pages, _ = reading.read(file)
    (head,) = [piece for piece in pages[0].pieces if "First head" in piece.words]
    left, bottom, right, top = head.box
    assert 0 < left < right < pages[0].width and 0 < bottom < top < pages[0].height
    assert head.mark >= 0


def test_a_text_longer_than_the_buffer_is_read_whole(file):
    _, runs = reading.read(file)
    assert any("i" * 3000 in run.words for run in runs)
