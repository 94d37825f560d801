"""Pictures of three small pages, compared with those that were looked at and kept.

Letters are drawn a little differently by each version of the browser: pictures are compared as
coarse squares, which catches what moves, vanishes or changes colour. After a wanted change, look at
the new pictures and keep them: ``ACCEPT_PICTURES=1 make test-pages``.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from cohesion import paths
from cohesion.pages import article, assets, drawings

pytestmark = pytest.mark.browser

KEPT = Path(__file__).parents[1] / "golden" / "pictures"
#: Side of a square in pixels, and how much its mean brightness (0–255) may differ.
SQUARE, TOLERANCE = 20, 28.0
#: So many squares may differ more: an edge that falls on the other side of a line.
STRAY = 0.015

TABLE = """<section><h1>Choosing</h1><p>Two states are proposed: Oaxaca and Puebla.</p><section>
<h2>Ranking</h2><div class="table-block"><div class="pst-scrollable-table-container">
<table class="published table" id="tab-x"><caption>
<span class="caption-number">Table 1 </span>Oaxaca comes first.</caption><thead><tr>
<th scope="col" class="head stub">State</th><th scope="col" class="head number">Score</th>
<th scope="col" class="head">Why</th></tr></thead><tbody>
<tr><th scope="row" class="stub">Oaxaca</th><td class="number">68.8</td><td>{why}</td></tr>
<tr><th scope="row" class="stub">Total</th><td class="number">68.8</td><td>–</td></tr></tbody>
</table>
</div><p class="source">Source: <span class="one-source">CONEVAL, <em>Medición de la pobreza</em>
(August 2019)†</span>.</p></div></section></section>"""
SAMPLES = {
    "table": TABLE.format(why="Need is high in all three sectors, and the institutions can act."),
    "limits": "<section><h1>Safety</h1><p>The answer.</p><section><h2>Limits of the data</h2>"
              "<p>No figure by month.</p></section></section>",
    "hindsight": "<section><h1>With hindsight: justice</h1><p>The answer.</p></section>",
}  # fmt: skip
VIEWS = {"wide": (1000, "light"), "phone": (390, "dark")}


def page_of(name: str, folder: Path, theme: str) -> Path:
    items = {"data-day": {"kind": "fact", "text": "30 June 2012", "sources": []}}
    page = "notebooks/hindsight-x" if name == "hindsight" else "notebooks/x"
    done = article.finish(SAMPLES[name], page, article.Setting(items))
    import pydata_sphinx_theme

    theme_css = next(Path(pydata_sphinx_theme.__file__).parent.rglob("pydata-sphinx-theme.css"))
    sheets = [
        theme_css.as_uri(),
        *(paths.BOOK / "static" / sheet for sheet in ("book.css",)),
    ]
    links = "".join(f'<link rel="stylesheet" href="{sheet}">' for sheet in sheets)
    styles = assets.font_sheet(folder / "fonts") + drawings.style_sheet({"#00588f"})
    file = folder / f"{name}.html"
    file.write_text(
        f'<!doctype html><html lang="en" data-theme="{theme}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><style>{styles}</style>{links}'
        f'<body><main class="bd-main"><div class="bd-content"><div class="bd-article-container">'
        f'<article class="bd-article">{done.body}</article></div></div></main></body></html>',
        encoding="utf-8",
    )
    return file


def squares(picture: bytes):
    from PIL import Image

    image = Image.open(io.BytesIO(picture)).convert("L")
    size = (max(1, image.width // SQUARE), max(1, image.height // SQUARE))
    return image.size, list(image.resize(size, Image.Resampling.BOX).tobytes())


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("view", VIEWS)
def test_small_pages_look_as_they_did(browser, tmp_path, name, view):
    width, theme = VIEWS[view]
    context = browser.new_context(viewport={"width": width, "height": 640}, color_scheme=theme)
    page = context.new_page()
    page.goto(page_of(name, tmp_path, theme).as_uri(), wait_until="load")
    page.evaluate("document.fonts.ready")
    taken = page.screenshot()
    context.close()
    kept = KEPT / f"{name}-{view}.png"
    if os.environ.get("ACCEPT_PICTURES"):
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(taken)
    assert kept.is_file(), f"no picture of {name} is kept"
    size, now = squares(taken)
    old_size, before = squares(kept.read_bytes())
    assert size == old_size
    moved = sum(abs(a - b) > TOLERANCE for a, b in zip(now, before, strict=True))
    assert moved <= STRAY * len(now), f"{name}, {view}: {moved} of {len(now)} squares differ"
