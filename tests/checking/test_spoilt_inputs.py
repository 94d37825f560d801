"""Hundreds of spoilt inputs: each is caught with a message that names file, place and cure.

They print their score. `make test` takes a sample of the files, with every kind of fault;
`make test-every` takes all of them, and `make test-slow` every entry of the programme.
"""

from __future__ import annotations

import dataclasses
import fnmatch
import shutil
from pathlib import Path

import numpy as np
import pytest
import yaml

from cohesion import paths
from cohesion.checking import declared
from cohesion.errors import DataError
from cohesion.files import hashes
from cohesion.tables import catalogue, editions, geo, identities, manifest, schema
from tests.tools import design, mutants, sampling

SEED = 20120630
TABLES = manifest.names()
#: Bytes up to which the figures of a table are checked again for every fault.
SMALL = 400_000


def as_loaded(content: bytes, described: dict, file) -> None:
    """What reading a table does, without its memory of tables that passed before."""
    manifest.check_sum(content, described, file)
    beyond_the_checksum(content, described, file)


def beyond_the_checksum(content: bytes, described: dict, file) -> None:
    """The checks of the figures themselves, as if the manifest had been rewritten too."""
    schema.check_columns(content, described["columns"], file)
    frame = schema.parse(content, described["level"], file)
    schema.validate(
        frame, level=described["level"], file=file, indicators=catalogue.indicators(),
        editions=catalogue.editions(), incomplete=tuple(described["incomplete"]),
        municipalities=described.get("municipalities"),
    )  # fmt: skip
    if len(frame) != described["rows"]:
        raise DataError(
            f"{len(frame)} rows, the manifest declares {described['rows']}.", file=file,
            cure="Restore the missing rows.",
        )  # fmt: skip
    identities.check_identities(frame, described["level"], file)


def caught(check, *arguments) -> DataError | None:
    try:
        check(*arguments)
    except DataError as error:
        return error
    return None


@pytest.mark.sampled
def test_every_spoilt_table_is_caught(capsys, monkeypatch, tmp_path, score, every):
    """By its checksum; with the checksum rewritten, by its figures; the rest by the audit."""
    rng = np.random.default_rng(SEED)
    tried, missed, beyond, plausible = 0, [], 0, []
    small = [name for name in TABLES if manifest.table_path(name).stat().st_size < SMALL]
    chosen = TABLES if every else sampling.sample(small, 5, every)
    for name in chosen:
        file = manifest.table_path(name)
        content, described = file.read_bytes(), manifest.load(name)
        for fault, mutate in mutants.TABLE_MUTATORS.items():
            spoilt = mutate(content, rng)
            if spoilt is None or spoilt == content:
                continue
            tried += 1
            error = caught(as_loaded, spoilt, described, file)
            if error is None or not (error.file and error.cure and name in str(error)):
                missed.append(f"{name}: {fault}")
            if len(content) < SMALL:
                beyond += 1
                if caught(beyond_the_checksum, spoilt, described, file) is None:
                    plausible.append((name, fault, spoilt))
    score("tables", tried, len(missed))
    score("tables, checksum rewritten too", beyond, len(plausible))
    assert tried > 5 * len(chosen)
    assert not missed
    # Only a plausible figure in a plausible place can pass the checks of the figures themselves.
    assert {fault for _, fault, _ in plausible} <= {
        "shifted rows", "swapped units", "unit times ten",
    }  # fmt: skip
    assert len(plausible) < (0.12 if every else 0.2) * beyond
    unseen, compared = _unseen_by_the_audit(plausible, tmp_path, monkeypatch)
    if compared:
        score("plausible figures, compared with the official files", compared, len(unseen))
    else:
        with capsys.disabled():
            print("\nplausible figures: not audited, the official files are not here")
    assert not unseen


def _unseen_by_the_audit(
    plausible: list[tuple[str, str, bytes]], folder: Path, monkeypatch
) -> tuple[list[str], int]:
    """Return the mutants that the audit does not see, and how many it compared."""
    from cohesion.readers import all_tables, audit
    from cohesion.tables import manifest

    tables = {table.name: table for table, _ in all_tables()}
    unseen, compared, built = [], 0, {}
    for name, fault, spoilt in plausible:
        table = tables[name]
        described = manifest.load(name)
        if not described["sources"] or not all(
            (paths.SOURCES / entry["file"]).is_file() for entry in described["sources"]
        ):
            continue
        if name not in built:
            built[name] = table.build(paths.SOURCES)
        file = folder / f"{name}.csv"
        file.write_bytes(spoilt)
        with monkeypatch.context() as patch:
            patch.setattr(manifest, "table_path", lambda _, file=file: file)
            once = dataclasses.replace(table, build=lambda _, name=name: built[name])
            found = audit.audit_table(once, paths.SOURCES)
        compared += 1
        if not found.different:
            unseen.append(f"{name}: {fault}")
    return unseen, compared


