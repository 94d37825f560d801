"""``python -m cohesion.checking.declared``: load the whole design and report the first fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from cohesion import paths
from cohesion.chapters import care, health, social, typology
from cohesion.chapters.correlation import calendar, meaning, plan
from cohesion.chapters.data import Gaps, load_searched
from cohesion.chapters.hindsight import days
from cohesion.chapters.profiles import advice, narrative
from cohesion.chapters.profiles import sheet as profiles_sheet
from cohesion.chapters.profiles.advice import EntryPoints, WatchList
from cohesion.chapters.safety import declared as safety_declared
from cohesion.chapters.selection import amended, later
from cohesion.chapters.selection import rule as selection_rule
from cohesion.chapters.selection.evidence import DeskEvidence, MissionEvidence
from cohesion.chapters.typology import Typology
from cohesion.checking import cited_articles
from cohesion.checking.limits import load_doubts, load_limits
from cohesion.errors import DataError
from cohesion.files import entries, yaml
from cohesion.files.bibliography import bibliography, reference
from cohesion.files.entries import check_known, check_unique, load
from cohesion.files.text_tables import Quantities
from cohesion.markup import ANY_ROLE, ROLE, cited_keys
from cohesion.programme import amexcid
from cohesion.programme.abbreviations import load_abbreviations
from cohesion.programme.activity_sheets import load_sheets
from cohesion.programme.assistance import load_assistance
from cohesion.programme.choices import load_strategy
from cohesion.programme.civil_society import load_civil_society
from cohesion.programme.cross_cutting import load_themes
from cohesion.programme.design import load_design, quantities
from cohesion.programme.documents import DOCUMENTS, Document, facts_used, load_document
from cohesion.programme.earlier_programmes import load_earlier
from cohesion.programme.experts import load_experts
from cohesion.programme.hindsight import load_hindsight
from cohesion.programme.identification import load_identification
from cohesion.programme.lessons import load_lessons
from cohesion.programme.mission_record import load_mission_record
from cohesion.programme.named_bodies import load_named_bodies
from cohesion.programme.procedures import check_procedures, load_procedures
from cohesion.programme.quality_plan import load_quality
from cohesion.programme.results import load_activities, load_results
from cohesion.programme.risks import load_risks
from cohesion.programme.stakeholders import load_actors, load_competences, load_donors, load_links
from cohesion.programme.state_institutions import load_institutions
from cohesion.programme.state_programmes import load_state_programmes
from cohesion.programme.trees import load_goals, load_problems
from cohesion.programme.visibility import load_visibility
from cohesion.tables import catalogue
from cohesion.tables.geography import STATE_CODES
from cohesion.tables.vintage import Edition
from cohesion.translation.glossary import load_glossary

#: Quantities of the programme that need the selection of states or the experts' file.
ELSEWHERE = {
    "budget-exchange-day",
    "budget-one-more-state",
    "programme-agreement",
    "programme-agreement-deadline",
    "programme-contracts-until",
    "programme-duration-start",
    "programme-estimates-until",
    "programme-states-proposed",
}


def check(folder: Path = paths.PROGRAMME) -> str:
    """Check files, links, totals, documents and citations; return one line of summary.

    Raises
    ------
    DataError
        The first thing that is wrong.
    """
    design = load_design(folder)
    sections = 0
    for name in DOCUMENTS:
        document = load_document(name, folder)
        sections += len(document.sections)
        check_quantities(document, set(quantities(design)) | ELSEWHERE, folder)
        for section in document.sections:
            for key in cited_keys(section.text):
                reference(key)
    cited_articles.refuse(cited_articles.faults_of_programme(programme=folder))
    return (
        f"programme design: {len(design.activities.ids)} activities, "
        f"{len(design.timetable.tasks)} tasks, {len(design.indicators.indicators)} indicators, "
        f"{len(design.budget.lines)} budget lines, {design.total} euros, "
        f"{sections} sections of documents, {len(quantities(design))} quantities: no fault."
    )


def check_quantities(document: Document, known: set[str], folder: Path) -> None:
    """Check that a document names only quantities of the programme that are published."""
    for name in facts_used(document):
        if name.startswith(("budget-", "programme-")) and name not in known:
            raise DataError(
                f"unknown quantity '{name}'.",
                file=folder / f"{document.id}.yml",
                cure=f"Use one of {', '.join(sorted(known))}.",
            )


#: Fields that hold a key of the bibliography, and how such a key looks anywhere else.
_CITING = ("cite", "study", "later")
_KEY = re.compile(r"^[a-z]+(?:19|20)\d\d[a-z]+$")
_ROLES = ("fact", "cite:p", "cite:t", "cite", "numref", "doc", "ref")


#: Units of the catalogue that count persons or events.
COUNTED = ("persons", "deaths", "births")
#: Rows of the sheet that the profiles name in their text.
NAMED_ROWS = ("population", "small_localities", "homicide_rate", "poverty", "deprivation_health")


def _gaps(folder: Path) -> None:
    found = load(Gaps, "data_gaps.yml", folder).gaps
    check_unique([gap.need for gap in found], folder / "data_gaps.yml")


def _quantities(file: Path) -> None:
    """Check the quantities of a chapter's file; its tables of text have a check of their own."""
    content = {"quantities": yaml.read(file).get("quantities") or {}}
    entries.validated(Quantities, content, file)


