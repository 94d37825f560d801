"""What the pages of the programme conclude, as claims on its design and on the figures under it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from cohesion.publishing.claims import Claim, count, observed, share, within


def of_themes(
    figures: pd.Series, by_state: int, shares: pd.Series, source: Any
) -> dict[str, Claim]:
    """Return the claims on the cross-cutting themes.

    Parameters
    ----------
    figures : Series
        National values by the name of their fact (see ``evidence.nation``), per cent.
    by_state : int
        How many figures of one group or sex exist by state.
    shares : Series
        Per cent of the EU's operations that each theme shapes, by title.
    """
    inclusion = "Inclusion of vulnerable groups"
    others = share(shares.drop(inclusion))
    return _of_poverty(figures, source) | {
        "themes-women-seats": Claim(
            "women held fewer than a third of the seats of state congresses", "seats < 100 / 3",
            {"seats": share(figures["finding-women-state-congress-2011"])}, source,
        ),
        "themes-nation-alone": Claim(
            "no figure of a group or sex in the table exists by state", "by_state == 0",
            {"by_state": count(by_state, of=len(figures))}, source,
        ),
        "themes-inclusion-most": Claim(
            "inclusion of vulnerable groups shapes more of the money than any other theme",
            "inclusion > max(others)", {"inclusion": share(shares[inclusion]), "others": others},
            ["programme/cross_cutting.yml", "programme/budget.yml"],
        ),
    }  # fmt: skip


def _of_poverty(figures: pd.Series, source: Any) -> dict[str, Claim]:
    """Return the claims on poverty by group."""
    poor = {name: figures[f"finding-poverty-{name}-2010"] for name in _POOR}
    gaps = {
        "indigenous": poor["indigenous"] - poor["non-indigenous"],
        "rural": poor["rural"] - poor["urban"],
        "women": poor["women"] - poor["men"],
        "disability": poor["disability"] - poor["no-disability"],
    }
    points = {name: within(gap, -100, 100) for name, gap in gaps.items()}
    return {
        "themes-indigenous-widest": Claim(
            "the gap in poverty by indigenous origin is wider than those by place, sex, disability",
            "indigenous > max(rural, women, disability)", points, source,
        ),
        "themes-rural-far": Claim(
            "poverty is more than twenty points higher in the country than in towns", "rural > 20",
            {"rural": points["rural"]}, source,
        ),
        "themes-children-half": Claim(
            "more than half of those under eighteen are poor", "children > 50",
            {"children": share(poor["age-0-17"])}, source,
        ),
    }  # fmt: skip


_POOR = (
    "indigenous", "non-indigenous", "rural", "urban", "women", "men", "disability",
    "no-disability", "age-0-17",
)  # fmt: skip


def of_problems(figures: pd.Series, spreads: pd.Series, source: Any) -> dict[str, Claim]:
    """Return the claims on the figures behind the problem tree.

    Parameters
    ----------
    figures : Series
        National values by the name of their fact.
    spreads : Series
        Highest state as a multiple of the lowest, by figure (see ``evidence.spreads``).
    """
    lacking = "finding-three-deprivations"
    return {
        "problems-indigenous-lack": Claim(
            "more than twice as many indigenous people as people in all lack three rights or more",
            "indigenous > 2 * everybody",
            {"indigenous": share(figures[f"{lacking}-indigenous-2010"]),
             "everybody": share(figures[f"{lacking}-2010"])}, source,
        ),
        "problems-wide-ranges": Claim(
            "in more than half of the figures the highest state is more than twice the lowest",
            "count(spread > 2) > len(spread) / 2", {"spread": within(spreads, 1, 1000)}, source,
        ),
    }  # fmt: skip


def of_choice(table: pd.DataFrame, stem: str, source: Any) -> dict[str, Claim]:
    """Return the claim that the recommended option leads, and does not hang on the weights.

    Parameters
    ----------
    table : DataFrame
        From ``choices.choice_table``: the recommended option first.
    stem : str
        The claim is ``<stem>-leads``.
    """
    scores, first = table["Weighted score"], table["First in % of weightings"].iloc[0]
    return {
        f"{stem}-leads": Claim(
            "the recommended option scores highest and is first under most weightings",
            "score > other and first > 50",
            {"score": within(scores.iloc[0], 1, 5), "other": within(scores.iloc[1], 1, 5),
             "first": share(first)}, source,
        )
    }  # fmt: skip


def of_assistance(costs: pd.Series, planned: float, paid: float, source: Any) -> dict[str, Claim]:
    """Return the claims on what the technical assistance costs.

    Parameters
    ----------
    costs : Series
        EUR by set-up.
    planned, paid : float
        EUR a day: the plan's average, and the published price of the mission's own days.
    """
    return {
        "ta-costs-ends": Claim(
            "missions on demand cost least, a contract in each state most",
            "smallest(cost) == 'Missions on demand' and "
            "largest(cost) == 'One contract in each state'",
            {"cost": observed(costs.rename_axis(None), [0, 2 * costs.max()])}, source,
        ),
        "ta-day-cheaper": Claim(
            "the planned day costs less than that of the published contract", "planned < paid",
            {"planned": within(planned, 0, 5000), "paid": within(paid, 0, 5000)}, source,
        ),
    }  # fmt: skip


def of_risks(register: pd.DataFrame, source: Any) -> dict[str, Claim]:
    """Return the claim on the grades of the risks.

    Parameters
    ----------
    register : DataFrame
        ``likelihood`` and ``impact`` of each risk, 1 to 3.
    """
    others = register[register["likelihood"] * register["impact"] < 9]
    medium = int((others["likelihood"] == 2).sum())
    return {
        "risks-others-medium": Claim(
            "more than half of the others are of medium likelihood", "medium > number / 2",
            {"medium": count(medium, of=len(register)),
             "number": count(len(others), of=len(register))}, source,
        )
    }  # fmt: skip


def of_participation(small: pd.Series, source: Any) -> dict[str, Claim]:
    """Return the claim on small localities.

    Parameters
    ----------
    small : Series
        By state: per cent of the people who live in localities under five thousand inhabitants.
    """
    return {
        "cso-most-in-small": Claim(
            "in at least two states more than half of the people live in small localities",
            "count(small > 50) >= 2", {"small": share(small)}, source,
        )
    }  # fmt: skip


def of_budget(
    parts: pd.DataFrame, instruments: pd.Series, limit: float, source: Any
) -> dict[str, Claim]:
    """Return the claims on who pays for what.

    Parameters
    ----------
    parts : DataFrame
        EUR by component (``R1``, …) and funder (``eu``, ``federation``, ``states``).
    instruments : Series
        EUR of the EU contribution by instrument (``services``, …).
    limit : float
        Per cent of the EU contribution that the technical assistance may take.
    """
    of_eu = share((100 * instruments / instruments.sum()).rename_axis(None))
    return _of_parts(parts, source) | {
        "budget-services-largest": Claim(
            "no instrument takes more of the EU contribution than technical assistance",
            "largest(part) == 'services'", {"part": of_eu}, source,
        ),
        "budget-within-limit": Claim(
            "the technical assistance takes no more than its limit", "services <= limit",
            {"services": share(100 * instruments["services"] / instruments.sum()),
             "limit": share(limit)}, source,
        ),
    }  # fmt: skip


def _of_parts(parts: pd.DataFrame, source: Any) -> dict[str, Claim]:
    """Return the claims on components and funders."""
    of_all = (100 * parts.sum(axis=1) / parts.to_numpy().sum()).rename_axis(None)
    mexican = parts.drop(columns="eu").sum(axis=1)
    of_union = (100 * parts["eu"] / parts["eu"].sum()).rename_axis(None)
    of_mexico = (100 * mexican / mexican.sum()).rename_axis(None)
    first = 100 * parts.loc["R1"] / parts.loc["R1"].sum()
    ours = 100 * parts["states"] / parts["states"].sum()
    federal = 100 * parts["federation"] / parts["federation"].sum()
    return {
        "budget-first-largest": Claim(
            "result 1 has more than twice the money of any other part, and the European Union and "
            "the states each carry more than two fifths of it",
            "own > 2 * max(others) and min(eu, states) > 40",
            {"own": share(of_all["R1"]), "others": share(of_all.drop("R1")),
             "eu": share(first["eu"]), "states": share(first["states"])}, source,
        ),
        "budget-halves": Claim(
            "the European Union and Mexico give the same to within one part in a hundred",
            "abs(union - 50) < 0.5", {"union": share(100 * parts["eu"].sum() / parts.sum().sum())},
            source,
        ),
        "budget-first-both": Claim(
            "result 1 takes the largest part of the European Union's money and of Mexico's",
            "largest(union) == 'R1' and largest(mexico) == 'R1'",
            {"union": share(of_union), "mexico": share(of_mexico)}, source,
        ),
        "budget-partners": Claim(
            "more than nine tenths of the states' money are for result 1, more than three quarters "
            "of the Federation's for result 2 and management",
            "states > 90 and federal > 75",
            {"states": share(ours["R1"]), "federal": share(federal["R2"] + federal["M"])}, source,
        ),
    }  # fmt: skip


def of_spending(
    by_year: pd.Series, together: tuple[int, int], kind: float, source: Any
) -> dict[str, Claim]:
    """Return the claims on when and in which form money is spent.

    Parameters
    ----------
    by_year : Series
        EUR by calendar year.
    together : (int, int)
        First and last year in which pilots of both waves run beside the grants.
    kind : float
        EUR that the European Union gives in kind.
    """
    peak = int(by_year.idxmax())
    years = (min(by_year.index), max(by_year.index))
    return {
        "budget-peak": Claim(
            "most is spent in a year in which pilots of both waves and grants run",
            "first <= peak and peak <= last",
            {"peak": within(peak, *years), "first": within(together[0], *years),
             "last": within(together[1], *years)}, source,
        ),
        "budget-eu-cash": Claim(
            "the European Union gives nothing in kind", "kind == 0",
            {"kind": within(kind, 0, float(by_year.sum()))}, source,
        ),
    }  # fmt: skip


def of_variants(shares: Mapping[int, float], limit: float, source: Any) -> dict[str, Claim]:
    """Return the claim on the technical assistance when fewer states take part.

    Parameters
    ----------
    shares : mapping
        Number of states (2, 3, 4) → per cent of the EU contribution for technical assistance.
    limit : float
        Per cent that it may take.
    """
    two, three, four = (share(shares[number]) for number in (2, 3, 4))
    return {
        "budget-fewer-dearer": Claim(
            "the part of the technical assistance grows as states become fewer, and with three or "
            "two of them passes its limit",
            "two > three and three > four and min(two, three) > limit",
            {"two": two, "three": three, "four": four, "limit": share(limit)}, source,
        )
    }  # fmt: skip


def of_timetable(on_path: int, named: int, breaches: int, source: Any) -> dict[str, Claim]:
    """Return the claims on the timetable.

    Parameters
    ----------
    on_path, named : int
        Of so many named tasks (agreement, agendas, first wave of pilots, its vote of take-up) so
        many are critical.
    breaches : int
        Pilots that break a rule on campaigns, terms or votes.
    """
    return {
        "timetable-path-whole": Claim(
            "agreement, agendas, the pilots of the first wave and their vote are all critical",
            "on_path == named",
            {"on_path": count(on_path, of=100), "named": count(named, of=100)}, source,
        ),
        "timetable-pilots-clear": Claim(
            "no pilot starts in a campaign, leaves a term of the councils or precedes its vote",
            "breaches == 0", {"breaches": count(breaches, of=100)}, source,
        ),
    }  # fmt: skip


def of_indicators(tested: pd.DataFrame, drawn: pd.DataFrame, source: Any) -> dict[str, Claim]:
    """Return the claims on what the household survey could see.

    Parameters
    ----------
    tested, drawn : DataFrame
        ``added``, ``mdc`` and ``detectable`` of the additions to the trend: of all, and of those
        in per cent.
    """
    seen = int((tested["detectable"] == "yes").sum())
    ratio = float((drawn["added"].abs() / drawn["mdc"]).max())
    return {
        "indicators-mostly-unseen": Claim(
            "fewer than half of the additions are larger than the smallest visible change",
            "seen < number / 2",
            {"seen": count(seen, of=len(tested)), "number": count(len(tested), of=len(tested))},
            source,
        ),
        "indicators-well-inside": Claim(
            "the largest addition is less than three quarters of the smallest visible change",
            "ratio < 0.75", {"ratio": within(ratio, 0, 10)}, source,
        ),
    }  # fmt: skip


def of_quality(doubts: pd.Series, number: int, source: Any) -> dict[str, Claim]:
    """Return the claim on the doubts about indicators that come from official surveys.

    Parameters
    ----------
    doubts : Series
        Criterion → indicators that meet it only in part.
    number : int
        Indicators.
    """
    return {
        "indicators-robust-weak": Claim(
            "robustness is doubted more often than any other criterion", "robust > max(others)",
            {"robust": count(int(doubts["Robust"]), of=number),
             "others": count(doubts.drop("Robust"), of=number)}, source,
        )
    }  # fmt: skip


def of_bodies(asked: int, named: Mapping[str, float], number: int, source: Any) -> dict[str, Claim]:
    """Return the claims on bodies of the states.

    Parameters
    ----------
    asked, number : int
        Bodies that were asked, of so many.
    named : mapping
        ``social`` and ``justice`` → per cent of the bodies that carry a name.
    """
    return {
        "bodies-nobody-asked": Claim(
            "no body of the states was asked", "asked == 0", {"asked": count(asked, of=number)},
            source,
        ),
        "bodies-social-named": Claim(
            "more than half of the social bodies carry a name, fewer than half of those of safety "
            "and justice", "social > 50 and justice < 50",
            {name: share(value) for name, value in named.items()}, source,
        ),
    }  # fmt: skip


def of_inventory(spent: pd.Series, document: pd.Series, source: Any) -> dict[str, Claim]:
    """Return the claim on the papers in which programmes of the states were found.

    Parameters
    ----------
    spent, document : Series
        By state: per cent of its programmes with spending, and with a normative document.
    """
    others = share(spent.drop("Chiapas"))
    return {
        "bodies-spending-chiapas": Claim(
            "in Chiapas spending is found for nine in ten programmes and a document for one in ten "
            "at most; elsewhere both for less than two thirds",
            'spent["Chiapas"] > 90 and document["Chiapas"] < 10 and max(document) < 66 and '
            "max(others) < 66",
            {"spent": share(spent), "document": share(document), "others": others}, source,
        )
    }  # fmt: skip


def of_terms(governor: float, councils: float, source: Any) -> dict[str, Claim]:
    """Return the claim on the next terms of office in Puebla, in months."""
    return {
        "bodies-puebla-terms": Claim(
            "the next governor sits for less than two years, the councils for almost five",
            "governor < 24 and councils > 54 and councils < 60",
            {"governor": within(governor, 0, 120), "councils": within(councils, 0, 120)}, source,
        )
    }  # fmt: skip


def of_euro(spent: float, reserve: float, union: float, source: Any) -> dict[str, Claim]:
    """Return the claim that the procedures hold the whole EU contribution, EUR."""
    return {
        "procedures-every-euro": Claim(
            "tenders, estimates, call, direct awards and contingencies add to the EU contribution",
            "abs(spent + reserve - union) < 1",
            {"spent": within(spent, 0, union), "reserve": within(reserve, 0, union),
             "union": within(union, 0, union)}, source,
        )
    }  # fmt: skip


def of_record(filled: int, forms: int, source: Any) -> dict[str, Claim]:
    """Return the claim on the forms of the record."""
    return {
        "record-all-empty": Claim(
            "no form of the record is filled", "filled == 0", {"filled": count(filled, of=forms)},
            source,
        )
    }  # fmt: skip