@pytest.mark.sampled
def test_every_spoilt_manifest_is_caught(tmp_path, capsys, every):
    tried, missed = 0, []
    chosen = sampling.sample(TABLES, 6, every)
    for name in chosen:
        described = manifest.load(name)
        content = manifest.table_path(name).read_bytes()
        for field in manifest.REQUIRED:
            spoilt = {key: value for key, value in described.items() if key != field}
            tried += 1
            if not _manifest_caught(tmp_path, name, content, spoilt):
                missed.append(f"{name}: without {field}")
        wrong_sum = {**described, "sha256": "0" * 64}
        other_level = {**described, "level": "municipality"
                       if described["level"] != "municipality" else "state"}  # fmt: skip
        entry = described["verification"]
        claims = {**described, "verification": {**entry, "verified": entry["verified"] + 1}}
        for label, spoilt in (("stale checksum", wrong_sum), ("other level", other_level),
                              ("one row too many called verified", claims),
                              ("renamed", {**described, "name": f"{name}x"})):  # fmt: skip
            tried += 1
            if not _manifest_caught(tmp_path, name, content, spoilt):
                missed.append(f"{name}: {label}")
    with capsys.disabled():
        print(f"\nmanifests: {tried} mutants, {tried - len(missed)} caught")
    assert tried > 8 * len(chosen) and not missed


def _manifest_caught(folder, name: str, content: bytes, spoilt: dict) -> bool:
    file = manifest.manifest_path(name, folder)
    file.write_text(design.dumped(spoilt), "utf-8")
    try:
        described = manifest.load(name, folder)
        manifest.check_sum(content, described, file)
        schema.parse(content, described["level"], file)
    except DataError as error:
        return bool(error.file and error.cure)
    return False


