"""The choice of a strategy: criteria, options, judgements, scores."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from pydantic import Field

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files.entries import Entry, check_known, check_unique, load
from cohesion.publishing import frames


class Criterion(Entry):
    """A criterion with its weight and the reason for it."""

    id: str
    label: str
    weight: float = Field(gt=0, le=1)
    reason: str = Field(min_length=10)


class Judgement(Entry):
    """A score from 1 to 5 with its reason."""

    score: int = Field(ge=1, le=5)
    reason: str = Field(min_length=3)


class Option(Entry):
    """One way to go, scored on every criterion."""

    id: str
    title: str
    description: str = Field(min_length=20)
    scores: dict[str, Judgement]


class Choice(Entry):
    """A choice between at least two options on declared criteria."""

    question: str
    seed: int = Field(ge=0)
    draws: int = Field(ge=100)
    criteria: tuple[Criterion, ...] = Field(min_length=2)
    options: tuple[Option, ...] = Field(min_length=2)
    recommended: str
    argument: str = Field(min_length=60)

    @property
    def weights(self) -> pd.Series:
        """The declared weights by criterion."""
        return pd.Series({item.id: item.weight for item in self.criteria})

    @property
    def scores(self) -> pd.DataFrame:
        """Options × criteria."""
        return pd.DataFrame(
            {
                option.id: {key: given.score for key, given in option.scores.items()}
                for option in self.options
            }
        ).T[[item.id for item in self.criteria]]


def check_choice(choice: Choice, file: Path) -> Choice:
    """Check that weights sum to 1, all options are fully scored, and the best is recommended."""
    check_unique([item.id for item in choice.criteria], file)
    check_unique([option.id for option in choice.options], file)
    total = round(sum(choice.weights), 9)
    if total != 1:
        raise DataError(
            f"the weights sum to {total:g}, not to 1.",
            file=file,
            column="criteria",
            cure="Correct the weights.",
        )
    keys = set(choice.weights.index)
    for option in choice.options:
        if set(option.scores) != keys:
            odd = sorted(set(option.scores) ^ keys)[0]
            raise DataError(
                f"option '{option.id}': the score for '{odd}' is missing or not a criterion.",
                file=file,
                row=option.id,
                column=odd,
                cure="Score every criterion once.",
            )
    check_known(
        [choice.recommended],
        [option.id for option in choice.options],
        file=file,
        entry="recommended",
        what="option",
    )
    best = weighted_scores(choice).idxmax()
    if best != choice.recommended:
        raise DataError(
            f"'{choice.recommended}' is recommended, but '{best}' scores higher.",
            file=file,
            row="recommended",
            cure="Recommend the option that the criteria favour, or correct scores and reasons.",
        )
    return choice


def load_strategy(folder: Path = paths.PROGRAMME) -> Choice:
    """Return the checked choice of strategy."""
    return check_choice(load(Choice, "strategy.yml", folder), folder / "strategy.yml")


def weighted_scores(choice: Choice, weights: pd.Series | None = None) -> pd.Series:
    """Return the weighted mean score (1 to 5) of each option, declared weights by default."""
    weights = choice.weights if weights is None else weights
    return (choice.scores * weights).sum(axis=1)


def share_first(choice: Choice, rng: np.random.Generator) -> pd.Series:
    """Return for each option the share (%) of random weightings under which it comes first.

    Weights are drawn evenly from all possible weightings (flat Dirichlet); a tie counts in
    equal parts for those who share the first place.
    """
    draws = rng.dirichlet(np.ones(len(choice.criteria)), size=choice.draws)
    values = draws @ choice.scores.to_numpy(dtype=float).T
    first = np.isclose(values, values.max(axis=1, keepdims=True))
    shares = (first / first.sum(axis=1, keepdims=True)).mean(axis=0) * 100
    return pd.Series(shares, index=choice.scores.index)


def choice_table(choice: Choice, rng: np.random.Generator) -> pd.DataFrame:
    """Return options × (criteria with weight, weighted score, share of weightings it leads)."""
    titles = {option.id: option.title for option in choice.options}
    heads = {c.id: f"{c.label} ({c.weight * 100:.0f}%)" for c in choice.criteria}
    table = choice.scores.rename(columns=heads)
    table["Weighted score"] = weighted_scores(choice)
    table["First in % of weightings"] = share_first(choice, rng)
    table = table.sort_values("Weighted score", ascending=False)
    return table.rename(index=titles).rename_axis("Option")


def reasons_table(choice: Choice) -> pd.DataFrame:
    """Return criteria × options with score and reason in words."""
    return pd.DataFrame(
        {
            option.title: [
                f"{option.scores[c.id].score}: {option.scores[c.id].reason}"
                for c in choice.criteria
            ]
            for option in choice.options
        },
        index=pd.Index([c.label for c in choice.criteria], name="Criterion"),
    )


def numbers(choice: Choice, table: pd.DataFrame, stem: str, source: str) -> pd.DataFrame:
    """Return what pages say of a choice, as a frame for ``publish.facts``.

    Parameters
    ----------
    table : DataFrame
        From :func:`choice_table`, the best option first.
    stem : str
        How the names of the facts begin.
    """
    first, second = table.iloc[0], table.iloc[1]
    share = float(first["First in % of weightings"])
    scores = {"score": float(first["Weighted score"]),
              "second-score": float(second["Weighted score"])}  # fmt: skip
    other = str(table.index[1])
    return frames.joined(
        frames.rows({f"{stem}-options": len(table), f"{stem}-draws": choice.draws}, source=source),
        frames.rows({f"{stem}-first-share": share}, unit="%", source=source),
        frames.rows({f"{stem}-{key}": value for key, value in scores.items()}, digits=2,
                    source=source),
        frames.rows({f"{stem}-first-name": str(table.index[0]),
                     f"{stem}-second-name": other[0].lower() + other[1:]}, source=source),
    )  # fmt: skip


#: Decimals of a table of options: whole scores, exact sums.
DIGITS = {"Weighted score": 2, "First in % of weightings": 0}


def decimals(table: pd.DataFrame) -> dict[str, int]:
    """Return the decimals of each column of :func:`choice_table`."""
    return {column: DIGITS.get(column, 0) for column in table.columns}
