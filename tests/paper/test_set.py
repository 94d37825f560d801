"""Page numbers in the references of the PDF edition: each is that of the page it leads to."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.paper import set
from cohesion.paper.fetch import LocalFetcher

pytest.importorskip("weasyprint", exc_type=OSError)

STYLE = (
    "<style>@page { size: 200px 100px; margin: 10px } body { margin: 0; font: 10px sans }"
    "h2 { break-before: page; font-size: 10px; margin: 0 }"
    "a.page-reference::after { content: ', p. ' attr(data-page) }</style>"
)
BODY = (
    '<p><a class="page-reference" href="#b">Two</a> <a href="#b">plain</a></p>'
    '<h2 id="a">One</h2><p>x</p><h2 id="b">Two</h2>'
    '<p><a class="page-reference" href="#a">One</a></p>'
)


def shown(document) -> list[str]:
    def texts(box):
        for child in getattr(box, "children", ()):
            if type(child).__name__ == "TextBox":
                yield child.text
            else:
                yield from texts(child)

    return ["".join(texts(page._page_box)) for page in document.pages]


def test_each_reference_carries_the_page_that_it_leads_to(tmp_path):
    document = set.set_with_numbers(STYLE + BODY, tmp_path / "x.html", [], LocalFetcher())
    pages = shown(document)
    assert set.pages_of_anchors(document) == {"a": 2, "b": 3}
    assert pages[0] == "Two, p. 3 plain" and pages[2].endswith("One, p. 2")
    assert not any(set.UNKNOWN in page for page in pages)


def test_numbers_that_never_come_to_rest_are_refused(tmp_path, monkeypatch):
    moving = iter(range(100))
    monkeypatch.setattr(set, "pages_of_anchors", lambda document: {"a": next(moving)})
    with pytest.raises(DataError, match="do not come to rest"):
        set.set_with_numbers(STYLE + BODY, tmp_path / "x.html", [], LocalFetcher())


def test_the_usual_way_of_setting_is_put_back():
    from weasyprint import document

    usual = document.layout_document
    with pytest.raises(ValueError), set.laid_out_once():
        assert document.layout_document is not usual
        raise ValueError
    assert document.layout_document is usual
