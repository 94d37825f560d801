"""What the profile of a proposed state shows, section by section: numbers, claims, exhibits.

The profiles are one text about several states. Each function takes one state's figures and returns
what its section publishes; :func:`of_each` asks it of every state, so that no state is told by
another rule. The notebook names the sections and publishes; the pages place the results.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from cohesion import formats
from cohesion.chapters import transfers
from cohesion.chapters.profiles import (
    advice,
    conclusions,
    figures,
    maps,
    narrative,
    sheet,
    tables,
    violence,
)  # fmt: skip
from cohesion.chapters.profiles.sheet_exhibits import poorest_table
from cohesion.chapters.profiles.towns import municipalities
from cohesion.chapters.safety.trends import Trends
from cohesion.publishing import exhibits, frames, stored
from cohesion.publishing.claims import Claim
from cohesion.publishing.exhibits import Exhibit
from cohesion.tables.geography import NATION

RULE = "programme/selection.yml"
DESK = "programme/desk_evidence.yml"
#: What is followed from 2008 to 2010.
FOLLOWED = {
    "poverty": "Poverty", "extreme_poverty": "Extreme poverty",
    "deprivation_education": "Educational lag",
    "deprivation_health": "No access to health services",
    "deprivation_social_security": "No social security", "deprivation_food": "No access to food",
}  # fmt: skip
#: Parts of the sheet whose percentages are set beside the other states.
SECTORS = ("social development", "basic health", "safety and social care")
#: Stage of the penal reform, as the desk evidence counts it, in words.
STAGES = {
    0: "The oral-trial system of the penal reform does not operate yet.",
    50: "The oral-trial system of the penal reform operates in part.",
    100: "The oral-trial system of the penal reform operates in full.",
}


@dataclass(frozen=True)
class Place:
    """The state at one place of the proposal, with all that its profile rests on.

    Attributes
    ----------
    number : int
        Its place, counted from one; ``tag`` begins the names of its results.
    profile : Profile
    trend : Trends
        Homicides of all states in the two periods compared.
    """

    number: int
    profile: narrative.Profile
    trend: Trends

    @property
    def tag(self) -> str:
        """How the names of its results begin."""
        return f"profile-{self.number}"

    @property
    def code(self) -> str:
        """The state's code."""
        return self.profile.code

    @property
    def name(self) -> str:
        """The state's name in English."""
        return self.profile.name


def proposed() -> list[Place]:
    """Return the states that the rule proposes, in the order of their places, with their figures.

    Raises
    ------
    DataError
        The choice of states is not published yet.
    """
    data, trend = sheet.load(), violence.trends()
    towns = municipalities(data.sheet)
    codes = stored.fact("selection-proposed-codes").split(",")
    return [
        Place(number, narrative.load_profile(code, data, towns), trend)
        for number, code in enumerate(codes, start=1)
    ]


def of_each(
    places: Sequence[Place], *sections: Callable[..., Iterable[Exhibit]], **asked: Any
) -> Iterator[Exhibit]:
    """Yield what sections show of every place, made ready; the page of the place places it.

    Parameters
    ----------
    places : sequence of Place
    *sections : function
        One of this module that takes a place and returns exhibits.
    **asked
        What each of the sections takes besides the place.
    """
    for section in sections:
        for place in places:
            for one in section(place, **asked):
                yield replace(one, options={**one.options, "show": False})


def all_facts(places: Sequence[Place]) -> pd.DataFrame:
    """Return the numbers that the texts of all profiles name."""
    return frames.joined(*map(facts, places))


def all_claims(places: Sequence[Place]) -> dict[str, Claim]:
    """Return what all profiles conclude."""
    return {name: one for place in places for name, one in claims(place).items()}


