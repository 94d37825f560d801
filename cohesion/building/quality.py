"""What the build can say about its own quality: the tables of the quality-control chapter."""

from __future__ import annotations

import platform
import re
from importlib import metadata
from pathlib import Path
from typing import Any

import pandas as pd

from cohesion import formats, paths
from cohesion.building import collected, notebooks, verify
from cohesion.building.text_counts import Counts
from cohesion.checking import contrast
from cohesion.checking import limits as checking_limits
from cohesion.checking.declared import check as programme_check
from cohesion.errors import DataError
from cohesion.files import hashes
from cohesion.programme.design import load_design, quantities
from cohesion.publishing import frames, stored
from cohesion.tables import catalogue, manifest, store, vintage

#: Packages whose versions a reviewer would ask for first.
MAIN_PACKAGES = (
    "jupyter-book", "sphinx", "myst-nb", "numpy", "pandas", "scipy", "statsmodels", "seaborn",
    "matplotlib", "scikit-learn", "linearmodels", "libpysal", "esda", "spreg", "SALib", "pandera",
    "pydantic", "typst", "python-docx", "openpyxl",
)  # fmt: skip


def data_summary() -> pd.DataFrame:
    """Return one row per table: its rows by how far they are verified, sums, origin, faults.

    The numbers come first, so that they can be seen beside the names on a narrow screen.
    """
    rows = []
    for name in manifest.names():
        described = manifest.load(name)
        rows.append(
            {
                "Table": name,
                "Rows": described["rows"],
                **manifest.rows_by_standing(described),
                "Sums checked": store.sums_checked(name),
                "Known defects": len(described["defects"]),
                "Read from": described["origin"],
            }
        )
    return pd.DataFrame(rows).set_index("Table")


def share(tables: pd.DataFrame, head: str) -> str:
    """Return which share of all rows a column of :func:`data_summary` counts, in words: '51 %'."""
    return formats.percent(100 * tables[head].sum() / tables["Rows"].sum(), 0)


def defects() -> pd.DataFrame:
    """Return every known defect of the sources, as the manifests tell it."""
    rows = [
        {"Table": name, "What is known": text}
        for name in manifest.names()
        for text in manifest.load(name)["defects"]
    ]
    return pd.DataFrame(rows).set_index("Table")


def provenance(items: dict[str, dict[str, Any]]) -> pd.DataFrame:
    """Return per kind of result how many there are and how many name their sources."""
    rows = []
    for kind, label in (("fact", "Facts"), ("table", "Tables"), ("figure", "Figures"),
                        ("prose", "Texts of the programme")):  # fmt: skip
        chosen = [item for item in items.values() if item["kind"] == kind]
        traced = [item for item in chosen if item["sources"] and item["notebook"]]
        rows.append({"Result": label, "Published": len(chosen), "With provenance": len(traced)})
    return pd.DataFrame(rows).set_index("Result")


def fingerprint(items: dict[str, dict[str, Any]]) -> str:
    """Return one hash of every published result: equal hashes, equal figures.

    The words that pages put beside a result are not part of it.
    """
    return hashes.of_content({name: stored.print_of_run(item) for name, item in items.items()})


def against_golden(names: set[str]) -> tuple[int, int]:
    """Compare the results of this build, for some notebooks, with the committed ones.

    Returns
    -------
    identical, changed : int
    """
    identical, changes = verify.compare(*_before_and_now(names))
    return identical, len(changes)