#: Mutants that are no faults: pattern of "file: what was done" → why it is another good design.
EQUALLY_GOOD: dict[str, str] = {
    "*note: emptied": "a remark that may be left out",
    "*note: removed": "a remark that may be left out",
    "*.why: emptied": "a remark that may be left out",
    "*.why: removed": "a remark that may be left out",
    "*.later: emptied": "not every hypothesis has a later study",
    "*.later: removed": "not every hypothesis has a later study",
    "abbreviations.yml: *.short_es: *": "without one of its own Spanish takes the English form",
    "activity_sheets.yml: *.means.*: * → unknown": "a free word",
    "analysis_plan.yml: *.per: removed": "without a step the effect is that of one unit",
    "*.fact: emptied": "the figure then comes from the data, not from a chapter",
    "*.fact: removed": "the figure then comes from the data, not from a chapter",
    "*.fact: * → unknown": "which facts exist is known when notebooks run: "
    "the one that reads it stops",
    "*.group: removed": "the whole population is the default, and the chapter's fact is compared",
    "*.sex: removed": "both sexes are the default, and the chapter's fact is compared",
    "*.digits: removed": "one decimal is the default",
    "*.evidence_gap: removed": "figures are given instead",
    "*.evidence_gap: emptied": "figures are given instead",
    "budget.yml: lines.*.unit: * → unknown": "a free word",
    "calendar.yml: elections.*.id: * → unknown": "a name that nothing refers to",
    "care.yml: summary.*.level: * → unknown": "a free word",
    "budget.yml: lines.*.id: * → unknown": "a line's number that nothing refers to",
    "desk_evidence.yml: indicators.penal_reform_stage.values.*: removed": "a state that is "
    "not listed takes the default",
    "donors.yml: donors.*.id: * → unknown": "a name that nothing refers to",
    "earlier_programmes.yml: programmes.*.id: * → unknown": "a name that nothing refers to",
    "earlier_programmes.yml: programmes.*.eu: removed": "a sum that nothing published",
    "earlier_programmes.yml: programmes.*.mexico: removed": "a sum that nothing published",
    "earlier_programmes.yml: programmes.*.communities: removed": "a number that nothing published",
    "electoral_calendar.yml: elections.*.federal: * → unknown": "a free word",
    "experts.yml: profiles.*.days.*: removed": "an assignment that starts later or ends earlier",
    "civil_society.yml: actions.*.days.*: removed": "an action that uses one expert less",
    "civil_society.yml: actions.*.budget.*: removed": "an action that uses one line less",
    "glossary_es.yml: terms.*: * → unknown": "a free word",
    "glossary_es.yml: terms.*.read: emptied": "a remark that may be left out",
    "glossary_es.yml: terms.*.read: removed": "a remark that may be left out",
    "hindsight.yml: record.*.id: * → unknown": "a name that nothing refers to",
    "hindsight.yml: record.*.unit: * → unknown": "a free word",
    "hindsight.yml: *.note: * → unknown": "a free word",
    "experts.yml: *.tasks.*: * → unknown": "a free word",
    "experts.yml: *.experience.*: * → unknown": "a free word",
    "indicators.yml: indicators.*.disaggregation.*": "a free word",
    "indicators.yml: indicators.*.unit: * → unknown": "a free word",
    "lessons.yml: lessons.*.status: *": "both readings are possible",
    "mission_record.yml: forms.*.id: * → unknown": "a name that nothing refers to",
    "mission_evidence.yml: criteria.*.scale.*: 'crowded' → unknown": "a free word",
    "mission_evidence.yml: criteria.*.scale.25: removed": "a step between the ends may be left out",
    "mission_evidence.yml: criteria.*.scale.75: removed": "a step between the ends may be left out",
    "profiles/entry_points.yml: lines.*.choices.*: removed": "one candidate less",
    "profiles/sheet.yml: sparklines.*.to_year: removed": "the default year",
    "procedures.yml: tenders.*.id: * → unknown": "a name that nothing refers to",
    "procedures.yml: estimate_terms.*: * → unknown": "a free word",
    "profiles/sheet.yml: *.noun: emptied": "a row that no sentence ranks",
    "profiles/sheet.yml: *.noun: removed": "a row that no sentence ranks",
    "profiles/sheet.yml: *.id: * → unknown": "a row's name that nothing refers to",
    "profiles/sheet.yml: *.direction: removed": "the direction of the catalogue",
    "profiles/sheet.yml: *.unit: 'index' → unknown": "a free word",
    "problem_tree.yml: nodes.*.leads_to: list for text": "a list of one is the same",
    "results.yml: objectives.*.reader_note: *": "a remark that may be left out",
    "safety.yml: reform_start.years.*: removed": "a state that began before the first year",
    "selection.yml: *.id: * → unknown": "a criterion's name that nothing refers to",
    "selection.yml: *.transform: removed": "the year alone in place of three years",
    "selection_amended.yml: *.id: * → unknown": "a name that nothing refers to",
    "selection_later.yml: *.per: removed": "the figure is then the indicator itself",
    "state_programmes.yml: programmes.*.planned: removed": "what the inventory left empty",
    "state_programmes.yml: programmes.*.spent: removed": "what the inventory left empty",
    "state_programmes.yml: programmes.*.document: removed": "what the inventory left empty",
    "time_machine.yml: later_base.*: removed": "the base is then the same on every day",
    "strategy.yml: options.*.id: * → unknown": "a name that nothing refers to",
    "taps.yml: sections.*.text: emptied": "a heading may stand over its subsections alone",
    "tor.yml: sections.*.text: emptied": "a heading may stand over its subsections alone",
    "technical_assistance.yml: bodies.*.id: * → unknown": "a name that nothing refers to",
    "technical_assistance.yml: phases.*.id: * → unknown": "a name that nothing refers to",
    "visibility.yml: actions.*.target: * → unknown": "a free word",
    "technical_assistance.yml: *.decides.*: * → unknown": "a free word",
    "technical_assistance.yml: setup_days.*: removed": "a set-up without this kind of expert",
}


def equally_good(label: str) -> bool:
    return any(fnmatch.fnmatchcase(label, pattern) for pattern in EQUALLY_GOOD)


def spoilt_folder(place: Path, name: str, content: bytes) -> Path:
    """Return a folder of its own with one spoilt file: loaders remember what they have read."""
    (place / "profiles").mkdir(parents=True)
    for file in paths.PROGRAMME.rglob("*.yml"):
        own = file.relative_to(paths.PROGRAMME)
        if own.as_posix() != name:
            (place / own).symlink_to(file)
    (place / name).write_bytes(content)
    return place


