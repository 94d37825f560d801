"""What a reader does with the pages, in a real browser: search, keyboard, tables, print, code."""

from __future__ import annotations

import io

import pytest

from tests.book.opened import CONTEXTS, new_page, overflow
from tests.tools import axe

pytestmark = pytest.mark.browser

#: One page of each kind: chapter, deliverable with wide tables, sheet, list, search.
KINDS = (
    "index.html", "notebooks/selection.html", "notebooks/logical-framework.html",
    "notebooks/budget.html", "notebooks/compare-states.html", "book/states/state-20.html",
    "book/glossary.html", "notebooks/hindsight-justice.html", "search.html",
)  # fmt: skip
WIDEST = ("notebooks/logical-framework.html", "notebooks/budget.html",
          "notebooks/compare-states.html")  # fmt: skip


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (650, "dark"), (1300, "dark")])
def test_one_page_of_each_kind_at_other_widths(browser, pages, width, scheme):
    # 650 pixels are a window of 1300 at twice the size.
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    found, faults = [], []
    page = new_page(context, faults)
    for name in KINDS:
        page.goto((pages / name).as_uri(), wait_until="load")
        if (wide := overflow(page)) > 0:
            found.append(f"{name}: {wide} pixels wider than {width}")
        found += [f"{name}: {fault}" for fault in axe.faults(page)]
    context.close()
    assert not found + faults, "\n".join(found + faults)


def test_the_first_screen_of_a_phone_is_short_and_has_one_picture(browser, pages):
    context = browser.new_context(**CONTEXTS["phone"])
    page = new_page(context, [])
    page.goto((pages / "index.html").as_uri(), wait_until="load")
    seen = page.evaluate("""() => {
      const inside = box => box.top < innerHeight && box.bottom > 0 && box.width > 0;
      const walker = document.createTreeWalker(document.querySelector("article"), 4);
      let words = 0;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const range = document.createRange();
        range.selectNodeContents(node);
        if (inside(range.getBoundingClientRect())) {
          words += node.textContent.split(/[ \\n\\t]+/).filter(Boolean).length;
        }
      }
      const drawn = [...document.querySelectorAll("article svg, article img")];
      return [words, drawn.filter(one => inside(one.getBoundingClientRect())).length];
    }""")
    context.close()
    assert 20 < seen[0] <= 120, f"{seen[0]} words on the first screen"
    assert seen[1] == 1, f"{seen[1]} pictures on the first screen"


def test_wide_tables_are_printed_whole(browser, pages):
    from pypdf import PdfReader

    context = browser.new_context(viewport={"width": 1300, "height": 900})
    page = new_page(context, [])
    outside: list[str] = []
    for name in WIDEST:
        page.goto((pages / name).as_uri(), wait_until="load")
        data = page.pdf(prefer_css_page_size=True, print_background=False)
        for number, sheet in enumerate(PdfReader(io.BytesIO(data)).pages, start=1):
            width = float(sheet.mediabox.width)

            def visit(text, cm, tm, font, size, *, name=name, number=number, width=width):
                x = cm[0] * tm[4] + cm[2] * tm[5] + cm[4]
                if text.strip() and not -1 <= x <= width - 8:
                    outside.append(f"{name}, sheet {number}: '{text.strip()[:30]}' at {x:.0f}")

            words = sheet.extract_text(visitor_text=visit)
            assert number > 1 or words.strip()
    context.close()
    assert not outside, "\n".join(outside[:20])


def test_a_reader_without_a_mouse(browser, pages):
    context = browser.new_context(**CONTEXTS["desktop"])
    faults: list[str] = []
    page = new_page(context, faults)
    page.goto((pages / "notebooks/selection.html").as_uri(), wait_until="load")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main-content"
    # The search: open, ask, go down, close.
    page.keyboard.press("Control+k")
    page.keyboard.type("marco logico")
    page.wait_for_selector("#pst-search-dialog .search-hits a")
    first = page.locator("#pst-search-dialog .search-hits a").first
    assert first.get_attribute("href").endswith("logical-framework.html")
    assert first.locator(".hit-text").inner_text().strip()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('.search-hits') !== null")
    page.keyboard.press("Escape")
    assert not page.evaluate("document.getElementById('pst-search-dialog').open")
    # Order a table, and see where the focus is.
    button = page.locator("table[data-sortable] button.sort").nth(1)
    button.focus()
    page.keyboard.press("Enter")
    assert page.locator("table[data-sortable] th[aria-sort]").count() == 1
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline not in ("none", "")
    context.close()
    assert not faults


