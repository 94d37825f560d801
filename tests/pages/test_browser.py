"""The reader's tools in a browser, from files: mouse, keyboard, touch, dark, phone, no JavaScript.

What the pages show is held against the data and against Python.
"""

from __future__ import annotations

import csv
import io
import re

import numpy as np
import pytest

from cohesion import formats, paths
from cohesion.chapters.selection import whatif
from cohesion.pages import explorer_data
from cohesion.publishing import stored
from cohesion.tables import store
from tests.tools import axe

#: A small book is built and opened in Chromium.
pytestmark = pytest.mark.browser

CARD = "#fact-card"
FACT = "a.fact[data-fact='poverty-rural-2010']"
TABLE = "a.reference.internal:has(.std-numref)"
PAGES = ("index.html", "book/explorer.html", "notebooks/what-if.html", "book/numbers.html")


def words(tab, selector: str) -> str:
    return " ".join(tab.inner_text(selector).split())


# ── the card ────────────────────────────────────────────────────────────────────────────────────
def expect_the_fact(tab) -> None:
    """The card says what the results say of the number."""
    item = stored.item("poverty-rural-2010")
    said = words(tab, CARD)
    interval = item["interval_text"]
    for part in ("64.9 %", "Mexico", "2010", interval, f"line {item['row']['line']}",
                 f"{item['row']['table']}.csv", f"cell {item['cell']}", "5 August 2019 †",
                 "Published after 30 June 2012"):  # fmt: skip
        assert " ".join(part.split()) in said, part


def test_the_row_that_a_card_names_holds_the_number(opened, small_book):
    tab = opened("index.html")
    tab.click(FACT)
    address = tab.get_attribute(f"{CARD} a[href*='_data/']:text-is('coneval_poverty_groups.csv')",
                                "href")  # fmt: skip
    row = stored.item("poverty-rural-2010")["row"]
    lines = (small_book / address).read_text(encoding="utf-8").splitlines()
    assert ",64.906414," in lines[row["line"] - 1] and "rural" in lines[row["line"] - 1]


def test_a_number_by_mouse(opened):
    tab = opened("index.html")
    tab.hover(FACT)
    tab.wait_for_selector(CARD, state="visible")
    expect_the_fact(tab)
    # The pointer may go into the card and stay there; away from both it closes.
    tab.hover(f"{CARD} .card-label")
    tab.wait_for_timeout(500)
    assert tab.is_visible(CARD)
    tab.mouse.move(1200, 800)
    tab.wait_for_selector(CARD, state="hidden")
    tab.click(FACT)
    tab.mouse.move(1200, 800)
    tab.wait_for_timeout(500)
    assert tab.is_visible(CARD), "a click keeps the card"
    tab.click("h1")
    assert tab.is_hidden(CARD)


def test_a_number_by_keyboard(opened):
    tab = opened("index.html")
    tab.focus("h1 + p a.fact")
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.dataset.fact") == "poverty-rural-2010"
    assert tab.is_visible(CARD)
    tab.keyboard.press("Escape")
    assert tab.is_hidden(CARD)
    assert tab.evaluate("document.activeElement.dataset.fact") == "poverty-rural-2010"
    for key in ("Enter", " "):
        tab.keyboard.press(key)
        assert tab.is_visible(CARD)
        assert tab.evaluate("document.activeElement.id") == "fact-card"
        expect_the_fact(tab)
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.getAttribute('aria-label')") == "Close"
        tab.keyboard.press("Escape")
        assert tab.is_hidden(CARD)
        assert tab.evaluate("document.activeElement.dataset.fact") == "poverty-rural-2010"


def test_a_number_by_touch(opened):
    tab = opened("index.html", width=390, touch=True)
    tab.tap(FACT)
    tab.wait_for_selector(CARD, state="visible")
    expect_the_fact(tab)
    box = tab.locator(CARD).bounding_box()
    assert box["width"] == 390 and box["y"] + box["height"] == pytest.approx(900, abs=2)
    tab.tap(f"{CARD} .card-close")
    assert tab.is_hidden(CARD)


