"""Municipalities over the censuses: the rows, the decades and their classes of size."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.chapters.correlation import town_panel


@pytest.fixture(scope="module")
def data(declared):
    return town_panel.frame(declared).frame


@pytest.fixture(scope="module")
def found(declared, data):
    return town_panel.results(declared, data)


def test_a_missing_row_of_the_early_years_counts_as_none(data):
    early = data[data["year"] == 1990].dropna(subset=["population"])
    assert early["homicides"].notna().all()
    assert (early["homicides"] == 0).sum() > 500


def test_exposure_is_the_population_of_the_census_over_the_window(declared, data):
    for year, window in declared.added.town_panel.windows.items():
        part = data[data["year"] == year].dropna(subset=["population"])
        assert np.allclose(part["exposure"], len(window) * part["population"])
    assert data.loc[data["year"] == 2010, "population"].sum() == 112_336_538
    one = town_panel.frame(declared, windows={2010: (2010,)}).frame
    assert np.allclose(one["exposure"].dropna(), one["population"].dropna())


def test_classes_of_size_add_to_the_whole(declared, found):
    for first, last in declared.added.town_panel.decades:
        part = found.loc[f"{first}–{last}"]
        classes = part.drop(index=["all", "without"])
        assert len(classes) == len(declared.added.town_panel.sizes) + 1
        assert classes["events"].sum() == part.loc["all", "events"]
        assert part.loc["all", "n"] - part.loc["without", "n"] in (0, 1)
        smallest = classes["p"].min()
        assert classes["p_holm"].min() == pytest.approx(min(1, len(classes) * smallest))
    assert (found["p_holm"].dropna() >= found["p"][found["p_holm"].notna()]).all()
    assert found.xs("without", level=1)["p_holm"].isna().all()


def test_a_class_is_named_by_its_bounds():
    assert town_panel.class_name(0, 15_000) == "under 15 000"
    assert town_panel.class_name(15_000, 100_000) == "15 000 to under 100 000"
    assert town_panel.class_name(100_000, np.inf) == "100 000 and more"


def test_breaks_are_told_in_figures_of_the_table(declared, data):
    checks = town_panel.break_checks(declared, data)
    first, last = declared.added.town_panel.decades[0]
    wide = data.pivot(index="mun_code", columns="year", values="gini")[[first, last]].dropna()
    line = checks.loc[f"{first}–{last}"]
    assert line["change"] == pytest.approx((wide[last] - wide[first]).mean())
    assert line["levels"] == pytest.approx(np.corrcoef(wide[first], wide[last])[0, 1])
    assert line["fell"] == pytest.approx(100 * (wide[last] < wide[first]).mean())
    assert line["z_low"] < line["z_rate_ratio"] < line["z_high"]


def test_a_slope_that_was_put_in_is_found(declared):
    """Two censuses, homicides that rise by 2 % with each step of the Gini coefficient."""
    rng = np.random.default_rng(5)
    n, step = 600, declared.added.town_panel.step
    codes = [f"{1 + number % 30:02d}{number:03d}" for number in range(n)]
    parts = []
    for year, level in ((2000, 0.0), (2010, 0.4)):
        gini = rng.normal(0.42, 0.04, n)
        mean = 50 * np.exp(level + np.log(1.02) * gini / step)
        parts.append(pd.DataFrame({"mun_code": codes, "year": year, "gini": gini,
                                   "homicides": rng.poisson(mean), "exposure": 1.0}))  # fmt: skip
    table = pd.concat(parts, ignore_index=True)
    table["state_code"] = table["mun_code"].str[:2]
    line = town_panel._fit(table, step)
    assert line["rate_ratio"] == pytest.approx(1.02, abs=0.005)
    assert line["low"] < 1.02 < line["high"]