def test_code_is_one_switch_away_and_stays_so(browser, pages):
    context = browser.new_context(**CONTEXTS["desktop"])
    page = new_page(context, [])
    page.goto((pages / "notebooks/selection.html").as_uri(), wait_until="load")
    folds = page.locator(".cell details.above-input")
    assert folds.count() > 3 and not folds.first.is_visible()
    page.locator(".code-switch").click()
    assert folds.nth(1).is_visible()
    page.goto((pages / "notebooks/sector-safety.html").as_uri(), wait_until="load")
    assert page.locator(".cell details.above-input").nth(1).is_visible()
    page.goto((pages / "notebooks/action-fiche.html").as_uri(), wait_until="load")
    assert "Code of" not in page.locator("article h2").first.inner_text()
    context.close()


def test_orders_of_a_table_come_and_go(browser, pages):
    context = browser.new_context(**CONTEXTS["desktop"])
    page = new_page(context, [])
    page.goto((pages / "notebooks/budget.html").as_uri(), wait_until="load")
    table = page.locator("#tab-budget-lines")

    def column(place):
        return table.locator(f"tbody tr > :nth-child({place})").all_inner_texts()

    last = table.locator("thead th").count()
    printed = column(last)
    button = table.locator("thead th").nth(last - 1).locator("button")
    button.click()
    numbers = [int("".join(c for c in text if c.isdigit()) or -1) for text in column(last)]
    totals = table.locator("tbody tr.total").count()
    ordered = numbers[: len(numbers) - totals]
    assert ordered == sorted(ordered, reverse=True)
    button.click()
    button.click()
    assert column(last) == printed
    context.close()


def test_heads_stay_in_sight(browser, pages):
    context = browser.new_context(**CONTEXTS["desktop"])
    page = new_page(context, [])
    page.goto((pages / "notebooks/selection.html").as_uri(), wait_until="load")
    page.locator("#tab-selection-gates tbody tr").nth(12).scroll_into_view_if_needed()
    page.evaluate("""() => {
      const row = document.querySelectorAll("#tab-selection-gates tbody tr")[12];
      scrollTo(0, row.getBoundingClientRect().top + scrollY - 300); }""")
    top = page.evaluate(
        "document.querySelector('#tab-selection-gates thead th').getBoundingClientRect().top"
    )
    context.close()
    assert 0 <= top < 120, f"the head is at {top:.0f} pixels"


def test_two_states_are_compared_by_their_address(browser, pages):
    context = browser.new_context(**CONTEXTS["phone"])
    page = new_page(context, [])
    page.goto((pages / "notebooks/compare-states.html").as_uri() + "#oaxaca|michoacan")
    heads = page.locator("table.compare-result thead th").all_inner_texts()
    assert heads[1:3] == ["Oaxaca", "Michoacán"]
    box = page.locator("table.compare-result thead th").nth(2).bounding_box()
    assert box["x"] + box["width"] <= 390, "the second state is out of sight on a phone"
    page.evaluate("location.hash = 'puebla|chiapas'")
    page.wait_for_function(
        "document.querySelector('table.compare-result th:nth-child(2)').textContent === 'Puebla'"
    )
    context.close()


