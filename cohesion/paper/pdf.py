"""The PDF edition: the same sources and numbers as the pages, set for paper.

Sphinx writes the whole book as one page in a plain theme; this module adds cover, document
control, contents and lists with page numbers, and WeasyPrint sets it with the print stylesheet.
"""

from __future__ import annotations

import datetime
import gc
import html as markup
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from lxml import html

from cohesion import paths
from cohesion.building import notebooks, run
from cohesion.building.inputs import inputs_of_pages
from cohesion.checking.pages import COUNTS
from cohesion.errors import BuildFailure
from cohesion.files import hashes
from cohesion.paper.check import faults
from cohesion.paper.fetch import WORK
from cohesion.paper.figures import print_figure
from cohesion.paper.fit import fit_chapters
from cohesion.paper.front import front_matter
from cohesion.paper.pages import part_titles, prepare_body
from cohesion.paper.set import set_with_numbers
from cohesion.paper.tables import UPRIGHT
from cohesion.publishing import stored
from cohesion.tables.vintage import edition_settings

OUTPUT = paths.PDF / "formulation-report.pdf"
STYLESHEET = paths.BOOK / "static" / "print.css"

_PANGO_HELP = """\
the PDF edition needs the Pango library, which is not on this machine. Cure:
  Debian, Ubuntu:  apt-get install libpango-1.0-0 libpangoft2-1.0-0
  macOS:           brew install pango
  Windows:         install MSYS2 (https://www.msys2.org), then in its shell
                   pacman -S mingw-w64-x86_64-pango
and run make pdf again."""


class PdfError(BuildFailure):
    """The PDF could not be made; the message says what to do."""


def build_pdf() -> Path:
    """Build the PDF edition and return its path; the last good one stays if anything fails."""
    start = time.perf_counter()
    weasyprint = load_weasyprint()
    from cohesion.paper.fetch import LocalFetcher

    run.run_all(notebooks.notebooks_of_book())
    # The counts of the checked pages are printed too, if these were made from the same inputs.
    inputs = f"{inputs_of_pages()} {hashes.file_hash(COUNTS)}"
    if _is_made_from(inputs):
        print(f"pdf: {OUTPUT.relative_to(paths.ROOT).as_posix()} (nothing changed)")
        return OUTPUT
    items = stored.load()
    page = _single_page()
    print(f"  one page of HTML: {time.perf_counter() - start:.1f} s", flush=True)
    fitting = time.perf_counter()
    source = page.with_name("print.html")
    source.write_text(print_source(page, items), encoding="utf-8")
    print(f"  filling the pages: {time.perf_counter() - fitting:.1f} s", flush=True)
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    partial = OUTPUT.with_suffix(".partial")
    setting = time.perf_counter()
    # Millions of small objects live until the end; looking through them again and again for
    # garbage takes as long as the work itself.
    gc.set_threshold(100_000, 50, 1000)
    fetcher = LocalFetcher()
    document = set_with_numbers(
        source.read_text(encoding="utf-8"),
        source,
        [weasyprint.CSS(filename=str(STYLESHEET), url_fetcher=fetcher)],
        fetcher,
        pdf_variant="pdf/ua-1",
        # Pictures appear in the order of the pages, so the same input gives the same bytes.
        optimize_images=False,
    )
    found = faults(document)
    if found:
        raise PdfError("the pages have faults:\n" + "\n".join(found[:40]))
    document.write_pdf(
        str(partial),
        pdf_variant="pdf/ua-1",
        pdf_identifier=b"cohesion-formulation-report",
        attachments=_attachments(weasyprint, items),
    )
    fetcher.check()
    print(f"  setting the pages: {time.perf_counter() - setting:.1f} s", flush=True)
    partial.replace(OUTPUT)
    _stamp().write_text(f"{inputs} {hashes.sha256(OUTPUT.read_bytes())}", encoding="utf-8")
    size = OUTPUT.stat().st_size / 1e6
    print(
        f"pdf: {OUTPUT.relative_to(paths.ROOT).as_posix()} ({len(document.pages)} pages, "
        f"{size:.1f} MB, {time.perf_counter() - start:.1f} s)"
    )
    return OUTPUT


def _stamp() -> Path:
    """Return the file that remembers from what the PDF was made, and its checksum."""
    return OUTPUT.with_suffix(".stamp")


def _is_made_from(inputs: str) -> bool:
    """Whether the PDF in place was made from these inputs and is whole."""
    if not OUTPUT.is_file() or not _stamp().is_file():
        return False
    made = f"{inputs} {hashes.sha256(OUTPUT.read_bytes())}"
    return _stamp().read_text(encoding="utf-8") == made


