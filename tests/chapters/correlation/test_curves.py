"""The specification space read one measure at a time."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.chapters.correlation import curves, specifications


def test_each_specification_belongs_to_one_outcome_and_one_of_a_measure_is_primary(declared):
    rule = declared.added.specifications
    few = declared.model_copy(
        update={"added": declared.added.model_copy(
            update={"specifications": rule.model_copy(update={"exchanges": 99})})}
    )  # fmt: skip
    x = specifications.state_x(declared).frame[["gini", "poverty"]]
    y = specifications.state_y(declared).frame
    controls = specifications.state_controls(declared).frame
    people = pd.Series(1.0, index=x.index)
    found, used = curves.space(few, x, y, controls, people, np.random.default_rng(1))
    assert len(used) == 1
    series = set(found.loc[found["outcome"] == curves.PREVALENCE, "series"])
    assert series == {rule.outcome} and rule.outcome not in y.columns.get_level_values(0)
    primary = found[found["primary"]]
    violence = primary[primary["outcome"] == curves.VIOLENCE]
    assert violence["x"].tolist() == ["gini", "poverty"]
    # Pearson without controls of the logarithm, 2008–2010: NumPy's coefficient.
    column = y[("homicides_residence", "2008–2010", "log")]
    expected = [np.corrcoef(x[name], column)[0, 1] for name in x]
    assert violence["coefficient"].tolist() == pytest.approx(expected)
    victims = primary[primary["outcome"] == curves.PREVALENCE]
    assert len(victims) == 2 * len(rule.years)


def test_shares_are_of_the_specifications_of_the_line():
    rows = [
        ("gini", curves.VIOLENCE, "none", -0.5, 0.01), ("gini", curves.VIOLENCE, "none", 0.1, 0.5),
        ("gini", curves.VIOLENCE, "both", 0.6, 0.01), ("gini", curves.VIOLENCE, "both", 0.7, 0.02),
        ("gini", curves.PREVALENCE, "none", 0.2, 0.9), ("gini", curves.PREVALENCE, "both", 0, 1),
    ]  # fmt: skip
    found = pd.DataFrame(rows, columns=["x", "outcome", "controls", "coefficient", "p"])
    table = curves.shown(found, 0.05)
    line = table.loc[(curves.VIOLENCE, "Gini 2010")]
    assert line.to_dict() == {
        "Specifications": 4, "Median": pytest.approx(0.35), "Clear, negative (%)": 25,
        "Clear, positive (%)": 50, "Clear, nothing held constant (%)": 50,
        "Clear, pay and places held constant (%)": 100,
    }  # fmt: skip
    assert table.loc[(curves.PREVALENCE, "Gini 2010"), "Clear, positive (%)"] == 0


def test_one_place_is_left_out_of_the_second_half_only(declared):
    """A place that alone makes the slope: without it the median falls."""
    rng = np.random.default_rng(2)
    codes = [f"{1 + number % 32:02d}{number:03d}" for number in range(640)]
    table = pd.DataFrame(
        {"gini": rng.normal(0.42, 0.03, 640), "population": np.exp(rng.normal(10.5, 0.6, 640)),
         "rurality": rng.uniform(0, 100, 640)}, index=codes
    )  # fmt: skip
    table.loc[codes[0], ["gini", "population"]] = [0.6, 2_000_000]
    table["state_code"] = table.index.str[:2]
    table["log_population"] = np.log(table["population"])
    rate = np.where(table.index == codes[0], 200, 20) / 100_000
    for tag, years in (("", 3), ("_2010", 1), ("_2006_2010", 5)):
        table[f"exposure{tag}"] = years * table["population"]
        table[f"homicides{tag}"] = rng.poisson(rate * table[f"exposure{tag}"])
    space = declared.specification_space | {
        "municipalities": {
            "x": ["gini"], "years": [[2010]], "population": ["all"], "fixed_effects": ["none"],
            "controls": ["none"], "estimator": ["poisson", "empirical_bayes_linear"],
        }
    }  # fmt: skip
    small = declared.model_copy(update={"specification_space": space})
    known = pd.DataFrame(
        [specifications.municipal_model(table, one)
         for one in specifications.municipal_specifications(space["municipalities"])]
    )  # fmt: skip
    split = curves.municipal_without(small, table, known, codes[0])
    assert split["n"].tolist() == [1, 1, 1, 1]
    whole, less = (split.loc[(label, "poisson", "none"), "median"] for label in ("all", "without"))
    assert whole > 0.1 > abs(less)
    shown = curves.shown_municipal(split)
    assert "without Ciudad Juárez, Poisson, no state effects" in shown.index
    assert list(shown.columns) == ["Specifications", "Median coefficient", "Clear, positive (%)"]