#: What a reader asks → the pages of which one must come first.
QUERIES = {
    "Oaxaca homicides": ("book/states/state-20.html", "notebooks/profile-third.html"),
    "cifra negra": (
        "book/glossary.html",
        "notebooks/sector-safety.html",
        "notebooks/situation-justice.html",
    ),
    "presupuesto": ("notebooks/budget.html",),
    "marco lógico": ("notebooks/logical-framework.html",),
    "Seguro Popular": ("notebooks/sector-health.html",),
    "logical framework": ("notebooks/logical-framework.html",),
    "Gini": (
        "notebooks/sector-social-development.html",
        "notebooks/correlation-municipalities.html",
        "notebooks/correlation-measurement.html",
        "notebooks/correlation-specifications.html",
        "notebooks/correlation-states.html",
    ),
    "turnout": ("notebooks/situation-justice.html", "notebooks/correlation-justice.html"),
    "fee rate": ("notebooks/technical-assistance.html", "notebooks/quality-control.html"),
    "Guerrero poverty": ("book/states/state-12.html", "notebooks/profile-second.html"),
    "indicators women": ("notebooks/indicators.html", "notebooks/cross-cutting.html"),
    "homicide rate by state": ("notebooks/sector-safety.html",),
    # With and without accents.
    "Michoacán": ("book/states/state-16.html",),
    "michoacan": ("book/states/state-16.html",),
    "Querétaro": ("book/states/state-22.html",),
    "queretaro": ("book/states/state-22.html",),
    "marco logico": ("notebooks/logical-framework.html",),
    "presupuésto": ("notebooks/budget.html",),
    "Nuevo León": ("book/states/state-19.html",),
    "nuevo leon": ("book/states/state-19.html",),
    "Estado de México": ("book/states/state-15.html",),
    "calendario": ("notebooks/timetable.html",),
    "género": ("notebooks/cross-cutting.html", "notebooks/sector-safety.html"),
    "genero": ("notebooks/cross-cutting.html", "notebooks/sector-safety.html"),
    "actores": ("notebooks/stakeholders.html",),
    "riesgos": ("notebooks/risks-and-lessons.html",),
    "Ciudad Juárez": ("notebooks/correlation-municipalities.html",),
}


def test_the_search_puts_the_obvious_page_first(browser, pages):
    context = browser.new_context(**CONTEXTS["desktop"])
    page = new_page(context, [])
    page.goto((pages / "search.html").as_uri(), wait_until="load")
    wrong = []
    for query, wanted in QUERIES.items():
        page.locator(".search-page input[name=q]").fill(query)
        page.wait_for_selector(".search-page .search-hits a")
        first = page.evaluate(
            "document.querySelector('.search-page .search-hits a').getAttribute('href')"
        )
        found = first.split("#")[0].removeprefix("./")
        if found not in wanted:
            wrong.append(f"{query}: {first}")
    text = page.evaluate("JSON.stringify(window.reportSearchIndex.records)")
    context.close()
    assert not wrong, "\n".join(wrong)
    for code in ("publish.table", "import numpy", "lstrip"):
        assert code not in text, f"the index holds code: {code}"


def test_printed_numbers_and_captions_are_found(browser, pages):
    context = browser.new_context(**CONTEXTS["desktop"])
    page = new_page(context, [])
    page.goto((pages / "notebooks/logical-framework.html").as_uri(), wait_until="load")
    number = page.locator("#tab-logframe-pcm .caption-number").inner_text().strip()
    page.goto((pages / "search.html").as_uri(), wait_until="load")
    field = page.locator(".search-page input[name=q]")
    field.fill(number)
    page.wait_for_selector(".search-page .search-hits a")
    assert page.locator(".search-hits a").first.get_attribute("href").endswith("#tab-logframe-pcm")
    context.close()


def test_figures_are_found_by_their_words_and_have_no_white_slab(browser, pages):
    context = browser.new_context(viewport={"width": 1300, "height": 900}, color_scheme="dark")
    page = new_page(context, [])
    page.goto((pages / "notebooks/selection.html").as_uri(), wait_until="load")
    words = page.evaluate(
        "[...document.querySelectorAll('svg.drawing text')].map(t => t.textContent)"
    )
    assert any("score" in word for word in words)
    white = page.evaluate("""() => [...document.querySelectorAll("svg.drawing *")].filter(one => {
      const box = one.getBoundingClientRect();
      const white = getComputedStyle(one).fill === "rgb(255, 255, 255)";
      return white && box.width > 200 && box.height > 100;
    }).length""")
    context.close()
    assert white == 0