def _only_parts(file: Path, parts: set[str]) -> None:
    for name in yaml.read(file):
        if name not in parts:
            raise DataError(
                f"unknown part '{name}'.", file=file, row=name,
                cure=f"Use one of: {', '.join(sorted(parts))}.",
            )  # fmt: skip


def _meaning(folder: Path) -> None:
    meaning.consequences(folder)
    _only_parts(folder / "meaning.yml", set(meaning.HEADS))


def _care(folder: Path) -> None:
    for name in care.HEADS:
        care.part(name, folder)
    _only_parts(folder / "care.yml", set(care.HEADS))
    results = load_results(folder).result_ids
    for number, entry in enumerate(yaml.read(folder / "care.yml")["bottlenecks"], start=1):
        named = [name.strip() for name in entry["result"].split(",")]
        check_known(
            named, results, file=folder / "care.yml", entry=f"bottlenecks, entry {number}",
            what="result",
        )  # fmt: skip


def _social(folder: Path) -> None:
    for name in social.HEADS:
        social.part(name, folder)
    _only_parts(folder / "social.yml", set(social.HEADS))


def _health(folder: Path) -> None:
    for name in health.HEADS:
        health.part(name, folder)
    _only_parts(folder / "health.yml", {*health.HEADS, "quantities"})
    _quantities(folder / "health.yml")


def _safety(folder: Path) -> None:
    file = folder / "safety.yml"
    for name in safety_declared.HEADS:
        safety_declared.part(name, folder)
    _only_parts(file, {*safety_declared.HEADS, "quantities", "reform_start"})
    _quantities(file)
    start = safety_declared.reform_start(folder)
    check_known(start.years, STATE_CODES, file=file, entry="reform_start", what="state")


def _typology(folder: Path) -> None:
    file = folder / "typology.yml"
    declared = load(Typology, "typology.yml", folder)
    known = {*catalogue.indicators().index, typology.HOMICIDE_RATE}
    for name, sector in declared.sectors.items():
        check_known(sector.indicators, known, file=file, entry=name, what="indicator")
        for indicator, period in sector.indicators.items():
            if bool(period.years) != (indicator == typology.HOMICIDE_RATE):
                raise DataError(
                    f"'{indicator}' needs "
                    f"{'one year' if period.years else 'a list of years'}.",
                    file=file, row=name, column=indicator,
                    cure="Only the homicide rate pools several years.",
                )  # fmt: skip


def _desk_evidence(folder: Path) -> None:
    file = folder / "desk_evidence.yml"
    desk = load(DeskEvidence, "desk_evidence.yml", folder)
    for name, item in desk.indicators.items():
        if item.default is None:
            check_known(STATE_CODES, item.values, file=file, entry=name, what="state with a value")


def _mission_evidence(folder: Path) -> None:
    """Check that the form asks exactly what the rule of selection uses."""
    file = folder / "mission_evidence.yml"
    form = load(MissionEvidence, "mission_evidence.yml", folder)
    rule = selection_rule.load_plan(folder / "selection.yml")
    used = {item.evidence for item in rule.criteria if item.evidence}
    check_known(form.criteria, used, file=file, entry="criteria", what="criterion")
    check_known(used, form.criteria, file=file, entry="criteria", what="question for the criterion")
    for name, question in form.criteria.items():
        for step in (0, form.neutral, 100):
            if step not in question.scale:
                raise DataError(
                    f"the scale of '{name}' does not say what {step:g} means.", file=file,
                    row=name, column="scale", cure="Both ends and the neutral score need words.",
                )  # fmt: skip
    gates = {gate.evidence for gate in rule.gates if gate.evidence}
    check_known(form.gates, gates, file=file, entry="gates", what="gate")
    check_known(gates, form.gates, file=file, entry="gates", what="question for the gate")