def judged(name: str, folder: Path) -> str:
    """Return '' if the fault in a file is told with file, place and cure, else what went wrong.

    First the file alone is checked, then (for names that other files refer to) the whole design.
    """
    for check in (lambda: declared.check_file(name, folder), lambda: declared.check_files(folder)):
        try:
            check()
        except DataError as error:
            place = error.row is not None or error.column is not None
            return "" if error.file and error.cure and place else f"unclear: {error}"
        except Exception as crash:
            return f"crash: {crash!r}"
    return "missed"


def test_every_file_of_the_programme_has_a_check():
    found = {
        file.relative_to(paths.PROGRAMME).as_posix() for file in paths.PROGRAMME.rglob("*.yml")
    }
    assert found == set(declared.CHECKS)
    assert declared.check_files() == len(found) > 40


# Minutes for the whole design: every file, every kind of entry.
@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(declared.CHECKS))
def test_a_spoilt_programme_file_is_caught(name, tmp_path, score):
    """Numbers negative or text, fields lost or misspelt, names unknown, entries twice."""
    # Each file has its own random numbers, so that one file more does not change the others.
    rng = np.random.default_rng([SEED, *name.encode()])
    content = yaml.load((paths.PROGRAMME / name).read_bytes(), yaml.CSafeLoader)
    tried, wrong = 0, []
    for number, (label, spoilt) in enumerate(mutants.yaml_mutants(content, rng, 20)):
        if equally_good(f"{name}: {label}"):
            continue
        text = yaml.dump(spoilt, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        folder = spoilt_folder(tmp_path / str(number), name, f"{text}...\n".encode())
        tried += 1
        verdict = judged(name, folder)
        if verdict:
            wrong.append(f"{name}: {label}: {verdict}")
        shutil.rmtree(folder)
    score("programme files", tried, len(wrong))
    assert tried > 5
    assert not wrong


@pytest.mark.sampled(6)
@pytest.mark.parametrize("name", sorted(declared.CHECKS))
def test_a_slip_of_form_names_file_and_line(name, tmp_path, score):
    """Indentation, a key twice, tabs, quotes, encoding, empty, cut off."""
    rng = np.random.default_rng([SEED, *name.encode()])
    tried, wrong = 0, []
    for number, (label, spoilt) in enumerate(
        mutants.spoilt_bytes((paths.PROGRAMME / name).read_bytes(), rng)
    ):
        folder = spoilt_folder(tmp_path / str(number), name, spoilt)
        tried += 1
        verdict = judged(name, folder)
        if verdict:
            wrong.append(f"{name}: {label}: {verdict}")
        shutil.rmtree(folder)
    score("slips of form in programme files", tried, len(wrong))
    assert tried > 10
    assert not wrong


# ── catalogue and outlines ───────────────────────────────────────────────────────────────────────

#: Faults of the catalogue that no file contradicts, and who sees them.
PLAUSIBLE = {
    "original_title left out": "one figure less was known on the day: its chapter stops",
    "misspelt unit": "seen unless the unit stands in one row only: the golden results compare it",
}
CATALOGUE_FILES = sorted(file.name for file in paths.CATALOGUE.glob("*.csv"))


def with_one_file(place: Path, source: Path, name: str, content: bytes) -> Path:
    """Return a folder of links to the files of another, but for one that is spoilt."""
    place.mkdir()
    for file in source.iterdir():
        if file.name != name:
            (place / file.name).symlink_to(file)
    (place / name).write_bytes(content)
    return place


def said_of(check, *arguments) -> str:
    """Return '' if a fault is told with file, place and cure, else what went wrong."""
    try:
        check(*arguments)
    except DataError as error:
        place = error.row is not None or error.column is not None
        return "" if error.file and error.cure and place else f"unclear: {error}"
    except Exception as crash:
        return f"crash: {crash!r}"
    return "missed"


def is_plausible(fault: str, folder: Path) -> bool:
    """Whether a spoilt catalogue is as good as the real one for whoever reads it alone."""
    if fault == "original_title left out":
        return len(catalogue.stand_ins(folder)) == len(catalogue.stand_ins()) - 1
    good, spoilt = catalogue.indicators()["unit_en"], catalogue.indicators(folder)["unit_en"]
    changed = good[good != spoilt.loc[good.index]]
    return len(changed) == 1 and good.value_counts()[changed.iloc[0]] == 1


@pytest.mark.sampled
def test_the_good_catalogue_and_outlines_pass(tmp_path, every):
    """What is caught below is caught for the fault."""
    for number, name in enumerate(sampling.sample(CATALOGUE_FILES, 4, every)):
        content = (paths.CATALOGUE / name).read_bytes()
        folder = with_one_file(tmp_path / str(number), paths.CATALOGUE, name, content)
        assert said_of(catalogue.check, folder) == "missed"
    assert said_of(geo.check, paths.GEO) == "missed"


def check_catalogue(folder: Path) -> None:
    """Check what a build checks of the catalogue."""
    catalogue.check(folder)
    editions.comparable(folder)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", CATALOGUE_FILES)
def test_a_spoilt_catalogue_is_caught(name, tmp_path, score):
    rng = np.random.default_rng([SEED, *name.encode()])
    content = (paths.CATALOGUE / name).read_bytes()
    tried, accepted, wrong = 0, 0, []
    for fault, mutate in (mutants.FORM_MUTATORS | mutants.CATALOGUE_MUTATORS).items():
        for attempt in range(2):
            spoilt = mutate(content, rng)
            if spoilt is None or spoilt == content:
                continue
            folder = with_one_file(tmp_path / f"{fault}-{attempt}", paths.CATALOGUE, name, spoilt)
            verdict = said_of(check_catalogue, folder)
            if verdict == "missed" and fault in PLAUSIBLE:
                accepted += 1
                assert is_plausible(fault, folder)
                continue
            tried += 1
            if verdict:
                wrong.append(f"{name}: {fault}: {verdict}")
    score("catalogue", tried, len(wrong))
    assert tried >= 12 and accepted <= 4
    assert not wrong


@pytest.mark.parametrize("name", [geo.OUTLINES, geo.NEIGHBOURS, geo.NAMES])
def test_spoilt_outlines_neighbours_and_names_are_caught(name, tmp_path, score):
    """By the checksum; and by what they hold, when the checksum was rewritten too."""
    rng = np.random.default_rng([SEED, *name.encode()])
    content = (paths.GEO / name).read_bytes()
    described = (paths.GEO / f"{name}.yml").read_text("utf-8")
    form = {} if name == geo.OUTLINES else mutants.FORM_MUTATORS | mutants.GEO_MUTATORS
    faults = form or mutants.OUTLINE_MUTATORS
    tried, wrong = 0, []
    for fault, mutate in faults.items():
        for attempt in range(3):
            spoilt = mutate(content, rng)
            if spoilt is None or spoilt == content:
                continue
            folder = with_one_file(tmp_path / f"{fault}-{attempt}", paths.GEO, name, spoilt)
            error = caught(geo.check, folder)
            if error is None or "checksum" not in str(error) or not (error.file and error.cure):
                wrong.append(f"{name}: {fault}: {error}")
            rewritten = described.replace(hashes.sha256(content), hashes.sha256(spoilt))
            other = with_one_file(
                tmp_path / f"{fault}-{attempt}-rewritten", folder, f"{name}.yml",
                rewritten.encode("utf-8"),
            )  # fmt: skip
            verdict = said_of(geo.check, other)
            tried += 2
            if verdict:
                wrong.append(f"{name}: {fault}, checksum rewritten: {verdict}")
    score("outlines, neighbours, municipalities", tried, len(wrong))
    assert tried >= 60
    assert not wrong


@pytest.mark.parametrize("name", [geo.OUTLINES, geo.NEIGHBOURS, geo.NAMES])
def test_a_spoilt_manifest_of_the_outlines_is_caught(name, tmp_path):
    good = (paths.GEO / f"{name}.yml").read_text("utf-8")
    less = "".join(line for line in good.splitlines(True) if not line.startswith("sha256:"))
    stale = good.replace(hashes.sha256((paths.GEO / name).read_bytes()), "0" * 64)
    rows = good.replace("\nrows: ", "\nrows: 9")
    assert stale != good and rows != good and less != good
    for number, text in enumerate((less, stale, rows, "a: [", "", "- a\n")):
        folder = with_one_file(
            tmp_path / str(number), paths.GEO, f"{name}.yml", text.encode("utf-8")
        )
        error = caught(geo.check, folder)
        assert error and name in error.file and error.cure, text[:80]
    for number, lost in enumerate((name, f"{name}.yml")):
        folder = with_one_file(tmp_path / f"lost-{number}", paths.GEO, lost, b"")
        (folder / lost).unlink()
        error = caught(geo.check, folder)
        assert error and error.file and "missing" in str(error)