def _before_and_now(names: set[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the results last published and those of this build; words in pages decide nothing."""
    now = collected.collect(paths.RESULTS)
    current = {name: content for name, content in now.items() if name in names}
    golden = verify.read_golden(names=names)
    return collected.without_captions(golden), collected.without_captions(current)


def golden_by_kind(names: set[str]) -> pd.DataFrame:
    """Return, per kind of result, how many equal the published ones, moved, are new or are gone.

    Parameters
    ----------
    names : set of str
        The notebooks that are compared.
    """
    golden, current = _before_and_now(names)
    _, changes = verify.compare(golden, current)
    kinds = {"Facts": "facts", "Tables": "tables", "Figures": "figures",
             "Texts of the programme": "prose"}  # fmt: skip
    rows = []
    for label, kind in kinds.items():
        before = sum(len(content.get(kind, {})) for content in golden.values())
        now = sum(len(content.get(kind, {})) for content in current.values())
        mine = [change for change in changes if change.kind == kind.removesuffix("s")]
        new = sum(change.before == verify.NEW for change in mine)
        gone = sum(change.after == verify.GONE for change in mine)
        rows.append(
            {
                "Result": label,
                "Published before": before,
                "In this build": now,
                "Identical": now - len(mine) + gone,
                "Moved": len(mine) - new - gone,
                "New": new,
                "Gone": gone,
            }
        )
    return pd.DataFrame(rows).set_index("Result")


def changes(file: Path = paths.ROOT / "CHANGELOG.md") -> pd.DataFrame:
    """Return what each version changed, from ``CHANGELOG.md``: the newest version first.

    Raises
    ------
    DataError
        The file has no version with entries, so that nothing could be said.
    """
    rows = []
    for section in re.split(r"(?m)^## ", file.read_text(encoding="utf-8"))[1:]:
        heading, _, body = section.partition("\n")
        for entry in re.split(r"(?m)^- ", body)[1:]:
            part, _, text = " ".join(entry.split()).replace("`", "").partition(": ")
            rows.append({"Version": heading.strip(), "Part": part, "What changed": text})
    if not rows:
        raise DataError(
            "no version with entries was found.",
            file=file,
            cure="Write '## version (date)' and under it entries '- Part: what changed.'.",
        )
    return pd.DataFrame(rows).set_index("Version")


def limits() -> pd.DataFrame:
    """Return the known limits of the report, from ``data/programme/limits.yml``."""
    rows = [
        {"Limit": entry.limit, "What it means for a reader": entry.meaning}
        for entry in checking_limits.load_limits()
    ]
    return pd.DataFrame(rows).set_index("Limit")


def late_sources(items: dict[str, dict[str, Any]]) -> tuple[int, int]:
    """Count the dated sources of results outside the pages with hindsight, and those too late.

    A source is too late if its edition appeared after the day of the book and stands in for none
    of the time.

    Returns
    -------
    dated, late : int
    """
    named = [
        source.partition("@")[2]
        for item in items.values()
        if not item["notebook"].startswith("hindsight")
        for source in item["sources"]
        if "@" in source
    ]
    late = vintage.too_late(
        set(named), catalogue.editions(), catalogue.stand_ins(), vintage.as_of()
    )
    return len(named), sum(edition in late for edition in named)


def checks_run(
    items: dict[str, dict[str, Any]], tables: pd.DataFrame, ratios: pd.DataFrame, counts: Counts
) -> pd.DataFrame:
    """Run or recount the checks that a build makes before pages exist; return their outcome.

    Parameters
    ----------
    items : the published results of the other chapters.
    tables : the result of :func:`data_summary`, which reads and validates every table.
    ratios : the result of :func:`cohesion.checking.contrast.table`.
    counts : what was counted in the texts of the book.

    Returns
    -------
    DataFrame
        Index: the check; columns 'What is checked', 'Counted', 'Outcome'.

    Raises
    ------
    DataError
        Where a check stops a build: bad rows, sums, manifests, programme files or contrast.
    """
    names = {item["notebook"] for item in items.values()}
    rows = [
        ("Notebooks", "each ran to its end, or nothing it uses changed since it did", len(names),
         "no error"),
        *_checks_of_data(tables),
        *_checks_of_results(items, names, counts),
        ("Contrast", "colours of pages and charts, light and dark", contrast.check(ratios),
         "lowest of text "
         + formats.with_unit(formats.number(lowest_contrast(ratios)), ":\u00a01")),
    ]  # fmt: skip
    heads = ["Check", "What is checked", "Counted", "Outcome"]
    return pd.DataFrame(rows, columns=heads).set_index("Check")


#: Check, what is checked, counted, outcome.
Row = tuple[str, str, int, str]


def _checks_of_data(tables: pd.DataFrame) -> list[Row]:
    return [
        ("Tables and manifests", "checksum; numbers of rows by how far they are verified add up",
         len(tables), "no fault"),
        ("Rows of the tables", "units, years, indicators, limits of values, keys that stand once, "
         "no missing state", int(tables["Rows"].sum()), "no fault"),
        ("Sums in the figures", "shares, groups, persons and states add up",
         int(tables["Sums checked"].sum()), "all hold"),
    ]  # fmt: skip


def _checks_of_results(
    items: dict[str, dict[str, Any]], names: set[str], counts: Counts
) -> list[Row]:
    traced, (dated, late), typed = provenance(items), late_sources(items), counts.typed
    untraced = int(traced["Published"].sum() - traced["With provenance"].sum())
    by_kind = golden_by_kind(names)
    identical = int(by_kind["Identical"].sum())
    moved = int(by_kind[["Moved", "New", "Gone"]].to_numpy().sum())
    design = load_design()
    programme_check()
    return [
        ("Day of the report", "no source of a later day outside the pages with hindsight, save "
         "marked stand-ins", dated, "none is late" if not late else f"{late} are late"),
        ("Provenance", "each result names its notebook and its sources",
         int(traced["Published"].sum()), "all do" if not untraced else f"{untraced} do not"),
        ("Typed quantities", "numbers typed in pages, notebooks, their code and texts of the "
         "programme", counts.places, "none typed" if not typed else f"{typed} are typed"),
        ("Programme design", "results, activities, budget, timetable, indicators and risks fit "
         "together; its quantities", len(quantities(design)), "no fault"),
        ("Published results", "compared with those last published", identical + moved,
         f"{formats.integer(identical)} identical, {formats.integer(moved)} moved, new or gone"),
    ]  # fmt: skip


def lowest_contrast(ratios: pd.DataFrame) -> float:
    """Return the lowest contrast of text in both themes."""
    text = ratios[ratios["Needed"] >= contrast.TEXT]
    return float(text[["Light", "Dark"]].to_numpy().min())


def environment() -> pd.DataFrame:
    """Return the versions of Python and the main packages."""
    rows = [("Python", ".".join(platform.python_version_tuple()[:2]))]
    rows += [(name, metadata.version(name)) for name in MAIN_PACKAGES]
    return pd.DataFrame(rows, columns=["Package", "Version"]).set_index("Package")


def run_times() -> pd.DataFrame:
    """Return the run time of each notebook as last recorded on request.

    With times of this run two builds of the same report would not be the same bytes.
    """
    recorded = notebooks.recorded_seconds()
    if not recorded:
        raise DataError(
            "no run times are recorded.",
            file="benchmarks/recorded.json",
            cure="Run python -m benchmarks --record.",
        )
    frame = pd.DataFrame(
        [{"Notebook": name, "Seconds": seconds} for name, seconds in sorted(recorded.items())]
    )
    return frame.set_index("Notebook")


def doubtful_figures() -> pd.DataFrame:
    """Return the figures that the authors doubt, from ``data/programme/doubts.yml``."""
    rows = [
        {
            "Figure": entry.figure,
            "Why it is doubted": entry.why,
            "How the report handles it": entry.handling,
        }
        for entry in checking_limits.load_doubts()
    ]
    return pd.DataFrame(rows).set_index("Figure")


#: Column of :func:`data_summary` → the name of the fact that counts its rows.
STANDING = {
    "quality-rows-verified": "Verified row by row",
    "quality-rows-spot": "Spot-checked",
    "quality-rows-unverifiable": "Unverifiable",
}


def of_data(tables: pd.DataFrame) -> dict[str, int]:
    """Return what the page says of tables and rows, by the name of the fact.

    Parameters
    ----------
    tables : DataFrame
        From :func:`data_summary`.
    """
    standing = {name: int(tables[head].sum()) for name, head in STANDING.items()}
    return {
        "quality-tables": len(tables),
        "quality-rows": int(tables["Rows"].sum()),
        **standing,
        "quality-sums": int(tables["Sums checked"].sum()),
    }


def of_results(items: dict[str, dict[str, Any]], traced: pd.DataFrame, typed: int) -> pd.DataFrame:
    """Return what the page says of results, as a frame for ``publish.facts``; none is written so.

    Parameters
    ----------
    traced : DataFrame
        From :func:`provenance`.
    typed : int
        Quantities that were typed into texts.
    """
    identical, moved = against_golden({item["notebook"] for item in items.values()})
    found = frames.rows(
        {
            "quality-results": int(traced["Published"].sum()),
            "quality-traced": int(traced["With provenance"].sum()),
            "quality-typed": typed,
            "quality-identical": identical,
            "quality-changed": moved,
            "quality-hash": fingerprint(items)[:16],
        }
    )
    words = {"quality-typed": "" if typed else "no", "quality-changed": "" if moved else "none"}
    return found.assign(text=found["name"].map(words).fillna(""))
