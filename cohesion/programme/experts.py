"""Experts: profiles, days and cost."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import pandas as pd
from pydantic import Field, model_validator

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files.entries import Entry, check_known, check_unique, load
from cohesion.programme.results import load_results


class Anchor(Entry):
    """A published price of expert days, to compare the planned rates with."""

    value_eur: float = Field(gt=0)
    days: int = Field(gt=0)
    source: str = Field(pattern=r"^[a-z]+\d{4}[a-z]+$")
    note: str

    @property
    def per_day(self) -> float:
        """EUR per day."""
        return self.value_eur / self.days


class Parameters(Entry):
    """What the expert days are costed with."""

    years: tuple[int, ...] = Field(min_length=1)
    full_time_days: int = Field(gt=0, le=260)
    states: int = Field(ge=2, le=4)
    leader: str
    leader_days: int = Field(gt=0)
    rates_status: str = Field(min_length=20)
    anchor: Anchor
    rates: dict[str, Annotated[float, Field(gt=0)]] = Field(min_length=1)


class Profile(Entry):
    """One expert or pool of experts, with working days by result and year."""

    id: str = Field(pattern=r"^EX\d+$")
    title: str
    kind: Literal["key", "long-term", "short-term"]
    category: str
    base: str
    per_state: bool
    education: str
    experience: tuple[str, ...] = Field(min_length=1)
    languages: str
    tasks: tuple[str, ...] = Field(min_length=1)
    days: dict[str, dict[int, int]]

    @model_validator(mode="after")
    def _has_days(self) -> Profile:
        values = [value for years in self.days.values() for value in years.values()]
        if any(value < 0 for value in values):
            raise ValueError("working days cannot be negative")
        if sum(values) == 0:
            raise ValueError("the expert has no working day: give days or take the profile out")
        for result, years in self.days.items():
            if sorted(years) != list(range(min(years, default=0), max(years, default=-1) + 1)):
                raise ValueError(
                    f"the years of {result} leave a gap: write 0 for a year without days"
                )
        return self


class ExpertsFile(Entry):
    """``experts.yml``."""

    parameters: Parameters
    profiles: tuple[Profile, ...] = Field(min_length=1)


def load_experts(folder: Path = paths.PROGRAMME) -> ExpertsFile:
    """Return the experts: known categories, results and years; no more than full time."""
    file = folder / "experts.yml"
    experts = load(ExpertsFile, "experts.yml", folder)
    check_unique([profile.id for profile in experts.profiles], file)
    owners = {"P", *load_results(folder).result_ids}
    for profile in experts.profiles:
        entry = profile.id
        check_known(
            [profile.category], experts.parameters.rates, file=file, entry=entry, what="category"
        )
        check_known(profile.days, owners, file=file, entry=entry, what="result of the days")
        yearly = dict.fromkeys(experts.parameters.years, 0)
        for years in profile.days.values():
            check_known(
                map(str, years), list(map(str, yearly)), file=file, entry=entry, what="year"
            )
            for year, days in years.items():
                yearly[year] += days
        _check_yearly(profile, yearly, experts.parameters, file)
    check_known(
        [experts.parameters.leader],
        [profile.id for profile in experts.profiles],
        file=file,
        entry="leader",
        what="profile",
    )
    return experts


def _check_yearly(
    profile: Profile, yearly: Mapping[int, int], parameters: Parameters, file: Path
) -> None:
    """Refuse more than full time in a year, and a leader who is not there in one."""
    limit = parameters.full_time_days
    if profile.kind != "short-term" and max(yearly.values()) > limit:
        raise DataError(
            f"entry '{profile.id}': {max(yearly.values())} days in one year exceed full time "
            f"({limit}).",
            file=file,
            row=profile.id,
            column="days",
            cure="Spread the days over years, or plan a second person.",
        )
    least = parameters.leader_days
    if profile.id == parameters.leader and min(yearly.values()) < least:
        raise DataError(
            f"entry '{profile.id}': the leader is there {min(yearly.values())} days in one year; "
            f"{least} are the least.",
            file=file,
            row=profile.id,
            column="days",
            cure="Give the leader the days of every year, or name another one in 'leader'.",
        )


def expert_frame(experts: ExpertsFile, states: int | None = None) -> pd.DataFrame:
    """Return one row per expert, result and year: days, rate (EUR per day), cost (EUR).

    Days of state coordinators are those of all participating states together: of those that the
    file plans for, or of so many.
    """
    rates, states = experts.parameters.rates, states or experts.parameters.states
    rows = [
        {
            "expert": profile.id,
            "title": profile.title,
            "kind": profile.kind,
            "category": profile.category,
            "result": result,
            "year": year,
            "days": days * (states if profile.per_state else 1),
            "rate": rates[profile.category],
        }
        for profile in experts.profiles
        for result, years in profile.days.items()
        for year, days in years.items()
        if days
    ]
    frame = pd.DataFrame(rows)
    frame["cost"] = frame["days"] * frame["rate"]
    return frame


def days_by_year(experts: ExpertsFile) -> pd.DataFrame:
    """Return experts × years with totals of days and cost (index: title)."""
    frame = expert_frame(experts)
    table = frame.pivot_table(
        index="expert", columns="year", values="days", aggfunc="sum", fill_value=0
    )
    table.columns = [f"Year {year}" for year in table.columns]
    table["Days"] = table.sum(axis=1)
    table["Rate (EUR)"] = frame.groupby("expert")["rate"].first()
    table["Cost (EUR)"] = frame.groupby("expert")["cost"].sum()
    titles = frame.groupby("expert")["title"].first()
    table.index = pd.Index([f"{key} {titles[key]}" for key in table.index], name="Expert")
    total = table.sum()
    total["Rate (EUR)"] = float("nan")
    table.loc["Total"] = total
    return table


def days_by_result(experts: ExpertsFile) -> pd.DataFrame:
    """Return results × years: working days, with totals (P: coordination and management)."""
    table = expert_frame(experts).pivot_table(
        index="result", columns="year", values="days", aggfunc="sum", fill_value=0
    )
    table.columns = [f"Year {year}" for year in table.columns]
    table["Days"] = table.sum(axis=1)
    table.loc["Total"] = table.sum()
    return table.rename(index={"P": "P (coordination)"}).rename_axis("Result")


def cost_of_one_more_state(experts: ExpertsFile) -> float:
    """Return what the state team of one more participating state costs (EUR)."""
    frame = expert_frame(experts)
    per_state = [profile.id for profile in experts.profiles if profile.per_state]
    return float(frame.loc[frame["expert"].isin(per_state), "cost"].sum()) / (
        experts.parameters.states
    )


def profile_text(profile: Profile) -> str:
    """Return one profile as text for :func:`cohesion.publishing.publish.prose`."""
    lines = [
        f"### {profile.id} {profile.title}\n",
        f"- **Seat**: {profile.base}",
        f"- **Education**: {profile.education}",
        f"- **Experience**: {'; '.join(profile.experience)}",
        f"- **Languages**: {profile.languages}",
        f"- **Tasks**: {'; '.join(profile.tasks)}",
    ]
    return "\n".join(lines)


def profiles_text(experts: ExpertsFile, *, short: bool) -> str:
    """Return the short-term profiles, or all others, one after the other."""
    chosen = [item for item in experts.profiles if (item.kind == "short-term") == short]
    return "\n\n".join(profile_text(item) for item in chosen)
