"""The Spanish pages as they are put into the English book."""

from __future__ import annotations

import pytest

from cohesion.building import html, spanish
from cohesion.files.yaml import read as read_yaml

#: A page that passes the checks, with a link to a picture that both languages share.
PAGE = """\
<!DOCTYPE html>
<html lang="{language}"><head><title>{title}</title></head><body>
<div class="article-header-buttons"></div><main><h1>{title}</h1>
<p><a href="{up}_images/map.svg">A map</a></p></main></body></html>
"""
TWINS = ("index", "notebooks/selection")


class Builder:
    """Stands for the builder of both languages; keeps the settings of the Spanish pages."""

    def __init__(self, book):
        self.book, self.settings = book, {}

    def english(self):
        write(self.book, "en", (*TWINS, "notebooks/budget"))
        return self.book / "index.html"

    def spanish(self, staging, settings):
        self.settings = read_yaml(settings)
        write(staging / "_build" / "html", "es-MX", TWINS, up="../")

    def text(self, page):
        return (self.book / page).read_text("utf-8")


def write(folder, language, pages, up=""):
    """Write pages and what lies beside them; ``up`` leads from a page's root to the book's."""
    for page in pages:
        file = folder / f"{page}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        up_here = up + "../" * page.count("/")
        file.write_text(PAGE.format(language=language, title=page, up=up_here), "utf-8")
    (folder / "_images").mkdir(exist_ok=True)
    (folder / "_images" / "map.svg").write_text("<svg/>", "utf-8")
    (folder / "results.json").write_text("{}", "utf-8")


@pytest.fixture
def builder(tmp_path, monkeypatch):
    builder = Builder(tmp_path / "html")
    monkeypatch.setattr(spanish, "STAGING", tmp_path / "staging-es")
    monkeypatch.setattr(spanish, "begun", lambda: list(TWINS))
    monkeypatch.setattr(html, "build_html", builder.english)
    monkeypatch.setattr(html, "run_jupyter_book", builder.spanish)
    return builder


def test_spanish_pages_lie_in_the_book_and_share_its_pictures(builder, capsys):
    gone = builder.book / "es" / "gone.html"
    gone.parent.mkdir(parents=True)
    gone.write_text("a page of an earlier build", "utf-8")
    assert spanish.build() == builder.book / "es" / "index.html"
    place = builder.book / "es"
    files = {file.relative_to(place).as_posix() for file in place.rglob("*") if file.is_file()}
    assert files == {"index.html", "notebooks/selection.html"}
    assert not (builder.book / "es.new").exists()
    assert "(2 pages, " in capsys.readouterr().out


def test_the_builder_is_given_the_settings_of_the_spanish_pages(builder):
    spanish.build()
    config = builder.settings["sphinx"]["config"]
    assert config["language"] == "es"
    assert config["html_context"]["site_name"].startswith("Laboratorio de Cohesión Social")
    assert config["html_theme_options"]["search_bar_text"] == "Buscar en este informe"


def test_only_pages_with_a_twin_lead_to_it_wherever_they_lie(builder):
    spanish.build()
    assert builder.text("index.html").count('href="es/index.html"') == 2
    inner = builder.text("notebooks/selection.html")
    assert inner.count('href="../es/notebooks/selection.html"') == 2
    assert 'lang="es">Español</a>' in inner
    assert "language-switch" not in builder.text("notebooks/budget.html")


def test_english_pages_that_were_not_built_again_are_given_no_second_way(builder, monkeypatch):
    spanish.build()
    before = {page: builder.text(f"{page}.html") for page in TWINS}
    monkeypatch.setattr(html, "build_html", lambda: builder.book / "index.html")
    spanish.build()
    assert {page: builder.text(f"{page}.html") for page in TWINS} == before


def test_faults_of_spanish_pages_leave_the_last_ones_in_place(builder, monkeypatch):
    spanish.build()
    before = builder.text("es/notebooks/selection.html")

    def spoil(staging, settings):
        builder.spanish(staging, settings)
        page = staging / "_build" / "html" / "notebooks" / "selection.html"
        page.write_text(page.read_text("utf-8").replace("map.svg", "lost.svg"), "utf-8")

    monkeypatch.setattr(html, "run_jupyter_book", spoil)
    with pytest.raises(html.BuildError, match=r"notebooks/selection\.html: dead link: .*lost\.svg"):
        spanish.build()
    assert builder.text("es/notebooks/selection.html") == before
    # The next good build clears what the fault left.
    monkeypatch.setattr(html, "run_jupyter_book", builder.spanish)
    spanish.build()
    assert not (builder.book / "es.new").exists()