def facts(place: Place) -> pd.DataFrame:
    """Return the numbers that the text of a profile names."""
    data, towns, tag = place.profile.data, place.profile.towns, place.tag
    value, nation = data.values.loc[place.code], data.values.loc[NATION]
    women, largest, share = narrative.people(place.profile)
    half, number = tables.concentration(towns, place.code)
    groups, people = narrative.national_groups(), towns.poverty_sources
    desk = place.profile.desk
    return frames.joined(
        frames.rows({f"{tag}-name": place.name}, digits=1, source=RULE),
        frames.rows({f"{tag}-women": women}, unit="%", digits=1,
                    source=narrative.sex_sources()[-1]),
        frames.rows({f"{tag}-largest": largest}, digits=1, source=people[0]),
        frames.rows({f"{tag}-largest-share": share}, unit="%", digits=1, source=people[0]),
        frames.rows({f"{tag}-speakers": value["indigenous"],
                     f"{tag}-speakers-nation": nation["indigenous"]}, unit="%", digits=1,
                    source=data.sources_of("indigenous")),
        frames.rows({f"{tag}-population": value["population"]},
                    source=data.sources_of("population")),
        frames.rows({f"{tag}-small": value["small_localities"],
                     f"{tag}-small-nation": nation["small_localities"]}, unit="%", digits=1,
                    source=data.sources_of("small_localities")),
        frames.rows({f"{tag}-half": half, f"{tag}-municipalities": number}, source=people),
        frames.rows({f"{tag}-{kind}": groups[kind] for kind in ("indigenous", "other")},
                    unit="%", digits=1, source=narrative.group_sources()),
        frames.rows({f"{tag}-justice": STAGES[int(desk["penal_reform_stage"])]}, digits=1,
                    source=DESK),
        frames.rows({f"{tag}-years": int(desk["governor_years_left"])}, source=DESK),
    )  # fmt: skip


def claims(place: Place) -> dict[str, Claim]:
    """Return what a profile concludes: on homicides, its two lists, its maps, women and men."""
    profile, tag, people = place.profile, place.tag, place.profile.towns.poverty_sources
    shaded, entitled = maps.columns(profile.towns.frame)
    shown = [*people, *profile.towns.homicide_sources, entitled]
    poorest = tables.poorest_municipalities(profile.data, profile.towns, place.code)
    return {
        **violence.conclusion(place.trend, place.code, narrative.homicide_claim(place.number)),
        **narrative.two_lists(
            narrative.key_municipalities(profile), poorest, f"{tag}-two-lists", people
        ),
        **conclusions.of_maps(shaded, place.code, f"{tag}-maps-apart", shown),
        **conclusions.of_sexes(
            narrative.sex_numbers(place.code), f"{tag}-sexes", narrative.sex_sources()
        ),
    }


def opening(place: Place) -> list[Exhibit]:
    """Return the first paragraphs."""
    score = stored.fact(f"selection-state-{place.number}-score")
    chance = stored.fact(f"selection-prob-top4-{place.number}")
    profile = place.profile
    text = narrative.opening(profile, place.number, score, chance)
    source = [RULE, *profile.data.sources, *place.trend.sources, *profile.towns.poverty_sources]
    return [exhibits.prose(f"{place.tag}-opening", text, source=source)]


def peoples(place: Place) -> list[Exhibit]:
    """Return what sources say of the peoples of the state."""
    empty = "No statement on the peoples of the state could be sourced for this edition."
    text = narrative.statements(place.profile.dossier.peoples, empty)
    return [exhibits.prose(f"{place.tag}-peoples", text, source=place.profile.dossier_sources)]


def institutions(place: Place) -> list[Exhibit]:
    """Return what sources say of the state's law and institutions."""
    empty = "No statement on state law could be sourced for this edition."
    text = narrative.statements(place.profile.dossier.institutions, empty)
    sources = place.profile.dossier_sources
    return [exhibits.prose(f"{place.tag}-institutions", text, source=sources)]


