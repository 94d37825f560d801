"""Every page in a real browser: errors, requests, weight, shifts, overflow, what axe finds.

A page is opened once for each device, and all is looked at there.
"""

from __future__ import annotations

import functools
import gzip
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import pytest

from tests.book.conftest import PAGES
from tests.book.opened import CONTEXTS, new_page, overflow
from tests.tools import axe

pytestmark = pytest.mark.browser

#: The sum of the files that a page requests, each compressed.
WEIGHT_LIMIT = 300_000
#: The explorer alone may weigh more: it holds every figure by state, the second also those that
#: were published later.
HEAVIER = {"book/explorer.html": 340_000, "book/hindsight-explorer.html": 600_000}
SHIFT_LIMIT = 0.05
#: Pixels: the least size of a letter in a figure; a hundredth is lost where widths are rounded.
LETTER = 9.9
#: Figures that have to be moved sideways, and those whose letters are too small.
_FIGURES = """() => [...document.querySelectorAll("article .drawing-box")].flatMap(box => {
  const drawn = box.querySelector("svg");
  if (!drawn || !drawn.getBoundingClientRect().width) { return []; }
  const sizes = [...drawn.querySelectorAll("text")].filter(text => text.textContent.trim())
    .map(text => {
      const to = text.getScreenCTM();
      return parseFloat(getComputedStyle(text).fontSize) * Math.hypot(to.b, to.d);
    });
  const name = box.closest("figure").id;
  return [
    box.scrollWidth > box.clientWidth + 1 && `${name} has to be moved sideways`,
    Math.min(...sizes) < LETTER && `${name} has letters of ${Math.min(...sizes).toFixed(1)} pixels`,
  ].filter(Boolean);
})""".replace("LETTER", str(LETTER))
#: Collects shifts of the layout from the start of a page.
_WATCH = """
window.__shift = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) {
    if (!entry.hadRecentInput) { window.__shift += entry.value; }
  }
}).observe({type: "layout-shift", buffered: true});
"""


def all_pages(folder: Path) -> list[str]:
    """Return the pages of the book; what it gives away is no page."""
    found = [file.relative_to(folder) for file in sorted(folder.rglob("*.html"))]
    return [file.as_posix() for file in found if not {"_static", "_files"} & set(file.parts)]


@functools.cache
def weight(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9)) if file.is_file() else 0


class Device:
    """A tab of one device, kept for all pages of the book; what was seen on the present one."""

    def __init__(self, context: Any) -> None:
        self.found: list[str] = []
        self.requests: list[str] = []
        context.add_init_script(_WATCH)
        self.page = new_page(context, self.found, self.requests)

    def open(self, address: str) -> Any:
        # From an empty page: what the one before still asked for is not counted here.
        self.page.goto("about:blank")
        self.found.clear()
        self.requests.clear()
        self.page.goto(address, wait_until="load")
        self.page.evaluate("document.fonts.ready")
        return self.page


@pytest.fixture(scope="module")
def devices(browser):
    """Return a function that gives the page of a device, one for all pages of the book."""
    opened: dict[str, Device] = {}
    contexts = []

    def device(name):
        if name not in opened:
            contexts.append(browser.new_context(**CONTEXTS[name]))
            opened[name] = Device(contexts[-1])
        return opened[name]

    yield device
    for context in contexts:
        context.close()


def test_there_are_pages(pages):
    assert len(all_pages(pages)) > 40


@pytest.mark.parametrize("device", CONTEXTS)
# Without a built book there is one test of each device, which says so.
@pytest.mark.parametrize("name", all_pages(PAGES) or ["index.html"])
def test_every_page(devices, pages, name, device):
    seen = devices(device)
    page = seen.open((pages / name).as_uri())
    found = [f"asks for {address}" for address in seen.requests
             if not address.startswith(("file:", "data:", "blob:"))]  # fmt: skip
    files = {Path(unquote(urlparse(address).path)) for address in seen.requests
             if address.startswith("file:")}  # fmt: skip
    if (sum_of := sum(map(weight, files))) > HEAVIER.get(name, WEIGHT_LIMIT):
        found.append(f"weighs {sum_of / 1000:.0f} kB")
    if (wide := overflow(page)) > 0:
        found.append(f"{wide} pixels wider than the window")
    if (shift := page.evaluate("window.__shift")) > SHIFT_LIMIT:
        found.append(f"the layout shifts by {shift:.3f}")
    found += page.evaluate(_FIGURES)
    found += axe.faults(page)
    found += seen.found
    assert not found, "\n".join(found)


#: Rows made alike, but for one whose words are pale and one whose link has none.
_ROW = '<tr><th scope="row">{n}</th><td style="{style}"><a href="#a">{words}</a></td></tr>'


def test_one_bad_row_among_many_alike_is_found(browser):
    rows = [
        _ROW.format(
            n=n, style="background: #777" if n == 90 else "", words="" if n == 150 else "more"
        )
        for n in range(10, 210)
    ]
    page = browser.new_page()
    page.set_content(
        '<!doctype html><html lang="en"><title>Rows</title><main><h1 id="a">Rows</h1>'
        '<p id="twice">One.</p><p id="twice">Two.</p><table><thead><tr><th scope="col">Number</th>'
        f'<th scope="col">Link</th></tr></thead><tbody>{"".join(rows)}</tbody></table></main>'
    )
    found = "\n".join(axe.faults(page))
    left = page.locator("tbody tr").count()
    page.close()
    for part in (
        "twice",
        "axe color-contrast (serious), 1 places",
        "axe link-name (serious), 1 places",
    ):
        assert part in found, found
    assert left == 3
