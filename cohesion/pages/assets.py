"""What stands beside the pages: fonts, the colours of the charts, the index of the search."""

from __future__ import annotations

import base64
import shutil
from pathlib import Path

from sphinx.application import Sphinx

from cohesion import paths
from cohesion.building import spanish
from cohesion.files.yaml import read as read_yaml
from cohesion.pages import drawings, exhibits_list, fonts, foot, searching
from cohesion.paper import front

#: Files of extensions that no page loads (see :mod:`cohesion.pages.frame`).
_LEFT_OVER = (
    "sphinx-thebe.js", "sphinx-thebe.css", "togglebutton.js", "togglebutton.css", "design-tabs.js",
    "sphinx-design.min.css", "clipboard.min.js", "copybutton.js", "copybutton.css",
    "copybutton_funcs.js", "searchtools.js", "language_data.js", "sphinx_highlight.js",
    "doctools.js", "copy-button.svg", "check-solid.svg", "play-solid.svg",
)  # fmt: skip

#: The files of the paper edition that readers of the pages are led to, in this order.
_PDF_FILES = (
    (front.FILES[front.REPORT], "the report as PDF"),
    (front.FILES[front.WHOLE], "the report with its annexes as PDF"),
)


def write_styles(app: Sphinx) -> None:
    """Write the style sheets that the build makes, before their checksums enter the pages."""
    if app.builder.name != "html":
        return
    static = Path(app.outdir) / "_static"
    static.mkdir(parents=True, exist_ok=True)
    (static / "fonts.css").write_text(font_sheet(static / "fonts"), encoding="utf-8")
    (static / "charts.css").write_text(drawings.style_sheet(chart_colours()), encoding="utf-8")


def write(app: Sphinx, error: Exception | None) -> None:
    """Write the index of the search beside the finished pages, and drop what has no use."""
    if error is not None or app.builder.name != "html":
        return
    out = Path(app.outdir)
    static = out / "_static"
    fonts.reduce_icons(static)
    records = searching.read(out, searching.kept_records())
    (static / "search-index.js").write_text(
        searching.index_script(records, search_words()), encoding="utf-8"
    )
    _fill_lists(out, records)
    for picture in sorted(paths.RESULTS.glob("[!.]*/figures/*.png")):
        shutil.copyfile(picture, out / "_images" / picture.name)
    for numbers in sorted(paths.RESULTS.glob("[!.]*/figures/*.csv")):
        shutil.copyfile(numbers, out / "_tables" / numbers.name)
    for name in _LEFT_OVER:
        (static / name).unlink(missing_ok=True)
    for file in static.rglob("*.map"):
        file.unlink()
    # Where pages are served by a host that hides folders with an underscore, this shows them.
    (out / ".nojekyll").touch()
    shutil.copyfile(paths.ROOT / "CITATION.cff", out / "_files" / "CITATION.cff")
    offer_pdf(out)


def _fill_lists(out: Path, records: list[searching.Record]) -> None:
    page = out / "book" / "exhibits.html"
    if page.is_file():
        text = page.read_text(encoding="utf-8")
        page.write_text(exhibits_list.filled(text, records, "../"), encoding="utf-8")


def font_sheet(folder: Path) -> str:
    """Write the report's faces; return the style sheet that holds them.

    They stand in the style sheet itself: a font that arrives after the words makes them jump, and a
    page opened from a folder may not ask for it early.
    """
    rules = []
    for file in fonts.write_faces(folder):
        weight = "600 700" if "semibold" in file.stem else "400"
        style = "italic" if "italic" in file.stem else "normal"
        data = base64.b64encode(file.read_bytes()).decode()
        rules.append(
            f'@font-face{{font-family:"Report Sans";font-weight:{weight};font-style:{style};'
            f'font-display:block;src:url(data:font/woff2;base64,{data}) format("woff2")}}'
        )
    shutil.rmtree(folder)
    return "\n".join(rules) + "\n"


def chart_colours() -> set[str]:
    """Return every colour of the published figures."""
    return {
        match.lower()
        for file in sorted(paths.RESULTS.glob("[!.]*/figures/*.svg"))
        for match in drawings.COLOUR.findall(file.read_text(encoding="utf-8"))
    }


def search_words() -> dict[str, list[str]]:
    """Return words of readers → words of the report, from the glossary and the list of words."""
    found = searching.other_words((paths.BOOK / "glossary.md").read_text(encoding="utf-8"))
    listed = read_yaml(paths.BOOK / "search_words.yml")["words"]
    for word, meanings in listed.items():
        known = found.setdefault(word, [])
        known += [meaning for meaning in meanings if meaning not in known]
    return found


def offer_pdf(out: Path) -> None:
    """Put the PDF edition beside the pages and lead to it from each, if it has been made."""
    made = [(paths.PDF / name, words) for name, words in _PDF_FILES
            if (paths.PDF / name).is_file()]  # fmt: skip
    if not made:
        return
    (out / "_files").mkdir(exist_ok=True)
    for pdf, _ in made:
        shutil.copyfile(pdf, out / "_files" / pdf.name)
    frame = spanish.frame()
    for file in sorted(out.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        *folders, _ = file.relative_to(out).parts
        offered = [
            (
                pdf.name,
                frame.phrase(words) if "es" in folders[:1] else words,
                f"{pdf.stat().st_size / 1e6:.1f}",
            )
            for pdf, words in made
        ]
        filled = foot.with_pdf(text, "../" * len(folders), offered)
        if filled != text:
            file.write_text(filled, encoding="utf-8")