def test_a_table_by_mouse_and_keyboard_and_touch(opened):
    item = stored.item("tab-selection-ranking")
    first = item["columns"][0]["cells"][0]
    tab = opened("index.html")
    tab.hover(f"{TABLE} >> nth=0")
    tab.wait_for_selector(CARD, state="visible")
    assert first in words(tab, CARD) and "Go to Table 1" in words(tab, CARD)
    assert tab.locator(f"{CARD} tbody tr").count() == 4
    tab.mouse.move(1200, 800)
    tab.wait_for_selector(CARD, state="hidden")
    tab.click(f"{TABLE} >> nth=0")
    assert tab.evaluate("location.hash") == "#tab-selection-ranking", "a click still leads there"
    tab = opened("index.html", width=390, touch=True)
    tab.tap(f"{TABLE} >> nth=0")
    tab.wait_for_selector(CARD, state="visible")
    assert tab.evaluate("location.hash") == ""
    tab.tap(f"{CARD} a:text-is('Go to Table 1')")
    assert tab.evaluate("location.hash") == "#tab-selection-ranking"


def test_a_sentence_shows_its_condition(opened):
    tab = opened("index.html")
    tab.click("a.claim-open")
    said = words(tab, CARD)
    assert "rural people are poorer than the nation" in said and "rural > nation" in said
    assert "64.9" in said and "46.1" in said


def test_the_card_copies_a_citation(opened):
    tab = opened("index.html")
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.click(FACT)
    tab.click(f"{CARD} button:text-is('Copy citation')")
    tab.wait_for_function("document.querySelector('.card-status').textContent.length > 0")
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied.replace("\u00a0", " ").startswith("64.9 % – ")
    assert "poverty-rural-2010" in copied and "CONEVAL" in copied
    tab.click(f"{CARD} button:text-is('Copy link')")
    tab.wait_for_function("document.querySelector('.card-status').textContent.includes('number')")
    assert "file:" not in tab.evaluate("navigator.clipboard.readText()")


def test_a_number_that_is_not_on_the_page_is_told(opened):
    tab = opened("index.html", hash="fact-poverty-lunar")
    assert "poverty-lunar" in words(tab, "#unknown-fact")
    tab.evaluate("location.hash = '#fact-poverty-rural-2010'")
    tab.wait_for_selector("#unknown-fact", state="detached")


def test_without_javascript_a_number_leads_to_its_row(opened):
    tab = opened("index.html", script=False)
    tab.click(FACT)
    assert tab.is_visible("#src-poverty-rural-2010")
    said = words(tab, "#src-poverty-rural-2010")
    for part in ("Mexico", "95 % interval", "line", "cell"):
        assert part in said


# ── all numbers ─────────────────────────────────────────────────────────────────────────────────
def test_every_number_can_be_looked_up(opened):
    tab = opened("book/numbers.html", hash="selection-gap-4-5")
    names = {name for name, item in stored.load().items() if item["kind"] == "fact"}
    rows = "[...document.querySelectorAll('#all-numbers tbody tr')]"
    ids = set(tab.evaluate(f"{rows}.map(row => row.id)"))
    assert names <= ids
    assert "wanted" in tab.get_attribute("#selection-gap-4-5", "class")
    tab.fill(".numbers-tools input", "poverty rural")
    assert tab.is_visible("#poverty-rural-2010") and tab.is_hidden("#selection-gap-4-5")


def test_an_unknown_number_is_told_with_the_nearest(opened):
    tab = opened("book/numbers.html", hash="poverty-rurl-2010")
    assert "poverty-rural-2010" in words(tab, "#unknown-fact")
    tab = opened("book/numbers.html", hash="%E0%A4%A")
    assert tab.is_visible("#unknown-fact")


# ── the explorer ────────────────────────────────────────────────────────────────────────────────
def ten_choices() -> list[tuple[str, str, int]]:
    """Return ten choices drawn from everything the explorer offers, with a fixed seed."""
    found = [(one.indicator, one.edition, year)
             for one in explorer_data.series(hindsight=False) if "+" not in one.edition
             for year in one.years]  # fmt: skip
    rng = np.random.default_rng(20120630)
    return [found[place] for place in rng.choice(len(found), 10, replace=False)]


