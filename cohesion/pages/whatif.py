"""The page "What if": its place, and the data that its script computes with.

The page computes no figure at build time: scores, gate figures and best places are tables that a
notebook published; the thresholds are those of ``data/programme/selection.yml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive

from cohesion.chapters.selection import evidence, rule
from cohesion.pages import cards, placing
from cohesion.tables import vintage
from cohesion.tables.geography import STATES, state_name

SCORES, GATES, PLACES = "tab-whatif-scores", "tab-whatif-gates", "tab-whatif-places"
PROPOSED = "selection-proposed-codes"
#: What the script draws around the chosen weights, and how near: the selection's own concentration.
DRAWS = 2000


class WhatIf(Directive):
    """Place the sliders: ```` ```{what-if} ````."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Return the place of the sliders; without JavaScript the page's tables stand alone."""
        env = self.state.document.settings.env
        found = {
            name: placing.lookup(env, name, kind, (env.docname, self.lineno))
            for name, kind in ((SCORES, "table"), (GATES, "table"), (PLACES, "table"),
                               (PROPOSED, "fact"))
        }  # fmt: skip
        if None in found.values():
            return []
        data = payload(found)
        text = (
            '<div id="what-if" class="what-if"><p>Moving weights needs JavaScript. Without it the '
            "tables below hold everything that the page computes with.</p></div>"
            + cards.island("what-if-data", data)
        )
        return [nodes.raw("", text, format="html")]


def payload(found: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return what the script computes with: criteria, gates, scores and published places.

    Parameters
    ----------
    found : mapping
        The published items by name.
    """
    plan = rule.load_plan()
    codes = {name: code for code, name in STATES["name_en"].items()}
    scores, gates = found[SCORES]["raw"], found[GATES]["raw"]
    order = [codes[row[0]] for row in scores["rows"]]
    heads = list(plan.labels)
    if scores["heads"][1:] != heads:
        raise AssertionError("the table of scores does not follow the criteria of the rule")
    by_state = {codes[row[0]]: row for row in gates["rows"]}
    published = {codes[row[0]]: row[1:] for row in found[PLACES]["raw"]["rows"]}
    empty = [
        column for column, criterion in enumerate(plan.criteria)
        if len({row[column + 1] for row in scores["rows"]}) == 1
    ]  # fmt: skip
    return {
        "criteria": [
            {"id": one.id, "label": one.label, "block": one.block,
             "points": round(one.weight * 100, 9)}
            for one in plan.criteria
        ],
        "empty": empty,
        "states": [[code, state_name(code)] for code in order],
        "scores": [row[1:] for row in scores["rows"]],
        "ratio": [by_state[code][1] for code in order],
        "coverage": [by_state[code][3] / 100 for code in order],
        "gates": [
            {"id": gate.id, "kind": gate.kind, "limit": gate.threshold,
             "limits": list(dict.fromkeys([gate.threshold, *gate.alternatives, None])),
             "reason": gate.reason}
            for gate in plan.gates if gate.kind != "mission_evidence"
        ],
        "refused": sorted(
            code for gate in plan.gates if gate.kind == "mission_evidence"
            for code in evidence.refused_states(gate.evidence)
        ),
        "places": plan.decision.maximum_states,
        "tolerance": plan.decision.tie_tolerance,
        "concentration": plan.robustness.dirichlet_concentration,
        "draws": DRAWS,
        "seed": vintage.seed(),
        "proposed": found[PROPOSED]["value"].split(","),
        "published": [
            {"score": row[0], "place": row[1], "share": row[2], "near": row[3], "any": row[4]}
            for row in (published[code] for code in order)
        ],
    }  # fmt: skip
