"""What the page on stakeholders concludes, as claims on actors, powers, links and donors."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cohesion.publishing.claims import Claim, count, share, within


def of_actors(frame: pd.DataFrame, source: Any) -> dict[str, Claim]:
    """Return the claims on influence and interest.

    Parameters
    ----------
    frame : DataFrame
        By actor: ``influence`` and ``interest_score`` (1 to 5), ``family`` and ``way``.
    """
    build = frame[frame["way"] == "build up and work with"]
    society = int((build["family"] == "Rights and society").sum())
    means = frame.groupby("family")[["influence", "interest_score"]].mean().rename_axis(None)
    rest = means["interest_score"].drop(["Social sectors", "Rights and society"])
    return {
        "stakeholders-build-society": Claim(
            "more than half of those to build up are bodies for rights and of society",
            "society > build / 2",
            {"society": count(society, of=len(frame)), "build": count(len(build), of=len(frame))},
            source,
        ),
        "stakeholders-families": Claim(
            "the centre of state government has the highest mean influence; the social sectors and "
            "the bodies for rights and society have the highest mean interest",
            "largest(influence) == 'Centre of state government' and "
            "min(social, society) > max(rest)",
            {"influence": within(means["influence"], 1, 5),
             "social": within(means.at["Social sectors", "interest_score"], 1, 5),
             "society": within(means.at["Rights and society", "interest_score"], 1, 5),
             "rest": within(rest, 1, 5)}, source,
        ),
    }  # fmt: skip


def of_powers(counts: pd.DataFrame, cells: int, source: Any) -> dict[str, Claim]:
    """Return the claims on the competence matrix.

    Parameters
    ----------
    counts : DataFrame
        By actor (short name): in how many cells it decides, funds, delivers and monitors.
    cells : int
        Cells of the matrix.
    """
    towns = counts.loc["Municipalities"]
    every = count(counts.sum(axis=1).rename_axis(None).head(60), of=cells)
    return {
        "stakeholders-towns-monitor": Claim(
            "municipalities decide, fund and deliver in more than twice as many cells each as they "
            "monitor", "min(decides, funds, delivers) > 2 * monitors",
            {role: count(int(towns[role]), of=cells) for role in counts.columns}, source,
        ),
        "stakeholders-most-cells": Claim(
            "municipalities stand in most cells, state finance in the next most",
            "place(cells, 'Municipalities') == 1 and place(cells, 'Finance & plan.') == 2",
            {"cells": every}, source,
        ),
    }  # fmt: skip


def of_network(
    between: pd.Series, federal: float, money: pd.Series, source: Any
) -> dict[str, Claim]:
    """Return the claims on who lies between others.

    Parameters
    ----------
    between : Series
        Per cent of the shortest paths between others, all links, the highest first.
    federal : float
        The highest of a body of the Federation.
    money : Series
        The same in the network of money alone, by short name.
    """
    first, second = (share(between.iloc[number]) for number in (0, 1))
    return {
        "stakeholders-brokers": Claim(
            "the first two are less than two points apart, and every body of the Federation lies "
            "on fewer paths than both", "first - second < 2 and second > federal",
            {"first": first, "second": second, "federal": share(federal)}, source,
        ),
        "stakeholders-needle": Claim(
            "state finance lies on more than twice as many paths of money as any other body",
            "finance > 2 * max(others)",
            {"finance": share(money["Finance & plan."]),
             "others": share(money.drop("Finance & plan.").head(60).rename_axis(None))}, source,
        ),
    }  # fmt: skip


def of_coordination(lines: pd.DataFrame, source: Any) -> dict[str, Claim]:
    """Return the claim on the lines of coordination.

    Parameters
    ----------
    lines : DataFrame
        Links of coordination: ``source``, ``target``, ``from_level`` and ``to_level``.
    """
    down = lines[(lines["from_level"] == "federal") & (lines["to_level"] == "state")]
    inside = lines[(lines["from_level"] == "state") & (lines["to_level"] == "state")]
    governor = int((inside["source"] == "state_governments").sum())
    number = len(lines)
    return {
        "stakeholders-parallel": Claim(
            "no state body has two coordinators in the Federation, and between bodies of a state "
            "only the governor coordinates", "most == 1 and others == 0 and governor > 1",
            {"most": count(int(down["target"].value_counts().max()), of=number),
             "others": count(len(inside) - governor, of=number),
             "governor": count(governor, of=number)}, source,
        )
    }  # fmt: skip


def of_donors(active: pd.Series, number: int, source: Any) -> dict[str, Claim]:
    """Return the claim on the fields of other programmes.

    Parameters
    ----------
    active : Series
        By field: how many programmes work there, as a main field or beside others.
    number : int
        Programmes.
    """
    crowded = active[["social_development", "prevention", "state_capacity"]].rename_axis(None)
    return {
        "stakeholders-crowded": Claim(
            "more than half of the programmes work in social development, in prevention and in "
            "state capacity, fewer than half with civil society",
            "min(crowded) > number / 2 and society < number / 2",
            {"crowded": count(crowded, of=number), "number": within(number, 1, 100),
             "society": count(int(active["civil_society"]), of=number)}, source,
        )
    }  # fmt: skip