def print_source(page: Path, items: dict[str, dict[str, Any]]) -> str:
    """Return the HTML that is set: front matter and the book as Sphinx wrote it, made for paper."""
    document = html.parse(str(page), html.HTMLParser(encoding="utf-8")).getroot()
    body = document.xpath("//div[@role='main']|//div[@class='body']")[0]
    body = prepare_body(body, part_titles(), items)
    for image in body.xpath(".//img[starts-with(@src, '_images/')]"):
        picture = page.parent / image.get("src")
        if picture.suffix == ".svg":
            width, height = print_figure(picture, page.parent / "_print" / picture.name)
            image.set("src", f"_print/{picture.name}")
            image.set("data-height", f"{height * min(1.0, UPRIGHT / width):.1f}")
    fit_chapters(
        body.xpath(".//section[contains(@class, 'chapter') or @class='sheet']"),
        faces=font_faces(), stylesheet=STYLESHEET, base=page, kept=WORK / "fitted",
    )  # fmt: skip
    return _whole_page(front_matter(body), body)


def load_weasyprint():
    os.environ["SOURCE_DATE_EPOCH"] = run.KERNEL_ENVIRONMENT["SOURCE_DATE_EPOCH"]
    try:
        import weasyprint
    except OSError:
        raise PdfError(_PANGO_HELP) from None
    return weasyprint


def _single_page() -> Path:
    """Let Sphinx write the book as one page in a process of its own; return the page."""
    command = [sys.executable, "-m", "cohesion.paper.pages"]
    environment = {**os.environ, **run.KERNEL_ENVIRONMENT}
    done = subprocess.run(
        command, cwd=paths.ROOT, env=environment, text=True, capture_output=True, errors="replace"
    )
    log = done.stdout + done.stderr
    paths.BUILD.mkdir(exist_ok=True)
    (paths.BUILD / "pdf.log").write_text(log, encoding="utf-8")
    if done.returncode != 0:
        said = [line for line in log.splitlines() if "WARNING" in line or "rror" in line]
        raise PdfError("the book could not be written as one page:\n" + "\n".join(said[-20:]))
    return WORK / "out" / "index.html"


def _whole_page(front: str, body: html.HtmlElement) -> str:
    settings = {key: markup.escape(str(value)) for key, value in edition_settings().items()}
    faces = font_faces()
    title = f"{settings['title']}: {settings['subtitle']}"
    date = settings["date"]
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="author" content="Formulation mission">'
        f'<meta name="description" content="{settings["subtitle"]}, {settings["edition"]}">'
        f'<meta name="dcterms.created" content="{date}">'
        f'<meta name="dcterms.modified" content="{date}">'
        f"<style>{faces}</style></head><body>{front}"
        f"{html.tostring(body, encoding='unicode')}</body></html>"
    )


def font_faces() -> str:
    """Return the fonts as CSS: from installed packages, so that every machine sets the same.

    DejaVu, which comes with Matplotlib, has the signs that Source Sans Pro lacks.
    """
    import font_source_sans_pro
    import matplotlib

    sans = Path(font_source_sans_pro.font_directory)
    more = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    files = (
        ("Report Sans", 400, "normal", sans / "SourceSansPro-Regular.ttf"),
        ("Report Sans", 400, "italic", sans / "SourceSansPro-It.ttf"),
        ("Report Sans", 600, "normal", sans / "SourceSansPro-Semibold.ttf"),
        ("Report Sans", 600, "italic", sans / "SourceSansPro-SemiboldIt.ttf"),
        ("Report Sans", 700, "normal", sans / "SourceSansPro-Bold.ttf"),
        ("Report Signs", 400, "normal", more / "DejaVuSans.ttf"),
        ("Report Mono", 400, "normal", more / "DejaVuSansMono.ttf"),
    )
    return "\n".join(
        f"@font-face {{ font-family: '{family}'; font-weight: {weight}; font-style: {style}; "
        f"src: url('{file.as_uri()}'); }}"
        for family, weight, style, file in files
    )


def _attachments(weasyprint, items: dict[str, dict[str, Any]]) -> list:
    """Return what the PDF carries inside: the files to take away and every published result."""
    day = datetime.datetime.combine(edition_settings()["date"], datetime.time(), datetime.UTC)
    files = sorted(paths.DELIVERABLES.glob("*.*")) if paths.DELIVERABLES.is_dir() else []
    files = [file for file in files if file.suffix in (".docx", ".xlsx", ".zip")]
    # The same text as in the HTML edition, whether or not that was built before.
    results_file = WORK / "results.json"
    ordered = [items[name] for name in sorted(items)]
    text = json.dumps(ordered, ensure_ascii=False, indent=1, sort_keys=True)
    results_file.write_text(text + "\n", encoding="utf-8")
    return [
        weasyprint.Attachment(
            filename=str(file), name=file.name, description=file.name, created=day, modified=day,
            relationship="Supplement",
        )
        for file in [*files, results_file]
    ]  # fmt: skip
