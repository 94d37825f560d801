"""Every cohesion measure beside every outcome: the grid of the chapter, and what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cohesion import formats
from cohesion.chapters.correlation import added, space, variables
from cohesion.chapters.correlation.plan import AnalysisPlan
from cohesion.methods import association, dependence, grid, measurement_error
from cohesion.tables.geography import STATE_CODES
from cohesion.tables.store import AS_OF, select

#: Bootstrap samples of each interval of a grid.
REPLICATIONS = 1_999
#: What holds constant, for readers.
SETS = {
    "none": "nothing held constant",
    "income": "low pay held constant",
    "urbanisation": "small places held constant",
    "both": "both held constant",
    "with_indigenous": "both and speakers of an indigenous language held constant",
}


@dataclass(frozen=True)
class Result:
    """A grid: its cells in each set of controls, its variables, and what was not at hand.

    ``cells`` maps the name of a set to a table with columns row, column, method, n, r, low, high,
    p, p_holm, p_bh; rows are turned so that higher means weaker cohesion.
    """

    cells: dict[str, pd.DataFrame]
    frame: pd.DataFrame
    sources: tuple
    absent: list[str]
    rows: list[str]
    columns: list[str]

    def cell(self, row: str, column: str, held: str = "none") -> pd.Series:
        """Return one cell."""
        table = self.cells[held]
        return table[(table["row"] == row) & (table["column"] == column)].iloc[0]

    def wide(self, held: str = "none", what: str = "r") -> pd.DataFrame:
        """Return rows × columns of one figure; cells that are barred are missing."""
        table = self.cells[held].pivot(index="row", columns="column", values=what)
        return table.reindex(index=self.rows, columns=self.columns)


def turned(plan: AnalysisPlan, frame: pd.DataFrame, rows: list[str]) -> pd.DataFrame:
    """Turn each cohesion measure so that a higher value means weaker cohesion."""
    result = frame.copy()
    for name in rows:
        known = plan.variables.get(name)
        higher_is_better = (
            known.cohesive == "higher"
            if known
            else plan.added.variables[name].higher_is == "better"
        )
        if higher_is_better:
            result[name] = -result[name]
    return result


def mission(plan: AnalysisPlan, rng: np.random.Generator, as_of: object = AS_OF) -> Result:
    """Return the declared grid of the day."""
    rule = plan.added.grid
    held = [name for names in rule.sets.values() for name in names]
    names = [*dict.fromkeys([*rule.cohesion, *rule.outcomes, *held])]
    data, absent = added.table(plan, names, as_of)
    rows = [n for n in rule.cohesion if n not in absent]
    columns = [n for n in rule.outcomes if n not in absent]
    sets = {k: list(v) for k, v in rule.sets.items() if not set(v) & set(absent)}
    return _estimated(plan, data, absent, rows, columns, sets, rng, dict(rule.barred))


def hindsight(plan: AnalysisPlan, rng: np.random.Generator) -> Result:
    """Return cohesion beside later measures of justice and governance."""
    rule = plan.added.justice
    sets = {"none": [], "both": ["low_income", "rurality"]}
    names = [*rule.cohesion, *rule.outcomes, *sets["both"]]
    data, absent = added.table(plan, names, None)
    rows = [n for n in rule.cohesion if n not in absent]
    columns = [n for n in rule.outcomes if n not in absent]
    return _estimated(plan, data, absent, rows, columns, sets, rng, {})


def _estimated(
    plan: AnalysisPlan,
    data: variables.Data,
    absent: list[str],
    rows: list[str],
    columns: list[str],
    sets: dict[str, list[str]],
    rng: np.random.Generator,
    barred: dict[str, tuple[str, ...]],
) -> Result:
    rule = plan.added.grid
    frame = turned(plan, data.frame, rows)
    # One list of exchanges for every cell that has all states: cells differ by their data alone.
    orders = rng.permuted(np.tile(np.arange(len(frame)), (rule.permutations, 1)), axis=1)
    cells = {}
    for name, held in sets.items():
        parts, draws = [], rule.permutations_partial if held else rule.permutations
        for group in _equally_complete(frame, columns):
            whole = frame[[*rows, *group, *held]].dropna()
            full = len(whole) == len(frame)
            parts.append(
                grid.associations(
                    whole,
                    rows,
                    group,
                    rng,
                    held=held,
                    ranked=[c for c in rule.ranked if c in group],
                    replications=REPLICATIONS,
                    orders=orders[:draws] if full else None,
                    permutations=draws,
                    confidence=plan.settings.confidence,
                )
            )
        table = pd.concat(parts, ignore_index=True)
        table = table[~table.apply(lambda c: c["column"] in barred.get(c["row"], ()), axis=1)]
        table = table.reset_index(drop=True)
        table["p_holm"] = association.adjust(table["p"], "holm")
        table["p_bh"] = association.adjust(table["p"], "bh")
        cells[name] = table
    return Result(cells, frame, data.sources, absent, rows, columns)


def _equally_complete(frame: pd.DataFrame, columns: list[str]) -> list[list[str]]:
    """Return the columns in groups that have figures for the same states."""
    groups: dict[tuple, list[str]] = {}
    for name in columns:
        groups.setdefault(tuple(frame[name].isna()), []).append(name)
    return list(groups.values())


def declared_pairs(plan: AnalysisPlan) -> set[tuple[str, str]]:
    """Return the pairs of cohesion and outcome that were declared before any was computed."""
    chosen = set(plan.added.grid.cohesion)
    return {
        (h.x, h.y)
        for family in ("security", "governance")
        for h in plan.families[family].hypotheses.values()
        if h.x in chosen
    }


def effective_numbers(result: Result, columns: list[str]) -> pd.DataFrame:
    """Return the effective number of states of each pair, rows × columns.

    Neighbours are states that touch; pairs with a gap or many ties (ranked outcomes) are left out
    by the caller.
    """
    weights = space.state_weights(list(STATE_CODES))["contiguity"].full()[0]
    names = [*result.rows, *columns]
    cov = {
        name: dependence.covariance(
            dependence.autoregression(result.frame[name].to_numpy(float), weights), weights
        )
        for name in names
    }
    return pd.DataFrame(
        {
            column: {
                row: min(dependence.effective_number(cov[row], cov[column]), len(weights))
                for row in result.rows
            }
            for column in columns
        }
    )


def with_error(
    plan: AnalysisPlan, result: Result, rng: np.random.Generator
) -> tuple[pd.DataFrame, list]:
    """Return each cell of a measure with published standard errors: r, corrected, SIMEX.

    Only outcomes without ties are taken (Pearson). The standard errors are those of the measure;
    the outcome's are not published and are taken as none, so that the correction is a lower bound.
    """
    rule = plan.added.measurement_error
    series = {"gini": "gini_income", "poverty": "poverty", "extreme_poverty": "extreme_poverty"}
    rows, used = {}, []
    for name in rule.with_errors:
        # The levels of the day carry no errors; the later series, from the same survey, does.
        chosen = select(series[name], years=[2010], series=True)
        used.append(chosen)
        se = chosen.wide(2010, "se")[series[name]].reindex(result.frame.index).to_numpy(float)
        x = result.frame[name].to_numpy(float)
        share = measurement_error.reliability(x, se)
        for column in result.columns:
            if column in plan.added.grid.ranked or result.frame[column].isna().any():
                continue
            y = result.frame[column].to_numpy(float)
            r = result.cell(name, column)["r"]
            rows[(name, column)] = {
                "reliability": share,
                "r": r,
                "corrected": measurement_error.deattenuated(r, share),
                "simex": measurement_error.simex(
                    x, y, se, np.zeros(len(y)), rng, rule.simex.multiples, rule.simex.replications
                ),
            }
    return pd.DataFrame.from_dict(rows, orient="index"), used


def shown(plan: AnalysisPlan, result: Result) -> pd.DataFrame:
    """Return the grid as a reader sees it: one line per pair, n, r, intervals, adjusted p."""
    declared, seen = declared_pairs(plan), {tuple(p) for p in plan.added.grid.seen}
    lines = {}
    for cell in result.cells["none"].itertuples():
        pair = (cell.row, cell.column)
        line = {
            "n": str(cell.n),
            "r": formats.number(cell.r, 2),
            "95 % interval": formats.interval(cell.low, cell.high, 2),
            "p": formats.p_value(cell.p),
            "p (Holm)": formats.p_value(cell.p_holm),
            "p (BH)": formats.p_value(cell.p_bh),
        }
        for name in ("both", "with_indigenous"):
            if name in result.cells:
                other = result.cell(*pair, held=name)
                head = "r, " + ("pay and places" if name == "both" else "and speakers")
                line[head] = f"{formats.number(other['r'], 2)} ({formats.p_value(other['p_holm'])})"
        line["Standing"] = (
            "declared" if pair in declared else "seen before" if pair in seen else "added"
        )
        lines[f"{plan.label(cell.row)} – {plan.label(cell.column)}"] = line
    return pd.DataFrame.from_dict(lines, orient="index").rename_axis("Weaker cohesion – outcome")


#: Names short enough for the margin of a figure.
SHORT = {
    "gini": "Inequality (Gini)",
    "polarisation": "Polarisation",
    "poverty": "Poverty",
    "extreme_poverty": "Extreme poverty",
    "social_lag": "Social lag",
    "marginalisation": "Marginalisation",
    "composite": "Composite (turned)",
    "trust_neighbours": "Little trust in neighbours",
    "homicide": "homicides",
    "homicide_change": "rise of homicides",
    "investigations": "investigations",
    "victimisation": "victims of crime",
    "perception": "fear",
    "turnout": "turnout",
    "women_congress": "women in congress",
    "press_attacks": "press attacks",
    "files_per_crime": "files per 100 crimes",
    "reform_stage": "stage of the reform",
    "trust_judges": "trust in judges",
    "trust_prosecutors": "trust in prosecutors",
    "rule_of_law": "rule of law",
    "impunity": "impunity",
    "corruption_justice": "corruption in justice",
    "unreported_crime": "unreported crime",
    "prosecutor_slow": "over 4 hours to report",
    "prosecutor_bad": "bad treatment",
    "disappeared": "disappeared",
    "transparency": "transparency",
}


def corrected(
    result: Result, errors: Mapping[str, pd.Series], rows: Sequence[str]
) -> tuple[pd.DataFrame, dict[str, float]]:
    """Return coefficients with trust in somebody, corrected for its sampling error.

    Parameters
    ----------
    errors : mapping
        Who is trusted → standard errors by state code.
    rows : sequence of str
        Measures of weaker cohesion.

    Returns
    -------
    DataFrame
        By pair: ``r`` and ``Corrected``.
    dict
        Who → the part of the spread that is real.
    """
    lines, real = {}, {}
    for who, se in errors.items():
        column = f"trust_{who}"
        real[who] = measurement_error.reliability(result.frame[column].to_numpy(), se.to_numpy())
        for name in rows:
            r = result.cell(name, column)["r"]
            lines[f"{SHORT[name]} – trust in {who}"] = {
                "r": r, "Corrected": measurement_error.deattenuated(r, real[who])
            }  # fmt: skip
    return pd.DataFrame(lines).T.rename_axis("Weaker cohesion – outcome"), real
