"""A page without a fault, and one that it links to."""

from __future__ import annotations

from pathlib import Path

from cohesion.checking import pages

PAGE = (
    '<html lang="en"><head><title>A page</title></head><body><article id="top"><h1>Title</h1>'
    '<p>Text <a href="#top">up</a> <a href="b.html#place">b</a></p>'
    '<img src="a.svg" alt="A line."><table aria-label="a"><tr><th scope="col">a</th></tr>'
    '</table><label for="box">Box</label><input id="box"><button aria-label="Open"></button>'
    '<a href="https://www.example.org/x?y=1#z">elsewhere</a></article></body></html>'
)
OTHER = (
    '<html lang="en"><head><title>Other</title></head><body><p id="place">there</p></body></html>'
)


def faults(folder: Path, page: str) -> list[str]:
    """Write both pages into a folder, and return what is wrong with them."""
    (folder / "index.html").write_text(page, "utf-8")
    (folder / "b.html").write_text(OTHER, "utf-8")
    return pages.check_pages(folder)
