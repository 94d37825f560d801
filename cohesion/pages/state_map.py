"""A map that is an index: each state leads to its fact sheet, the proposed ones stand out."""

from __future__ import annotations

import html
import math

from docutils import nodes
from docutils.parsers.rst import Directive

from cohesion.pages import placing
from cohesion.tables import geo
from cohesion.tables.geography import state_name

#: Units of the drawing across; whole units are fine enough for a map of this size.
WIDTH = 1000
PROPOSED = "selection-proposed-codes"


class StateMap(Directive):
    """Place the map of the states: ```` ```{state-map} ````."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Return the map as markup; editions without links have no use for it."""
        env = self.state.document.settings.env
        item = placing.lookup(env, PROPOSED, "fact", (env.docname, self.lineno))
        proposed = str(item["value"]).split(",") if item else []
        return [nodes.raw("", markup(proposed), format="html")]


def markup(proposed: list[str]) -> str:
    """Return the map as a figure of HTML, with the proposed states (keys) in their own colour."""
    shapes = []
    for code, path in _shapes().items():
        name = html.escape(state_name(code))
        marked = ' class="proposed"' if code in proposed else ""
        shapes.append(
            f'<a href="@@root@@book/states/state-{code}.html" tabindex="-1">'
            f'<path{marked} d="{path}"><title>{name}</title></path></a>'
        )
    names = [html.escape(state_name(code)) for code in proposed]
    links = ", ".join(
        f'<a href="@@root@@book/states/state-{code}.html">{name}</a>'
        for code, name in zip(proposed, names, strict=True)
    )
    # The words below say what the map shows; read aloud, thirty-two nameless shapes say nothing.
    return (
        '<figure class="state-map"><svg viewBox="0 0 1000 640" aria-hidden="true" '
        f'style="aspect-ratio: 1000 / 640">{"".join(shapes)}</svg>'
        f"<figcaption>Proposed: {links}. Each state leads to its "
        '<a href="@@root@@notebooks/state-sheets.html">fact sheet</a>.</figcaption></figure>'
    )


def _shapes() -> dict[str, str]:
    """Return the outline of each state as a path."""
    shrink = math.cos(math.radians(geo.MIDDLE_LATITUDE))
    rings: dict[str, list[list[tuple[float, float]]]] = {}
    for feature in geo.outlines()["features"]:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"]
        if geometry["type"] == "Polygon":
            polygons = [polygons]
        rings[feature["properties"]["state_code"]] = [
            [(x * shrink, -y) for x, y, *_ in ring] for polygon in polygons for ring in polygon
        ]
    points = [point for parts in rings.values() for ring in parts for point in ring]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    scale = WIDTH / (max(x for x, _ in points) - left)
    found = {}
    for code, parts in rings.items():
        path = []
        for ring in parts:
            placed = [(round((x - left) * scale), round((y - top) * scale)) for x, y in ring]
            thinned = [p for n, p in enumerate(placed) if n == 0 or p != placed[n - 1]]
            if len(thinned) > 3:
                path.append("M" + "L".join(f"{x} {y}" for x, y in thinned[:-1]) + "Z")
        found[code] = "".join(path)
    return found
