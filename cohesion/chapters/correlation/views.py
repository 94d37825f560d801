"""Results of the correlation chapter as tables that a reader can follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from cohesion import formats
from cohesion.chapters.correlation.plan import AnalysisPlan
from cohesion.methods import multiverse
from cohesion.tables.geography import STATES

SIGNS = {"+": "positive", "-": "negative", "0": "none", "?": "no direction published"}


def pair(plan: AnalysisPlan, x: str, y: str) -> str:
    """Return "x – y" in the plan's words."""
    return f"{plan.label(x)} – {_lower(plan.label(y))}"


#: Short names for chart labels, where the plan's labels do not fit.
SHORT = {
    "gini": "Gini",
    "polarisation": "polarisation",
    "poverty": "poverty",
    "composite": "composite index",
    "homicide": "homicides",
    "homicide_change": "rise of homicides",
    "victimisation": "victims of crime",
    "perception": "feeling unsafe",
    "turnout": "turnout",
    "press_attacks": "attacks on press",
    "trust_neighbours": "trust in neighbours",
    "corruption_justice": "corruption in justice",
    "unreported_crime": "unreported crime",
}


def short_pairs(hypotheses: Mapping[str, Mapping[str, object]]) -> dict[str, str]:
    """Return a chart label for each hypothesis: "S1  Gini – homicides"."""
    return {
        name: f"{name}  {SHORT[str(h['x'])]} – {SHORT[str(h['y'])]}"
        for name, h in hypotheses.items()
    }


def _lower(label: str) -> str:
    return label[0].lower() + label[1:]


def hypothesis_table(plan: AnalysisPlan, families: Sequence[str]) -> pd.DataFrame:
    """Return what was expected before looking, with the study it comes from."""
    rows = {
        name: {
            "Association": pair(plan, h.x, h.y),
            "Expected sign": SIGNS[h.sign],
            "From": f"{{cite:p}}`{h.study}`",
            "Why": h.why,
        }
        for family in families
        for name, h in plan.families[family].hypotheses.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("No.")


def result_table(plan: AnalysisPlan, results: pd.DataFrame) -> pd.DataFrame:
    """Return n, effect, interval, three p-values and the verdict, one row per hypothesis."""
    rows = {
        row.Index: {
            "Association": pair(plan, row.x, row.y),
            "Expected": SIGNS[row.sign],
            "n": str(row.n),
            "r": formats.number(row.r, 2),
            "95 % interval": formats.interval(row.low, row.high, 2),
            "p": formats.p_value(row.p),
            "p (Holm)": formats.p_value(row.p_holm),
            "p (BH)": formats.p_value(row.p_bh),
            "Verdict": row.verdict,
        }
        for row in results.itertuples()
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("No.")


def alternatives_table(
    plan: AnalysisPlan, alternatives: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """Return coefficient, interval and Holm's p under each alternative, side by side."""
    first = next(iter(alternatives.values()))
    table = pd.DataFrame(
        {"Association": [pair(plan, row.x, row.y) for row in first.itertuples()]},
        index=first.index,
    )
    for name, results in alternatives.items():
        table[name] = [
            f"{formats.number(row.r, 2)} ({formats.interval(row.low, row.high, 2)}), "
            f"p{formats.NBSP}{_relation(row.p_holm)}"
            for row in results.itertuples()
        ]
    return table.rename_axis("No.")


def _relation(p: float) -> str:
    text = formats.p_value(p)
    return text if text.startswith("<") else f"={formats.NBSP}{text}"


def influence_table(
    plan: AnalysisPlan,
    hypotheses: Mapping[str, Mapping[str, object]],
    influences: Mapping[str, pd.DataFrame],
    results: pd.DataFrame,
) -> pd.DataFrame:
    """Return, for each hypothesis, the most influential state and what happens without it."""
    rows = {}
    for name, table in influences.items():
        top = table.iloc[0]
        h = hypotheses[name]
        rows[name] = {
            "Association": pair(plan, str(h["x"]), str(h["y"])),
            "r, all states": formats.number(results.loc[name, "r"], 2),
            "Most influential state": STATES.loc[table.index[0], "name_en"],
            "r without it": formats.number(top["r_without"], 2),
            "Range of r, one state left out": formats.interval(
                table["r_without"].min(), table["r_without"].max(), 2
            ),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("No.")


def ratio_table(models: Mapping[str, pd.Series], digits: int = 3) -> pd.DataFrame:
    """Return rate ratios: one row per model, with n, interval and p.

    Each Series holds rate_ratio, low, high, p, n and, where adjusted, p_holm and p_bh.
    """
    rows = {}
    for name, row in models.items():
        rows[name] = {
            "n": formats.integer(row["n"]),
            "Rate ratio": formats.number(row["rate_ratio"], digits),
            "95 % interval": formats.interval(row["low"], row["high"], digits),
            "p": formats.p_value(row["p"]),
        }
        for column, head in (("p_holm", "p (Holm)"), ("p_bh", "p (BH)")):
            if column in row:
                rows[name][head] = formats.p_value(row[column])
        if "verdict" in row:
            rows[name]["Verdict"] = row["verdict"]
    return pd.DataFrame.from_dict(rows, orient="index")


def space_table(summaries: Mapping[str, pd.Series]) -> pd.DataFrame:
    """Return the share of specifications of each sign and significance, one row per group."""
    heads = {
        "specifications": "Specifications",
        "median": "Median coefficient",
        "positive_significant": "Positive, significant (%)",
        "positive": "Positive (%)",
        "negative": "Negative (%)",
        "negative_significant": "Negative, significant (%)",
        "not_significant": "Not significant (%)",
    }
    return pd.DataFrame(summaries).T[list(heads)].rename(columns=heads)


def by_indicator(space: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Return :func:`space_table` for the whole space and for each indicator in turn."""
    parts = {labels[name]: part for name, part in space.groupby("x", sort=False)}
    return space_table({k: multiverse.summary(part) for k, part in {"All": space, **parts}.items()})


def joint_table(joint: pd.DataFrame) -> pd.DataFrame:
    """Return the joint test of a specification space as a reader sees it."""
    rows = {
        "median": "Median coefficient",
        "share_positive": "Positive (%)",
        "share_significant": "Significant (%)",
    }
    heads = {"observed": "Observed", "expected": "Mean under chance"}
    return joint.rename(index=rows, columns=heads)
