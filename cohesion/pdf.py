"""The PDF edition: the same sources and numbers as the pages, set for paper.

Sphinx writes the whole book as one page in a plain theme; this module adds cover, document
control, contents and lists with page numbers, and WeasyPrint sets it with the print stylesheet.
"""

from __future__ import annotations

import argparse
import datetime
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from lxml import html

from cohesion import execute, paths
from cohesion.print_pages import front_matter, prepare_body
from cohesion.vintage import edition_settings

WORK = paths.BUILD / "print"
OUTPUT = paths.PDF / "formulation-report.pdf"

_PANGO_HELP = """\
the PDF edition needs the Pango library, which is not on this machine. Cure:
  Debian, Ubuntu:  apt-get install libpango-1.0-0 libpangoft2-1.0-0
  macOS:           brew install pango
  Windows:         install MSYS2 (https://www.msys2.org), then in its shell
                   pacman -S mingw-w64-x86_64-pango
and run make pdf again."""


class PdfError(RuntimeError):
    """The PDF could not be made; the message says what to do."""


def build_pdf() -> Path:
    """Build the PDF edition and return its path; the last good one stays if anything fails."""
    start = time.perf_counter()
    weasyprint = _weasyprint()
    execute.run_all(execute.notebooks_of_book())
    page = _single_page()
    print(f"  one page of HTML: {time.perf_counter() - start:.1f} s", flush=True)
    document = html.parse(str(page)).getroot()
    body = prepare_body(document.xpath("//div[@role='main']|//div[@class='body']")[0])
    text = _whole_page(front_matter(body), body)
    source = page.with_name("print.html")
    source.write_text(text, encoding="utf-8")
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    partial = OUTPUT.with_suffix(".partial")
    weasyprint.HTML(filename=str(source)).write_pdf(
        str(partial),
        stylesheets=[weasyprint.CSS(filename=str(paths.BOOK / "static" / "print.css"))],
        pdf_variant="pdf/ua-1",
        pdf_identifier=b"cohesion-formulation-report",
        attachments=_attachments(weasyprint),
        # Pictures appear in the order of the pages, so the same input gives the same bytes.
        optimize_images=False,
    )
    partial.replace(OUTPUT)
    size = OUTPUT.stat().st_size / 1e6
    print(
        f"pdf: {OUTPUT.relative_to(paths.ROOT).as_posix()} ({size:.1f} MB, "
        f"{time.perf_counter() - start:.1f} s)"
    )
    return OUTPUT


def _weasyprint():
    os.environ["SOURCE_DATE_EPOCH"] = execute.KERNEL_ENVIRONMENT["SOURCE_DATE_EPOCH"]
    try:
        import weasyprint
    except OSError:
        raise PdfError(_PANGO_HELP) from None
    return weasyprint


def _single_page() -> Path:
    """Let Sphinx write the book as one page in a process of its own; return the page."""
    command = [sys.executable, "-m", "cohesion.print_pages"]
    environment = {**os.environ, **execute.KERNEL_ENVIRONMENT}
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
    settings = edition_settings()
    import font_source_sans_pro

    fonts = Path(font_source_sans_pro.font_directory)
    faces = "\n".join(
        f"@font-face {{ font-family: 'Report Sans'; font-weight: {weight}; font-style: {style}; "
        f"src: url('{(fonts / f'SourceSansPro-{name}.ttf').as_uri()}'); }}"
        for name, weight, style in (
            ("Regular", 400, "normal"),
            ("It", 400, "italic"),
            ("Semibold", 600, "normal"),
            ("SemiboldIt", 600, "italic"),
            ("Bold", 700, "normal"),
        )
    )
    title = f"{settings['title']}: {settings['subtitle']}"
    date = settings["date"].isoformat()
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="author" content="Formulation mission">'
        f'<meta name="description" content="{settings["subtitle"]}, {settings["edition"]}">'
        f'<meta name="dcterms.created" content="{date}">'
        f'<meta name="dcterms.modified" content="{date}">'
        f"<style>{faces}</style></head><body>{front}"
        f'{html.tostring(body, encoding="unicode")}</body></html>'
    )


def _attachments(weasyprint) -> list:
    """Return what the PDF carries inside: the files to take away and every published result."""
    day = datetime.datetime.combine(edition_settings()["date"], datetime.time(), datetime.UTC)
    files = sorted(paths.DELIVERABLES.glob("*.*")) if paths.DELIVERABLES.is_dir() else []
    files = [file for file in files if file.suffix in (".docx", ".xlsx", ".zip")]
    results_file = paths.HTML / "results.json"
    if results_file.is_file():
        files.append(results_file)
    return [
        weasyprint.Attachment(
            filename=str(file), description=file.name, created=day, modified=day,
            relationship="Supplement",
        )
        for file in files
    ]  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; return the exit code."""
    argparse.ArgumentParser(prog="python -m cohesion.pdf", description=__doc__).parse_args(
        arguments
    )
    from cohesion.errors import DataError

    try:
        build_pdf()
    except (PdfError, DataError, execute.NotebookError) as error:
        print(f"\nmake pdf: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    shutil.rmtree(WORK / "out", ignore_errors=True)
    sys.exit(main())
