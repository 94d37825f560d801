"""Files to take away, built from what the chapters publish: once for all tests of this folder."""

from __future__ import annotations

import contextlib
import dataclasses
import re
import subprocess
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from cohesion.files.entries import read_yaml
from cohesion.office import build, word
from cohesion.programme import (
    baselines,
    budget,
    calendar,
    calendar_rules,
    identification,
    indicators,
    logframe,
    schedule,
    tables,
)
from cohesion.programme import targets as programme_targets
from cohesion.programme.design import load_design, quantities
from cohesion.programme.documents import DOCUMENTS, load_document
from cohesion.publishing import publish, stored
from cohesion.translation.catalogue import spanish

STATES = ["20", "24"]
EVIL = '=HYPERLINK("http://x","y")'


@pytest.fixture(scope="session")
def targets():
    design = load_design()
    values = programme_targets.baseline_values(
        design.baselines, baselines.selections(design.baselines), STATES
    )
    return programme_targets.target_values(
        design.indicators, design.baselines, values, design.activities, design.n_states
    )


@pytest.fixture(scope="session")
def built(tmp_path_factory, targets, every):
    """Publish what the chapters publish into a folder of its own; export, twice with --every."""
    root = tmp_path_factory.mktemp("results")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COHESION_OUT", str(root / "test"))
        patch.setenv("COHESION_NOTEBOOK", "test")
        (root / "test").mkdir()
        patch.setattr(publish, "_published", set())
        _publish_everything(load_design(), targets)
    loaded = stored.load(root)
    folders = [tmp_path_factory.mktemp(name) / "out" for name in ("first", "second")[: 1 + every]]
    with _in_place(loaded, targets), pytest.MonkeyPatch.context() as patch:
        if not every:
            patch.setattr(build, "in_spanish", _some_in_spanish)
        for folder in folders:
            build.export(folder)
    return folders, loaded


def _some_in_spanish(design, folder, real=build.in_spanish):
    """Write the Spanish twins of two documents: of made-up results none is complete and kept."""
    with pytest.MonkeyPatch.context() as patch:
        two = ("applicants", "summary")
        both = {word.FILES[name]: build.BOTH[word.FILES[name]] for name in two}
        patch.setattr(build, "BOTH", both)
        return real(design, folder)


@pytest.fixture(scope="module")
def files(built, targets):
    """The folder, or both; what they were made from is in place until the file's tests have run."""
    folders, loaded = built
    with _in_place(loaded, targets):
        yield folders


@pytest.fixture(scope="session")
def spoken():
    """The Spanish look-up, read and checked once: each call gives one that has heard nothing."""
    words = spanish()
    return lambda: dataclasses.replace(words, heard={})


@pytest.fixture(scope="session")
def soffice(tmp_path_factory):
    """Let LibreOffice convert files; its profile is made once, which takes as long as a file."""
    profile = tmp_path_factory.mktemp("profile")

    def convert(target: str, folder: Path, *files: Path) -> None:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{profile}", "--headless",
             "--convert-to", target, "--outdir", folder, *files],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip

    return convert


@pytest.fixture(scope="session")
def computed(built, soffice, tmp_path_factory):
    """A folder of files that LibreOffice computed: the budget, and a later timetable."""
    folder = tmp_path_factory.mktemp("computed")
    first = built[0][0]
    book = openpyxl.load_workbook(first / "timetable.xlsx")
    book["Chart"]["C3"].value = 2
    book.save(folder / "later.xlsx")
    out = folder / "out"
    soffice("xlsx:Calc MS Excel 2007 XML", out, folder / "later.xlsx", first / "budget.xlsx")
    return out


@contextlib.contextmanager
def _in_place(loaded, targets):
    """Put the made-up results in place of the book's, for as long as the block runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stored, "_loaded", lambda folder: loaded)
        patch.setattr(build, "state_targets", lambda design: targets)
        yield


def _publish_everything(design, targets):
    source = "programme/budget.yml"

    def table(name, frame):
        publish.table(name, frame, caption=f"Caption of {name}.", digits=0, source=source)

    for name, (value, unit, digits) in quantities(design).items():
        publish.fact(name, value, unit=unit, digits=digits, source=source)
    wanted = {n for d in DOCUMENTS for s in load_document(d).sections for n in _facts(s.text)}
    wanted |= {n for row in read_yaml("identification")["rows"] for n in _facts(row["value"])}
    for name in sorted(wanted - set(quantities(design))):
        publish.fact(name, f"[{name}]", source=source)
    lines, plan = design.budget_lines, design.budget
    table("tab-fiche-identification", identification.identification())
    table("tab-programme-risks", tables.risks(design))
    table("tab-budget-fiche", tables.fiche_budget(design))
    table("tab-budget-components", budget.by(lines, "component", "funder", plan))
    table("tab-budget-instruments", budget.by(lines, "instrument", "funder", plan))
    table("tab-budget-years", budget.by(lines, "component", "year", plan))
    table("tab-budget-lines", tables.budget_lines(design))
    table("tab-budget-methods", tables.methods(design))
    table("tab-timetable", schedule.display_table(design.timetable))
    table("tab-timetable-critical", schedule.display_table(design.timetable))
    table("tab-timetable-milestones", tables.milestones(design))
    table("tab-timetable-calendar", calendar.calendar_table(design.calendar, STATES))
    table("tab-timetable-rules", calendar_rules.rules_table())
    table("tab-timetable-responsibilities", tables.responsibilities(design))
    table("tab-logframe-pcm", logframe.pcm(design, targets))
    table("tab-logframe-today", logframe.results_chain(design, targets))
    table("tab-logframe-activities", logframe.activity_matrix(design))
    table("tab-indicator-specifications", tables.specifications(design))
    table("tab-indicator-targets", tables.targets(design, targets))
    table("tab-indicator-quality", indicators.quality_table(design.indicators))
    table("tab-indicator-verification", indicators.verification_table(design.indicators, {}))
    table("tab-tor-experts", tables.experts())
    documents = [load_document(name) for name in DOCUMENTS]
    shown = {name for document in documents for name in document.tables}
    texts = " ".join(section.text for document in documents for section in document.sections)
    shown |= set(re.findall(r"\{numref\}`(tab-[^`]+)`", texts))
    for name in sorted(shown - publish._published):
        table(name, pd.DataFrame({"Entry": ["what another chapter publishes"]}))
    # One table carries what an attacker would write into the design.
    table("tab-visibility-actions", pd.DataFrame({"Action": [EVIL, "<b>&x</b>", "-1+1"]}))


def _facts(text):
    return re.findall(r"\{fact\}`([^`]+)`", text)
