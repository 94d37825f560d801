"""What the page on procedures says in numbers, and the texts that it lists."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cohesion.programme import procedures
from cohesion.programme.design import Design
from cohesion.programme.procedures import Procedures, Recipient
from cohesion.publishing import frames


def counts(
    found: Procedures, design: Design, given: Sequence[Recipient], tenders: pd.DataFrame
) -> dict[str, int]:
    """Return how many tenders, estimates, grants and awards there are, by the name of the fact.

    Parameters
    ----------
    given : sequence of Recipient
        From ``procedures.recipients``.
    tenders : DataFrame
        From ``procedures.tender_table``.
    """
    lots = procedures.lot_rows(found, design)
    return {
        "procedures-tenders": len(found.tenders),
        "procedures-awards": len(given),
        "procedures-estimates": sum(item.contracts for item in found.estimates),
        "procedures-call-grants": sum(int(str(row["grants"])) for row in lots),
        "procedures-contracts": int(tenders["Contracts"].sum()) + len(given),
        "procedures-grant-months": found.award_terms.months,
    }


def amounts(
    found: Procedures, design: Design, given: Sequence[Recipient], tenders: pd.DataFrame
) -> pd.DataFrame:
    """Return ceilings, rates, lots and the purchase of equipment, for ``publish.facts``.

    Parameters
    ----------
    given, tenders
        As of :func:`counts`.
    """
    ceilings = {f"procedures-ceiling-{name.replace('_', '-')}": value
                for name, value in found.ceilings.model_dump().items()}  # fmt: skip
    equipment = next(item for item in found.tenders if item.instrument == "supplies")
    money = {
        "procedures-award-money": sum(item.amount for item in given),
        **ceilings,
        "procedures-equipment": procedures.tender_amount(equipment, design),
    }
    lots = list(enumerate(procedures.lot_rows(found, design), start=1))
    sizes = {f"procedures-lot-{number}-{part}": row[part]
             for number, row in lots for part in ("amount", "smallest", "largest")}  # fmt: skip
    counted = {f"procedures-lot-{number}-{part}": row[part]
               for number, row in lots for part in ("grants", "months")}  # fmt: skip
    rates = {"procedures-rate-most": found.call.rate.most,
             "procedures-rate-least": found.call.rate.least}  # fmt: skip
    how = str(tenders.loc[equipment.id, "Procedure"]).lower()
    return frames.joined(
        frames.rows(money | sizes, unit="EUR"),
        frames.rows(counted),
        frames.rows(rates, unit="%"),
        frames.rows({"procedures-equipment-how": how}),
    )


def notes(found: Procedures) -> dict[str, str]:
    """Return the notes under two tables, by the name of their fact."""
    return {
        "procedures-thresholds-note": found.thresholds.note,
        "procedures-guide": found.guide,
    }


def money(
    design: Design, given: Sequence[Recipient], tenders: pd.DataFrame
) -> tuple[float, float, float]:
    """Return what procedures spend, the contingencies, and the EU contribution (EUR)."""
    lines = design.budget_lines[design.budget_lines["funder"] == "eu"]
    spent = tenders["EU contribution (EUR)"].sum() + sum(item.amount for item in given)
    reserve = lines.loc[lines["instrument"] == "contingencies", "amount"].sum()
    return float(spent), float(reserve), float(lines["amount"].sum())


def call_text(found: Procedures) -> str:
    """Return the rules of the call, as a list."""
    parts = {
        "Eligibility": found.call.eligible, "Selection": found.call.selection,
        "Award": found.call.award, "Full financing": found.call.full_financing,
    }  # fmt: skip
    return "\n".join(f"- **{name}.** {text}" for name, text in parts.items())


def award_text(found: Procedures) -> str:
    """Return the terms of direct awards, as a list; it names the fact of their duration."""
    parts = {
        "Duration": "{fact}`procedures-grant-months` months at most, inside the operational phase.",
        "Counterpart": found.award_terms.counterpart,
        "Payment": found.award_terms.payment,
    }
    return "\n".join(f"- **{name}.** {text}" for name, text in parts.items())
