"""What the build can say about its own quality: the tables of the quality-control chapter."""

from __future__ import annotations

import hashlib
import json
import platform
from importlib import metadata
from typing import Any

import pandas as pd
import yaml

from cohesion import fmt, identities, manifest, paths, prose, results, store, verify
from cohesion.errors import DataError

#: Packages whose versions a reviewer would ask for first.
MAIN_PACKAGES = (
    "jupyter-book", "sphinx", "myst-nb", "numpy", "pandas", "scipy", "statsmodels", "seaborn",
    "matplotlib", "scikit-learn", "linearmodels", "libpysal", "esda", "spreg", "SALib", "pandera",
    "pydantic", "weasyprint", "python-docx", "openpyxl",
)  # fmt: skip


def data_summary() -> pd.DataFrame:
    """Return one row per table: publisher, rows, origin, how it was checked, known faults."""
    rows = []
    for name in manifest.names():
        described = manifest.load(name)
        checked = identities.check_identities(
            store.read(name), described["level"], manifest.table_path(name)
        )
        rows.append(
            {
                "Table": name,
                "Publisher": described["publisher"],
                "Rows": described["rows"],
                "Read from": described["origin"],
                **manifest.rows_by_standing(described),
                "Sums checked": checked,
                "What was compared": described["verified"] or "–",
                "Known defects": len(described["defects"]),
            }
        )
    return pd.DataFrame(rows).set_index("Table")


def share(tables: pd.DataFrame, head: str) -> str:
    """Return which share of all rows a column of :func:`data_summary` counts, in words: '51 %'."""
    return fmt.percent(100 * tables[head].sum() / tables["Rows"].sum(), 0)


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


def typed_quantities() -> int:
    """Return how many quantities were typed in pages, notebooks and programme texts (must be 0)."""
    pages = sum(len(prose.typed_quantities(f.read_text("utf-8"))) for f in prose.prose_files())
    texts = sum(
        len(prose.typed_quantities(text))
        for file in sorted(paths.PROGRAMME.glob("**/*.yml"))
        for _, text in prose.yaml_prose(file)
    )
    return pages + texts


def fingerprint(items: dict[str, dict[str, Any]]) -> str:
    """Return one hash of every published result: equal hashes, equal report."""
    text = json.dumps(
        {name: items[name] for name in sorted(items)}, sort_keys=True, ensure_ascii=False
    )
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def against_golden(names: set[str]) -> tuple[int, int]:
    """Compare the results of this build, for some notebooks, with the committed ones.

    Returns
    -------
    identical, changed : int
    """
    golden = verify.read_golden(names=names)
    current = {name: content for name, content in verify.collect(paths.RESULTS).items()
               if name in names}  # fmt: skip
    identical, changes = verify.compare(golden, current)
    return identical, len(changes)


def environment() -> pd.DataFrame:
    """Return the versions of Python and the main packages."""
    rows = [("Python", ".".join(platform.python_version_tuple()[:2]))]
    rows += [(name, metadata.version(name)) for name in MAIN_PACKAGES]
    return pd.DataFrame(rows, columns=["Package", "Version"]).set_index("Package")


def run_times() -> pd.DataFrame:
    """Return the run time of each notebook as last recorded by ``make bench``.

    Times differ from run to run, so the page shows the recorded ones; otherwise two builds of the
    same report would not be the same bytes.
    """
    file = paths.ROOT / "benchmarks" / "recorded.json"
    if not file.is_file():
        raise DataError("no run times are recorded.", file=file, cure="Run make bench once.")
    recorded = json.loads(file.read_text(encoding="utf-8"))["notebooks"]
    frame = pd.DataFrame(
        [{"Notebook": name, "Seconds": seconds} for name, seconds in sorted(recorded.items())]
    )
    return frame.set_index("Notebook")


def doubtful_figures() -> pd.DataFrame:
    """Return the figures that the authors doubt, from ``data/programme/doubts.yml``."""
    file = paths.PROGRAMME / "doubts.yml"
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))["doubts"]
    return pd.DataFrame(entries).set_index("figure").rename_axis("Figure").rename(
        columns={"why": "Why it is doubted", "handling": "How the report handles it"}
    )


def all_results(before: int) -> dict[str, dict[str, Any]]:
    """Return the published results of the stages before ``before``."""
    from cohesion import execute

    names = {nb.name for nb in execute.notebooks_of_book() if nb.stage < before}
    return {name: item for name, item in results.load().items() if item["notebook"] in names}