def indicators(place: Place) -> list[Exhibit]:
    """Return the key indicators beside the nation and the neighbours."""
    data = place.profile.data
    return [
        exhibits.table(
            f"tab-{place.tag}", tables.indicator_table(data, place.code), source=data.sources,
            caption=tables.finding(data, place.code),
            notes="Place: counted from the most favourable of the states; = is shared. "
            "Neighbours: median. " + tables.EDITION_NOTE,
        ),
    ]  # fmt: skip


def deprivations(place: Place) -> list[Exhibit]:
    """Return the picture of the deprivations with their sampling error."""
    data, name = place.profile.data, place.name
    shown = data.rows[data.rows["unit"].eq("%") & data.rows["part"].isin(SECTORS)]
    shown = shown[shown.index != "perception_insecure"]
    return [
        exhibits.figure(
            f"fig-{place.tag}-sectors",
            figures.deprivation_dots(data.values, data.se, shown["label"], place.code),
            source=data.sources_of(*shown.index),
            caption=f"{name}: " + tables.beyond_error(data, list(shown.index), place.code),
            alt=f"For each deprivation a dot for {name} with its interval, a black mark for the "
            "nation and grey marks for the other states.",
            notes="Orange: the state with its 95 % interval; black: Mexico; grey: the other "
            "states.",
        ),
    ]


def homicides(place: Place) -> list[Exhibit]:
    """Return the picture of the homicide rate since its register begins."""
    trend, code = place.trend, place.code
    rate, low, high = narrative.homicide_series(place.profile)
    means = violence.means(trend, code)
    return [
        exhibits.figure(
            f"fig-{place.tag}-homicide",
            figures.trend(rate, low, high, code, "Homicides per 100 000", means),
            source=[*place.profile.data.sources_of("homicide_rate"), *trend.sources],
            caption=violence.told(code, narrative.homicide_claim(place.number)),
            alt=f"Lines of the homicide rate of {place.name} with its interval, of the median of "
            "its neighbours and of Mexico, from 1990 to 2010; two level bars mark the state's "
            "means of the periods compared.",
            notes="Band: exact 95 % Poisson interval. Dark bars: the state's means of the two "
            "periods. The comparison allows for years that vary more than single deaths do.",
        ),
    ]


def changes(place: Place) -> list[Exhibit]:
    """Return what changed from 2008 to 2010."""
    found = narrative.changes(place.profile, FOLLOWED)
    before, after = found.at["Poverty", "2008"], found.at["Poverty", "2010"]
    return [
        exhibits.table(
            f"tab-{place.tag}-changes", found, source=narrative.change_sources(FOLLOWED),
            caption=f"{place.name}: poverty went from {formats.percent(before)} in 2008 to "
            f"{formats.percent(after)} in 2010.",
            notes="Changes in percentage points. ±: half-width of the 95 % interval of 2010. Both "
            "years come from CONEVAL's later series, whose levels of 2010 differ from those of "
            "2011 in the other tables ({numref}`tab-social-editions`).",
        ),
    ]  # fmt: skip


def towns(place: Place) -> list[Exhibit]:
    """Return the municipalities with most people in poverty."""
    key = narrative.key_municipalities(place.profile)
    held = formats.percent(key["Cumulated, %"].iloc[-1], 0)
    return [
        exhibits.table(
            f"tab-{place.tag}-towns", key, source=place.profile.towns.sources,
            digits={"People in poverty": 0},
            caption=f"{place.name}: {len(key)} municipalities hold {held} of the people in "
            "poverty.",
            notes="Homicides: yearly rate of 2008–2010; a dash for municipalities too small for a "
            "rate.",
        ),
    ]  # fmt: skip


def poorest_towns(place: Place) -> list[Exhibit]:
    """Return the municipalities where poverty is most frequent."""
    profile = place.profile
    return [poorest_table(f"tab-{place.tag}-poverty", profile.data, profile.towns, place.code)]