def _selection(folder: Path) -> None:
    file = folder / "selection.yml"
    rule = selection_rule.load_plan(file)
    desk = load(DeskEvidence, "desk_evidence.yml", folder).indicators
    known = {*catalogue.indicators().index, *desk, *rule.not_at_hand}
    units = catalogue.indicators()["unit_en"]
    for item in rule.indicators:
        for candidate in item.candidates:
            ids = [name for name in (candidate.id, candidate.per) if name]
            check_known(ids, known, file=file, entry=item.id, what="series of the catalogue")
            if (units.get(candidate.id) in COUNTED) != (candidate.per is not None):
                raise DataError(
                    f"'{candidate.id}' is "
                    f"{'no' if candidate.per else 'a'} count: states of unlike size are compared "
                    "by counts over a base, and by nothing else.",
                    file=file, row=item.id, column="candidates",
                    cure="Give 'per' and 'factor' for a count, and only for a count.",
                )  # fmt: skip
    check_known(["violence"], [g.id for g in rule.gates], file=file, entry="gates", what="gate")
    for gate in rule.gates:
        if gate.indicator is not None:
            check_known(
                [gate.indicator], [item.id for item in rule.indicators],
                file=file, entry=gate.id, what="indicator",
            )  # fmt: skip
    _mission_evidence(folder)


def _sheet(folder: Path) -> None:
    file = folder / "profiles" / "sheet.yml"
    sheet = profiles_sheet.load_sheet(file)
    check_unique([row.id for row in sheet.indicators], file)
    check_unique([spark.id for spark in sheet.sparklines], file)
    check_known(
        NAMED_ROWS, [row.id for row in sheet.indicators], file=file, entry="indicators",
        what="row of the sheet",
    )  # fmt: skip
    known = catalogue.indicators().index
    for row in (*sheet.indicators, *sheet.sparklines):
        ids = [name for name in (row.figure.id, row.figure.per) if name]
        check_known(ids, known, file=file, entry=row.id, what="indicator")


def _entry_points(folder: Path) -> None:
    file = folder / "profiles" / "entry_points.yml"
    found = load(EntryPoints, "entry_points.yml", folder / "profiles")
    sheet = profiles_sheet.load_sheet(folder / "profiles" / "sheet.yml")
    known = {*(row.id for row in sheet.indicators), *advice.REFORM}
    results = load_results(folder)
    activities = {item.id: item.result for item in load_activities(results, folder).activities}
    for line in found.lines:
        entry = f"{line.result}, {line.sector}"
        check_known([line.result], results.result_ids, file=file, entry=entry, what="result")
        check_known([line.activity], activities, file=file, entry=entry, what="activity")
        if activities[line.activity] != line.result:
            raise DataError(
                f"activity {line.activity} belongs to {activities[line.activity]}.",
                file=file, row=entry, column="activity", cure="Correct 'result' or 'activity'.",
            )  # fmt: skip
        check_known(line.choices, known, file=file, entry=entry, what="row of the sheet")


def _watch(folder: Path) -> None:
    file = folder / "profiles" / "watch.yml"
    risks = {risk.id for risk in load_risks(folder).risks}
    for item in load(WatchList, "watch.yml", folder / "profiles").watch:
        check_known([item.risk], risks, file=file, entry=item.sign, what="risk (risks.yml)")


def _dossier(code: str) -> Callable[[Path], Any]:
    return lambda folder: narrative.load_dossier(code, folder / "profiles")


def _document(name: str) -> Callable[[Path], Any]:
    def check(folder: Path) -> None:
        from cohesion.programme.design import quantities

        document = load_document(name, folder)
        check_quantities(document, set(quantities(load_design(folder))) | ELSEWHERE, folder)

    return check


def _amexcid(folder: Path) -> None:
    amexcid.condition_table(folder)
    amexcid.conclusion_table(folder)


def _procedures(folder: Path) -> None:
    check_procedures(
        load_procedures(folder), load_design(folder), load_named_bodies(folder), folder
    )


