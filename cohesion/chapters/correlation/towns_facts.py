"""The numbers that the chapter on municipalities names, section by section, as facts.

Each function takes what the notebook has computed and returns a frame for ``publish.facts``; all
rest on what the notebook names there.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cohesion import formats
from cohesion.chapters.correlation import influence, municipalities, town_views
from cohesion.chapters.correlation.plan import AnalysisPlan
from cohesion.methods import concentration
from cohesion.methods.hierarchical import Fit
from cohesion.publishing import frames


def of_towns(towns: pd.DataFrame, declared: AnalysisPlan) -> pd.DataFrame:
    """Return how homicides are spread over municipalities, and what the models ask of them."""
    killed = towns["homicides"]
    large = towns[towns["population"] >= municipalities.LARGE]
    counts = {
        "corr-m-half": concentration.units_holding(killed.dropna()),
        "corr-m-zero": int((killed == 0).sum()), "corr-m-big": len(large),
        "corr-m-lost": int(towns["gini_change"].isna().sum()),
        "corr-m-minimum": declared.municipal_models["minimum_population"],
        "corr-m-bootstrap": municipalities.BOOTSTRAP, "m1-exact": declared.added.influence.exact,
    }  # fmt: skip
    share = {"corr-m-big-share": 100 * large["homicides"].sum() / killed.sum()}
    return frames.joined(frames.rows(counts), frames.rows(share, unit="%"))


def of_juarez(
    m1: pd.Series, less: pd.Series, effects: influence.Influence, spread: float
) -> pd.DataFrame:
    """Return the first association with and without Ciudad Juárez.

    Parameters
    ----------
    m1, less : Series
        The model with all municipalities and without that one: ``rate_ratio``, …
    effects : Influence
        What leaving out places and states does.
    spread : float
        Standard deviation of the Gini coefficient.
    """
    states = effects.states_without["rate_ratio"]
    ratios = {
        "corr-m1-ratio": m1["rate_ratio"], "m1-without-ratio": less["rate_ratio"],
        "m1-states-low": states.min(), "m1-states-high": states.max(),
    }  # fmt: skip
    share = 100 * effects.places["share"].get(influence.JUAREZ, 0.0)
    written = {"m1-wild-interval": formats.interval(*effects.interval_without, 3)}
    standard = {"m1-sd-all": town_views.standardised(m1, spread),
                "m1-sd-without": town_views.standardised(less, spread)}  # fmt: skip
    return frames.joined(
        frames.rows(ratios, digits=3),
        frames.rows({"m1-juarez-share": share}, unit="%"),
        frames.rows(written | standard, digits=1),
    )


def of_slopes(gini: Fit, lag: Fit) -> pd.DataFrame:
    """Return the slopes that states have in common, and how many slopes of social lag rise.

    Parameters
    ----------
    gini, lag : Fit
        Hierarchical models of all municipalities.
    """
    common = {"gini": town_views.ratios(gini.fixed.loc["within"]),
              "lag": town_views.ratios(lag.fixed.loc["within"])}  # fmt: skip
    slopes = lag.slopes["slope"]
    counts = {"lag-slopes-up": int((slopes > 0).sum()), "lag-slopes-down": int((slopes < 0).sum())}
    return frames.joined(
        frames.rows({"hier-gini": common["gini"]["coefficient"]}, digits=3),
        frames.rows({"hier-lag": common["lag"]["coefficient"]}, digits=2),
        frames.rows(counts),
        frames.rows({**town_views.intervals({"hier-gini-interval": common["gini"]}),
                     **town_views.intervals({"hier-lag-interval": common["lag"]}, 2)}, digits=1),
    )  # fmt: skip


def of_split(split: pd.DataFrame, less: pd.DataFrame, turns: Mapping[str, float]) -> pd.DataFrame:
    """Return social lag within and between states, and in which municipalities its sign turns.

    Parameters
    ----------
    split, less : DataFrame
        As ``municipalities.within_between`` gives them, with and without Ciudad Juárez.
    turns : mapping
        As ``influence.reversal`` gives it.
    """
    lag = split.loc["social_lag", "rate_ratio"]
    names = {
        "rev-all": "all", "rev-some": "with a homicide", "rev-states": "between states",
        "rev-small": "under 5 000", "rev-middle": "15 000 to under 100 000",
        "rev-large": "100 000 and more",
    }  # fmt: skip
    return frames.rows({
        "corr-lag-within": lag["within states"], "corr-lag-between": lag["between states"],
        "corr-lag-plain": lag["within, plain state mean"],
        "lag-within-without": less.loc["social_lag", "rate_ratio"]["within states"],
        **{fact: turns[name] for fact, name in names.items()},
    }, digits=2)  # fmt: skip


def of_panel(decades: pd.DataFrame, change: pd.Series) -> pd.DataFrame:
    """Return what the panel of decades finds, and the change of the Gini coefficient in it.

    Parameters
    ----------
    decades : DataFrame
        (decade, sample) → ``rate_ratio``.
    change : Series
        Checks of the last decade: ``change``, ``with_level``, ``z_rate_ratio``, ``z_low``,
        ``z_high``, ``fell`` (per cent).
    """
    ratios = {"panel-late": decades.loc[("2000–2010", "all"), "rate_ratio"],
              "panel-gini-change": -change["change"]}  # fmt: skip
    levels = {"panel-gini-level": change["with_level"], "panel-z": change["z_rate_ratio"]}
    span = {"panel-z-interval": formats.interval(change["z_low"], change["z_high"], 2)}
    return frames.joined(
        frames.rows(ratios, digits=3),
        frames.rows(levels, digits=2),
        frames.rows({"panel-gini-fell": change["fell"]}, unit="%"),
        frames.rows(span, digits=1),
    )