def three_maps(place: Place) -> list[Exhibit]:
    """Return the maps of poverty, homicides and entitlement in the municipalities."""
    of_towns, claim = place.profile.towns, f"{place.tag}-maps-apart"
    shaded, entitled = maps.columns(of_towns.frame)
    apart = "poverty, homicides and lack of entitlement are frequent in different municipalities"
    return [
        exhibits.figure(
            f"fig-{place.tag}-maps", maps.three_maps(shaded, place.code), wide=True,
            source=[*of_towns.poverty_sources, *of_towns.homicide_sources, entitled],
            caption=f"{place.name}: {conclusions.bound(apart, claim)}.",
            alt=f"Three maps of the municipalities of {place.name}, shaded from light to dark by "
            "the share of people in poverty, by smoothed homicide rates and by the share of "
            "people without entitlement to a health service. "
            + conclusions.bound("The dark areas of the three maps do not coincide", claim) + ".",
            notes="Poverty: model estimates without published error. Homicides of the sheet's "
            "years, small municipalities drawn towards the state's rate (empirical Bayes). "
            "Entitlement: census of 2010. Class limits are the same in all profiles. Grey: no "
            "figure.",
        ),
    ]  # fmt: skip


def funds(place: Place) -> list[Exhibit]:
    """Return what the state received from the federal funds."""
    data = place.profile.data
    received, granted = transfers.of_state(place.code, data.values["population"])
    total = formats.integer(received["Million pesos"].sum())
    return [
        exhibits.table(
            f"tab-{place.tag}-funds", received,
            source=[granted, *data.sources_of("population")],
            digits={"Million pesos": 0, "Pesos per inhabitant": 0, "Mexico, per inhabitant": 0},
            caption=f"{place.name} received {total} million pesos from the funds of *Ramo 33* in "
            "2010.",
            notes="Current pesos; the first place receives most per inhabitant. Mexico: sum of "
            "the states. The annex of September 2011 itself is not at hand (†).",
        ),
    ]  # fmt: skip


def sexes(place: Place) -> list[Exhibit]:
    """Return what is published by sex."""
    more = (
        "men die by homicide more often than women, and boys die more often than girls in their "
        "first year"
    )
    told = conclusions.bound(more, f"{place.tag}-sexes")
    return [
        exhibits.table(
            f"tab-{place.tag}-sex", narrative.sex_gaps(place.profile),
            source=narrative.sex_sources(), caption=f"{place.name}: {told}.",
        ),
    ]  # fmt: skip


def swot(place: Place) -> list[Exhibit]:
    """Return strengths, weaknesses, opportunities and threats."""
    profile = place.profile
    return [
        exhibits.table(
            f"tab-{place.tag}-swot", advice.swot(profile), wide=True,
            source=[*profile.sources, *place.trend.sources, DESK, *profile.dossier_sources],
            caption=f"{place.name}: each entry rests on a figure of the sheet or on a source.",
        ),
    ]  # fmt: skip


def entry_points(place: Place) -> list[Exhibit]:
    """Return where each expected result could start."""
    return [
        exhibits.table(
            f"tab-{place.tag}-entry", advice.entry_points(place.profile), wide=True,
            source=["programme/profiles/entry_points.yml", *place.profile.sources],
            caption=f"{place.name}: one entry point for each result and sector, with the figure "
            "that speaks for it.",
        ),
    ]  # fmt: skip


def watch(place: Place, risks: Iterable[Any]) -> list[Exhibit]:
    """Return which of the risks of the register deserve a closer watch."""
    signs = advice.watch_list(place.profile, risks)
    return [
        exhibits.table(
            f"tab-{place.tag}-watch", signs, wide=True,
            source=["programme/profiles/watch.yml", "programme/risks.yml", DESK,
                    *place.profile.sources, *place.trend.sources],
            caption=f"{place.name}: {len(signs)} signs call for a closer watch on risks of the "
            "register.",
        ),
    ]  # fmt: skip
