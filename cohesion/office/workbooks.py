"""Excel workbooks: logical framework, risks, indicators.

Text can never become a formula: it is stored as text and marked as quoted. Formulas are written by
this module alone, and each carries the value of the model, so that a reader without recalculation
(and a test) sees the same figure.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from openpyxl.utils import get_column_letter

from cohesion.office.sheets import (
    HEAD_FILL,
    Book,
    add_frame,
    add_published,
    put,
)
from cohesion.programme import tables
from cohesion.programme.design import Design
from cohesion.programme.indicators import RACER
from cohesion.programme.targets import baseline_text, milestone_text, target_text
from cohesion.translation.catalogue import Catalogue, english

#: Levels of the logical framework at which an assumption holds, as the register names them.
_LEVELS = {"P": "purpose", "R": "results", "A": "activities"}


def logical_framework(target: Path, words: Catalogue | None = None) -> Path:
    """Write both forms of the logical framework and the activity matrix."""
    book = Book("Logical framework", words or english())
    add_published(book, "Form of 2004", "tab-logframe-pcm")
    add_published(book, "Today's form", "tab-logframe-today")
    add_published(book, "Activities", "tab-logframe-activities")
    return book.save(target)


def indicators(design: Design, values: pd.DataFrame, target: Path) -> Path:
    """Write specifications, targets, verification, quality test and the sheet for encoding."""
    book = Book("Indicators")
    add_published(book, "Specifications", "tab-indicator-specifications")
    add_published(book, "Baselines and targets", "tab-indicator-targets")
    add_published(book, "Verification", "tab-indicator-verification")
    add_published(book, "Quality test", "tab-indicator-quality")
    add_frame(
        book,
        "Sheets",
        indicator_sheets(design, values),
        "The full sheet of every indicator, one row per field",
        most=110,
    )
    add_frame(
        book,
        "Encoding",
        tables.encoding(design, values),
        "One row per indicator and value; names are final before encoding",
        large=True,
    )
    return book.save(target)


def indicator_sheets(design: Design, values: pd.DataFrame) -> pd.DataFrame:
    """Return the full sheet of every indicator as rows: indicator, field, content."""
    rows = []
    for item in design.indicators.indicators:
        partly = [name for name in RACER if getattr(item.racer, name) == "partly"]
        source = item.verification
        fields = {
            "Name": item.name,
            "Objective": f"{item.level} {design.results.get(item.level).title}",
            "Definition": item.definition,
            "Formula": item.formula,
            "Unit": item.unit or "ratio from 0 to 1",
            "Better": item.direction.split("_")[0],
            "Where": item.territory,
            "Broken down by": ", ".join(item.disaggregation),
            "Broken down for the nation only by": ", ".join(item.nation_only),
            "On the break-down": item.disaggregation_note,
            "Baseline": baseline_text(item, values),
            "Milestones": milestone_text(item, values),
            "Target": target_text(item, values),
            "Why this target": item.target.reasoning,
            "Means of verification": source.document,
            "Table or record": source.table,
            "Found at": source.address,
            "Holder": design.actor(source.holder),
            "Collection": design.baselines.get(item.baseline.data).collection
            if item.baseline.kind == "data"
            else source.frequency,
            "Cost (EUR)": source.cost,
            "Paid by": source.paid_by,
            "Responsible": design.actor(item.responsible),
            "Assumption": f"{item.assumption} {design.assumption(item.assumption).statement}",
            "Quality test": f"partly: {', '.join(partly)}" if partly else "all five met",
            "On the quality": item.racer_note,
        }
        rows += [
            {"Indicator": item.id, "Field": name, "Content": content}
            for name, content in fields.items()
            if content != ""
        ]
    return pd.DataFrame(rows).set_index("Indicator")


def risk_register(design: Design, target: Path, words: Catalogue | None = None) -> Path:
    """Write the full register and the assumptions it is tied to."""
    book = Book("Risk register", words or english())
    rows = {
        risk.id: {
            "Risk": risk.title,
            "Category": risk.category,
            "Threatens": ", ".join(risk.assumptions),
            "Likelihood (1–3)": risk.likelihood,
            "Impact (1–3)": risk.impact,
            "Basis": risk.basis,
            "Early sign": risk.early_sign,
            "Mitigation": risk.mitigation,
            "Response": risk.response,
            "Owner": design.actor(risk.owner),
            "Status": "",
        }
        for risk in design.risks
    }
    frame = pd.DataFrame.from_dict(rows, orient="index").rename_axis("No.")
    text = "Risk register; the status column is for the yearly review"
    sheet = add_frame(book, "Risks", frame, text, large=True)
    column = len(frame.columns) + 2
    put(sheet, 3, column, "Score", bold=True)
    sheet.cell(3, column).fill = HEAD_FILL
    for number, risk in enumerate(design.risks, start=4):
        cell = f"{get_column_letter(column)}{number}"
        book.formula(sheet, cell, f"=E{number}*F{number}", risk.likelihood * risk.impact)
    assumptions = pd.DataFrame(
        [
            {
                "No.": item.id,
                "Level": _LEVELS[item.level],
                "Result": "" if item.level == "P" else item.result,
                "Assumption": item.statement,
                "Precondition": "yes" if item.precondition else "no",
            }
            for item in design.assumptions
        ]
    ).set_index("No.")
    add_frame(book, "Assumptions", assumptions, "Assumptions of the logical framework")
    return book.save(target)
