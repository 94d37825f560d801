"""Cross-cutting themes: findings, and what they change in results, indicators and budget lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import Field, model_validator

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files.entries import Entry, check_known, load
from cohesion.programme.design import Design, load_design
from cohesion.programme.evidence import Evidence
from cohesion.programme.legal import Citation, check_citations
from cohesion.publishing import frames

FILE = "cross_cutting.yml"
#: Instruments of the budget that carry operations (not advice, evaluation, visibility, reserve).
OPERATIONS = ("direct_grant", "call", "programme_estimate", "supplies")


class Change(Entry):
    """What a theme changes in one result."""

    change: str = Field(min_length=20)
    indicators: tuple[str, ...] = Field(min_length=1)
    lines: tuple[str, ...] = Field(min_length=1)


class Theme(Entry):
    """One of the four themes."""

    id: str
    title: str
    finding: str = Field(min_length=40)
    evidence: tuple[Evidence, ...] = ()
    evidence_gap: str = ""
    legal: tuple[Citation, ...] = Field(min_length=1)
    results: dict[str, Change]

    @model_validator(mode="after")
    def _rests_on_something(self) -> Theme:
        if not self.evidence and not self.evidence_gap:
            raise ValueError("no evidence: name an indicator or say in 'evidence_gap' why none")
        return self


class ThemesFile(Entry):
    """``cross_cutting.yml``."""

    themes: tuple[Theme, ...]


def load_themes(folder: Path = paths.PROGRAMME) -> tuple[Theme, ...]:
    """Return the themes; the matrix of themes, results, indicators and lines is complete."""
    file = folder / FILE
    themes = load(ThemesFile, FILE, folder).themes
    design = load_design(folder)
    indicators = {item.id: item.level for item in design.indicators.indicators}
    lines = {line.id: line for line in design.budget.lines}
    results = design.results.result_ids
    present = [theme.id for theme in themes]
    check_known(present, THEMES, file=file, entry="themes", what="theme")
    check_known(THEMES, present, file=file, entry="themes", what="filled theme")
    for theme in themes:
        check_citations(theme.legal, file=file, entry=theme.id)
        check_known(theme.results, results, file=file, entry=theme.id, what="result")
        for result in results:
            if result not in theme.results:
                raise _gap(file, theme.id, f"theme '{theme.id}' says nothing on {result}")
            change, entry = theme.results[result], f"{theme.id}, {result}"
            check_known(change.indicators, indicators, file=file, entry=entry, what="indicator")
            check_known(change.lines, lines, file=file, entry=entry, what="budget line")
            for name in change.indicators:
                if indicators[name] != result:
                    raise _gap(file, entry, f"indicator {name} measures {indicators[name]}")
            for name in change.lines:
                if lines[name].component != result:
                    raise _gap(file, entry, f"line {name} pays for {lines[name].component}")
    _check_covered(themes, design, file)
    return themes


def _gap(file: Path, entry: str, problem: str) -> DataError:
    return DataError(
        f"{problem}.", file=file, row=entry, cure="Complete or correct the matrix of themes."
    )


def _check_covered(themes: tuple[Theme, ...], design: Design, file: Path) -> None:
    """Every indicator of a result and every operational EU line is touched by some theme."""
    touched_indicators = {n for t in themes for c in t.results.values() for n in c.indicators}
    touched_lines = {n for t in themes for c in t.results.values() for n in c.lines}
    for item in design.indicators.indicators:
        if item.level in design.results.result_ids and item.id not in touched_indicators:
            raise _gap(file, item.id, f"no theme touches indicator {item.id}")
    for line in design.budget.lines:
        operational = line.funder == "eu" and line.instrument in OPERATIONS
        if operational and line.id not in touched_lines:
            raise _gap(file, line.id, f"no theme touches budget line {line.id}")


def change_table(themes: tuple[Theme, ...]) -> pd.DataFrame:
    """Return themes × results: what changes, with indicators and lines."""
    results = list(themes[0].results)
    return pd.DataFrame(
        {
            result: [
                f"{t.results[result].change} Indicators {', '.join(t.results[result].indicators)}; "
                f"lines {', '.join(t.results[result].lines)}."
                for t in themes
            ]
            for result in results
        },
        index=pd.Index([theme.title for theme in themes], name="Theme"),
    )


def money_table(themes: tuple[Theme, ...], folder: Path = paths.PROGRAMME) -> pd.DataFrame:
    """Return themes × results: EUR of the EU lines that the theme shapes, and their share (%).

    A line shaped by several themes counts for each of them; the columns therefore do not add up
    over themes.
    """
    design = load_design(folder)
    amounts = design.budget_lines.groupby("line")["amount"].sum()
    operational = [
        line.id
        for line in design.budget.lines
        if line.funder == "eu" and line.instrument in OPERATIONS
    ]
    total = amounts[operational].sum()
    rows = {}
    for theme in themes:
        by_result = {r: float(amounts[list(c.lines)].sum()) for r, c in theme.results.items()}
        rows[theme.title] = {f"{r} (EUR)": value for r, value in by_result.items()} | {
            "Share of EU operations (%)": sum(by_result.values()) / total * 100
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("Theme")


def indicator_table(themes: tuple[Theme, ...], folder: Path = paths.PROGRAMME) -> pd.DataFrame:
    """Return result indicators × themes (a mark where the theme shapes it) and disaggregation."""
    design = load_design(folder)
    items = [i for i in design.indicators.indicators if i.level in design.results.result_ids]
    table = pd.DataFrame(
        {
            theme.title: [
                "yes" if item.id in theme.results[item.level].indicators else "–" for item in items
            ]
            for theme in themes
        },
        index=pd.Index([f"{item.id} {item.name}" for item in items], name="Indicator"),
    )
    table["Broken down by"] = [", ".join(item.disaggregation) or "–" for item in items]
    return table


#: The four themes that run through every result (the mission's service S9).
THEMES = ("gender", "vulnerable_groups", "transparency", "good_government")


def evidence_of(themes: tuple[Theme, ...]) -> list[Evidence]:
    """Return the figures behind the themes, in their order."""
    return [item for theme in themes for item in theme.evidence]


def numbers(themes: tuple[Theme, ...], money: pd.DataFrame, source: Any) -> pd.DataFrame:
    """Return the share of operations that each theme shapes, as a frame for ``publish.facts``.

    Parameters
    ----------
    money : DataFrame
        From :func:`money_table`.
    """
    shares = money["Share of EU operations (%)"]
    values = {f"themes-share-{item.id.replace('_', '-')}": shares[item.title] for item in themes}
    return frames.rows(values, unit="%", source=source)


def finding_text(themes: tuple[Theme, ...]) -> str:
    """Return what the analysis found on each theme, as a list."""
    return "\n".join(f"- **{theme.title}**. {theme.finding}" for theme in themes)


def legal_table(themes: tuple[Theme, ...]) -> pd.DataFrame:
    """Return the articles on which each theme rests."""
    return pd.DataFrame(
        {"Articles": ["; ".join(item.text() for item in theme.legal) for theme in themes]},
        index=pd.Index([theme.title for theme in themes], name="Theme"),
    )