def test_ten_choices_show_what_the_data_hold(opened):
    for indicator, edition, year in ten_choices():
        tab = opened("book/explorer.html", hash=f"i={indicator}&e={edition}&y={year}")
        assert tab.locator(".report-message").count() == 0
        chosen = store.select(indicator, edition=edition, years=[year]).frame
        chosen = chosen.set_index("state_code")
        unit = store.catalogue().at[indicator, "unit_en"]
        kind, digits = explorer_data.kind_of(unit)
        rows = table_rows(tab, ".explorer-columns table")
        names = {code: explorer_data.state_name(code) for code in chosen.index if code != "99"}
        for code, name in names.items():
            if kind == "count" and code == "00":
                continue
            assert rows[name][1] == formats.number(chosen.at[code, "value"], digits).replace(
                "\u00a0", " "
            ), (indicator, year, name)
        states = chosen.loc[[code for code in names if code != "00"], "value"]
        ranks = states.rank(ascending=False, method="min").astype(int)
        assert {name: rows[name][0] for code, name in names.items() if code in ranks} == {
            names[code]: str(rank) for code, rank in ranks.items()
        }
        assert (tab.locator(".explorer-figure > svg").count() == 1) == (
            kind != "count" and len(states) >= explorer_data.ENOUGH_STATES
        )


def table_rows(tab, selector: str) -> dict[str, list[str]]:
    """Return the cells of each row by its head, asked at once: a question for each takes long."""
    rows = tab.evaluate(
        f"[...document.querySelectorAll('{selector} tbody tr')].map(r => "
        "[...r.cells].map(c => [c.tagName, c.innerText.trim().replace(/\\s+/g, ' ')]))"
    )
    found = {
        next(text for tag, text in row if tag == "TH"): [text for tag, text in row if tag == "TD"]
        for row in rows
    }
    assert len(found) == len(rows), "two rows have one head"
    return found


def test_counts_have_no_map_but_a_rate_to_go_to(opened):
    tab = opened("book/explorer.html", hash="i=homicides_residence")
    assert tab.locator(".explorer-figure > svg").count() == 0
    tab.click(".explorer-nomap button")
    assert "per_population" in tab.evaluate("location.hash")
    assert tab.locator(".explorer-figure svg path[data-code]").count() >= 32
    assert "per 100 000" in words(tab, "#explorer-title")


def test_the_address_keeps_and_brings_back_a_choice(opened):
    tab = opened("book/explorer.html")
    tab.select_option("#explorer-indicator", "deprivation_health")
    tab.click(".explorer-columns tbody button[data-code='07']")
    tab.select_option("#explorer-state-4", "15")
    address = tab.evaluate("location.hash")
    again = opened("book/explorer.html", hash=address[1:])
    for selector in ("#explorer-title", ".explorer-finding", ".explorer-compare"):
        assert words(tab, selector) == words(again, selector)
    # A pasted address in an open page works as well.
    again.evaluate("location.hash = '#i=poverty'")
    again.wait_for_function("document.querySelector('#explorer-title').textContent[0] === 'P'")


@pytest.mark.parametrize(
    "hash, told",
    [
        ("i=happiness", "happiness"), ("i=poverty&e=coneval_1848", "coneval_1848"),
        ("i=poverty&y=1810", "1810"), ("s=77", "77"), ("c=07.99", "99"), ("m=00", "00"),
        ("i=__proto__", "__proto__"), ("i=%E0%A4%A", "%E0%A4%A"), ("s=00", "00"),
    ],
)  # fmt: skip
def test_an_unknown_choice_shows_a_message_and_the_default(opened, hash, told):
    tab = opened("book/explorer.html", hash=hash)
    assert told in words(tab, ".report-message >> nth=0")
    assert tab.locator(".explorer-columns tbody tr").count() == 33
    assert tab.locator(".explorer-figure > svg").count() == 1


def test_a_state_is_chosen_by_map_table_and_keyboard(opened):
    tab = opened("book/explorer.html")
    tab.locator(".explorer-map > g path[data-code='08']").click()
    assert "s=08" in tab.evaluate("location.hash")
    assert "Chihuahua" in words(tab, ".explorer-finding")
    tab.focus(".explorer-columns tbody button[data-code='20']")
    tab.keyboard.press("Enter")
    assert "s=20" in tab.evaluate("location.hash")
    assert tab.evaluate("document.activeElement.dataset.code") == "20"


