"""A published number with all that is known of it."""

from __future__ import annotations

ITEM = {
    "name": "x", "kind": "fact", "value": 64.906414, "text": "64.9 %", "unit": "%", "digits": 1,
    "notebook": "sector-health", "cell": 3, "sources": ["coneval_poverty_states@coneval_2008_2018"],
    "source_lines": [], "row": {"table": "coneval_poverty_states", "line": 12}, "label": "Poverty",
    "place": "Mexico", "year": 2010, "interval_text": "62.7 to 67.1",
}  # fmt: skip