#: File below ``data/programme`` → what loads it and checks every entry and reference.
CHECKS: Mapping[str, Callable[[Path], Any]] = {
    "abbreviations.yml": load_abbreviations,
    "activities.yml": load_design,
    "activity_sheets.yml": lambda folder: load_sheets(load_design(folder), folder),
    "actors.yml": load_actors,
    "amexcid.yml": _amexcid,
    "analysis_plan.yml": plan.load,
    "applicants.yml": _document("applicants"),
    "baselines.yml": load_design,
    "budget.yml": load_design,
    "calendar.yml": load_design,
    "care.yml": _care,
    "meaning.yml": _meaning,
    "civil_society.yml": load_civil_society,
    "competences.yml": load_competences,
    "cross_cutting.yml": load_themes,
    "data_gaps.yml": _gaps,
    "searched.yml": load_searched,
    "desk_evidence.yml": _desk_evidence,
    "donors.yml": load_donors,
    "doubts.yml": load_doubts,
    "earlier_programmes.yml": load_earlier,
    "edition.yml": lambda folder: load(Edition, "edition.yml", folder),
    "electoral_calendar.yml": calendar.load,
    "experts.yml": load_experts,
    "fiche.yml": _document("fiche"),
    "glossary_es.yml": load_glossary,
    "health.yml": _health,
    "hindsight.yml": load_hindsight,
    "identification.yml": load_identification,
    "indicators.yml": load_design,
    "lessons.yml": load_lessons,
    "limits.yml": load_limits,
    "links.yml": load_links,
    "mission_evidence.yml": _mission_evidence,
    "mission_record.yml": load_mission_record,
    "named_bodies.yml": load_named_bodies,
    "objective_tree.yml": load_goals,
    "problem_tree.yml": load_problems,
    "procedures.yml": _procedures,
    "profiles/07.yml": _dossier("07"),
    "profiles/12.yml": _dossier("12"),
    "profiles/20.yml": _dossier("20"),
    "profiles/21.yml": _dossier("21"),
    "profiles/entry_points.yml": _entry_points,
    "profiles/sheet.yml": _sheet,
    "profiles/watch.yml": _watch,
    "profile_pages.yml": _document("profile_pages"),
    "quality_plan.yml": load_quality,
    "results.yml": load_design,
    "risks.yml": load_risks,
    "safety.yml": _safety,
    "selection.yml": _selection,
    "selection_amended.yml": amended.load,
    "selection_later.yml": later.load_later,
    "social.yml": _social,
    "state_institutions.yml": load_institutions,
    "state_programmes.yml": load_state_programmes,
    "strategy.yml": load_strategy,
    "summary.yml": _document("summary"),
    "taps.yml": _document("taps"),
    "technical_assistance.yml": load_assistance,
    "time_machine.yml": days.load_days,
    "timetable.yml": load_design,
    "tor.yml": _document("tor"),
    "typology.yml": _typology,
    "visibility.yml": load_visibility,
}


def check_file(name: str, folder: Path = paths.PROGRAMME) -> None:
    """Check one file: whole, good YAML, known roles and citations, every entry as its model says.

    Raises
    ------
    DataError
        The first thing that is wrong: file, line or entry, problem, cure.
    """
    file = folder / name
    check_texts(yaml.read(file), file)
    yaml.check_whole(file)
    CHECKS[name](folder)


def check_files(folder: Path = paths.PROGRAMME) -> int:
    """Check every file of the programme design; return how many there are."""
    found = {file.relative_to(folder).as_posix() for file in folder.rglob("*.yml")}
    for name in sorted(found - set(CHECKS)):
        if not re.fullmatch(r"profiles/\d\d\.yml", name):
            raise DataError(
                "no part of the report reads this file.", file=folder / name,
                cure="Correct its name, or say in cohesion/checking/declared.py what checks it.",
            )  # fmt: skip
    for name in sorted(found):
        if name in CHECKS:
            check_file(name, folder)
        else:
            file = folder / name
            check_texts(yaml.read(file), file)
            yaml.check_whole(file)
            _dossier(file.stem)(folder)
    for name in CHECKS:
        if name not in found and not re.fullmatch(r"profiles/\d\d\.yml", name):
            yaml.read(folder / name)
    return len(found)


def check_texts(content: Mapping[str, Any], file: Path) -> None:
    """Check the roles inside all texts of a file: known by name, citations in the bibliography."""
    for place, text in _texts(content, ""):
        for role, inside in ANY_ROLE.findall(text):
            if role not in _ROLES and not role.startswith("http"):
                raise DataError(
                    f"unknown role '{{{role}}}`{inside}`'.", file=file, row=place,
                    cure=f"Use one of: {', '.join(_ROLES)}.",
                )  # fmt: skip
        if text.count("}`") != len(ROLE.findall(text)):
            raise DataError(
                "a role such as {fact}`name` is not closed.", file=file, row=place,
                cure="Write {role}`name` with both marks.",
            )  # fmt: skip
        keys = cited_keys(text)
        # The number of an entry of a list is no field.
        if place.rstrip(".0123456789").rsplit(".", 1)[-1] in _CITING or _KEY.match(text):
            keys.append(text)
        for key in keys:
            if key and key not in bibliography().entries:
                raise DataError(
                    f"no bibliography entry '{key}'.", file=file, row=place,
                    cure="Add it to a file of book/bib/, or correct the key.",
                )  # fmt: skip


def _texts(node: Any, place: str) -> Iterator[tuple[str, str]]:
    """Yield every text of a file with the path of keys that leads to it."""
    if isinstance(node, str):
        yield place, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _texts(value, f"{place}.{key}".lstrip("."))
    elif isinstance(node, list):
        for number, value in enumerate(node, start=1):
            name = value.get("id", number) if isinstance(value, dict) else number
            yield from _texts(value, f"{place}.{name}".lstrip("."))