def test_differences_of_states_have_the_right_errors(opened):
    hash = "i=poverty&e=coneval_2008_2018&y=2010&c=07.20"
    tab = opened("book/hindsight-explorer.html", hash=hash)
    frame = store.select("poverty", edition="coneval_2008_2018", years=[2010]).frame
    frame = frame.set_index("state_code")
    by = frame.at["07", "value"] - frame.at["20", "value"]
    half = 1.959963984540054 * np.hypot(frame.at["07", "se"], frame.at["20", "se"])
    row = words(tab, ".explorer-compare table tbody tr >> nth=0")
    assert row == (
        f"Chiapas – Oaxaca {formats.signed(by, 1)} {formats.interval(by - half, by + half, 1)} "
        + ("higher" if by > half else "no clear difference")
    )


def test_a_state_cannot_be_compared_with_itself(opened):
    tab = opened("book/explorer.html", hash="c=07.12")
    tab.select_option("#explorer-state-2", "07")
    assert "compared already" in words(tab, ".report-message")
    assert tab.input_value("#explorer-state-2") == "12"


def test_the_download_holds_the_figures_with_their_source(opened):
    tab = opened("book/hindsight-explorer.html", hash="i=poverty&e=coneval_2008_2018&y=2010")
    with tab.expect_download() as waiting:
        tab.click("button:text-is('Download CSV')")
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 33 and {row["edition"] for row in rows} == {"coneval_2008_2018"}
    frame = store.select("poverty", edition="coneval_2008_2018", years=[2010]).frame
    values = frame.set_index("state_code")["value"]
    for row in rows:
        assert float(row["value"]) == pytest.approx(values[row["state_code"]], rel=1e-8)
    with tab.expect_download() as waiting:
        tab.click("button:text-is('Map as SVG')")
    drawing = waiting.value.path().read_text(encoding="utf-8")
    assert drawing.startswith("<svg") and drawing.count("<path") >= 32 and "fill:" in drawing


def test_the_map_of_municipalities_is_loaded_when_asked(opened, small_book):
    if not (paths.GEO / explorer_data.MUNICIPAL_OUTLINES).is_file():
        pytest.skip("no municipal outlines in data/geo")
    tab = opened("book/explorer.html", hash="m=29&mi=poverty")
    tab.wait_for_selector(".explorer-map.municipal")
    frame = store.select("poverty", level="municipality", years=[2010]).frame
    here = frame[frame["mun_code"].str[:2] == "29"]
    assert tab.locator(".explorer-map.municipal path[data-code]").count() == len(here)
    tab.click(".explorer-municipal summary")
    top = words(tab, ".explorer-municipal tbody tr >> nth=0")
    assert top.endswith(formats.number(here["value"].max(), 1))


def test_the_page_with_hindsight_alone_shows_later_publications(opened):
    before, after = opened("book/explorer.html"), opened("book/hindsight-explorer.html")
    editions = "Object.keys(cohesionExplorer.data.editions)"
    assert set(before.evaluate(editions)) < set(after.evaluate(editions))
    assert "coneval_2016_2022" not in before.evaluate(editions)


# ── what if ─────────────────────────────────────────────────────────────────────────────────────
def test_sliders_give_what_python_gives(opened):
    tab = opened("notebooks/what-if.html")
    tab.focus("#weight-1")
    tab.keyboard.press("Home")
    for _ in range(5):
        tab.keyboard.press("ArrowRight")
    tab.select_option("#gate-violence", "1.5")
    start = whatif.basis()
    points = start.points.copy()
    points.iloc[0] = 5
    table = whatif.answer(start, whatif.Choice(points, {"violence": 1.5}))
    first = [explorer_data.state_name(code) for code in whatif.first(table, 4)]
    said = words(tab, ".what-if-answer p >> nth=0")
    assert said.startswith(f"These choices propose {', '.join(first[:-1])} and {first[-1]}.")
    for head, cells in table_rows(tab, ".what-if-table").items():
        name = head.split(" violence gate")[0].split(" need gate")[0]
        code = next(c for c in table.index if explorer_data.state_name(c) == name)
        assert cells[1] == formats.number(table.at[code, "total"], 1)
    again = opened("notebooks/what-if.html", hash=tab.evaluate("location.hash")[1:])
    assert words(again, ".what-if-answer p >> nth=0") == said
    again.click("button:text-is('Declared rule')")
    assert again.evaluate("location.hash") == ""
    assert words(again, ".what-if-answer p >> nth=0").startswith("The declared rule proposes")


def test_the_published_share_stands_beside_the_pages_own(opened):
    tab = opened("notebooks/what-if.html")
    share = stored.fact_text("selection-prob-top4-1").replace("\u00a0", " ")
    assert f"({share})" in words(tab, ".what-if-beside")
    heads = words(tab, ".what-if-table thead")
    assert "Nearby, %" in heads and "Published, %" in heads
    tab.wait_for_function("document.querySelector('#what-if').dataset.ready !== undefined")
    assert "points brings in" in words(tab, ".what-if-turning p")


@pytest.mark.parametrize(
    "hash, told",
    [
        ("w=1-2-3", "weights"), ("w=0-0-0-0-0-0-0-0-0-0-0-0", "weights"),
        ("w=99-1-1-1-1-1-1-1-1-1-1-1", "weights"), ("violence=7", "violence"), ("r=55", "55"),
        ("f=luck.07.50", "luck"), ("f=absorption.07.500", "absorption"),
        ("x=maybe", "maybe"), ("q=1", "q"), ("w=%E0%A4%A", "weights"),
    ],
)  # fmt: skip
def test_an_unknown_weight_gate_or_state_shows_a_message_and_the_default(opened, hash, told):
    tab = opened("notebooks/what-if.html", hash=hash)
    assert told in words(tab, ".report-message")
    assert words(tab, ".what-if-answer p >> nth=0").startswith("The declared rule proposes")
    assert tab.locator(".what-if-table tbody tr").count() == 32


def test_on_a_phone_the_answer_stays_above_the_sliders(opened):
    tab = opened("notebooks/what-if.html", width=390, touch=True)
    tab.locator("#weight-12").scroll_into_view_if_needed()
    answer = tab.locator(".what-if-answer").bounding_box()
    assert 0 <= answer["y"] < 250


# ── every page ──────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("page", [*PAGES, "book/hindsight-explorer.html"])
def test_without_javascript_the_page_is_complete(opened, page):
    tab = opened(page, script=False)
    if "explorer" in page:
        assert tab.is_visible("#explorer svg.explorer-map")
        assert tab.locator("#explorer table tbody tr").count() == 33
        assert tab.locator("#explorer a[href$='.csv']").count() > 20
    elif "what-if" in page:
        assert tab.locator("#tab-whatif-scores tbody tr").count() == 32
        assert tab.locator("#tab-whatif-places tbody tr").count() == 32
    elif "numbers" in page:
        assert tab.locator("#all-numbers tbody tr").count() > 800
    else:
        assert tab.locator("details.fact-list").count() == 1


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1300, 390])
@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_wrong_for_assistive_technology(opened, page, width, dark):
    tab = opened(page, width=width, dark=dark)
    if page == "index.html":
        tab.click(FACT)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    # The frame of the page is looked at with the whole book.
    assert not axe.faults(tab, "main")


def test_the_budget_of_bytes(small_book):
    static = small_book / "_static"
    own = sum((static / name).stat().st_size
              for name in ("card.js", "explorer.js", "whatif.js", "numbers.js"))  # fmt: skip
    assert own < 120_000
    for page, data, municipal in (
        ("explorer", "data.js", True), ("hindsight-explorer", "later.js", False)
    ):  # fmt: skip
        files = [small_book / "book" / f"{page}.html", static / "explorer" / data,
                 static / "explorer" / "outlines.js", static / "explorer.js"]  # fmt: skip
        files += sorted((static / "explorer").glob("mun-*.js")) if municipal else []
        assert sum(file.stat().st_size for file in files) < 1_500_000, page


def test_no_script_asks_for_anything(small_book):
    for name in ("card.js", "explorer.js", "whatif.js", "numbers.js"):
        text = (small_book / "_static" / name).read_text(encoding="utf-8")
        assert not re.search(r"\bfetch\(|XMLHttpRequest|import\(|^import |//cdn|https?://(?!www\.w3)",
                             text, re.MULTILINE), name  # fmt: skip
