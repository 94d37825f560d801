"""Every file of ``data/programme`` and what checks it: none is read unchecked, none is left over.

Most files have their model beside the functions that use them; the small ones without functions of
their own have it here.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from cohesion import (
    care,
    catalogue,
    health_tables,
    paths,
    plan,
    poverty,
    profile_advice,
    profile_data,
    profile_narrative,
    safety_design,
    selection_plan,
    typology_data,
    yaml_file,
)
from cohesion.errors import DataError
from cohesion.geography import STATE_CODES
from cohesion.programme.analysis import load_goals, load_problems, load_strategy
from cohesion.programme.assistance import load_assistance, load_experts
from cohesion.programme.base import Entry, Year, check_known, check_unique
from cohesion.programme.civil_society import load_civil_society
from cohesion.programme.crosscutting import load_themes
from cohesion.programme.design import load_design
from cohesion.programme.documents import ROLE, bibliography, cited_keys, load_document
from cohesion.programme.hindsight import load_hindsight
from cohesion.programme.results import load, load_activities, load_results
from cohesion.programme.risks import load_lessons, load_quality, load_risks
from cohesion.programme.stakeholders import (
    load_actors,
    load_competences,
    load_donors,
    load_links,
)
from cohesion.programme.state_bodies import load_institutions
from cohesion.programme.visibility import load_visibility

_ANY_ROLE = re.compile(r"\{([a-z][a-z:-]*)\}`([^`]*)`")
#: Fields that hold a key of the bibliography, and how such a key looks anywhere else.
_CITING = ("cite", "study", "later")
_KEY = re.compile(r"^[a-z]+(?:19|20)\d\d[a-z]+$")
_ROLES = ("fact", "cite:p", "cite:t", "cite", "numref", "doc", "ref")


#: Units of the catalogue that count persons or events.
COUNTED = ("persons", "deaths", "births")
#: Rows of the sheet that the profiles name in their text.
NAMED_ROWS = ("population", "small_localities", "homicide_rate", "poverty", "deprivation_health")


class Edition(Entry):
    """``edition.yml``: the day of the book and how it is called."""

    as_of: datetime.date = Field(ge=datetime.date(2005, 1, 1), le=datetime.date(2040, 1, 1))
    title: str
    subtitle: str
    edition: str
    version: str = Field(pattern=r"^\d+(\.\d+)*$")
    date: datetime.date = Field(ge=datetime.date(2005, 1, 1), le=datetime.date(2040, 1, 1))


class Gap(Entry):
    """A figure that is missing."""

    need: str = Field(min_length=10)
    for_: str = Field(alias="for", min_length=5)
    instead: str = Field(min_length=5)


class Gaps(Entry):
    """``data_gaps.yml``."""

    gaps: tuple[Gap, ...] = Field(min_length=1)


class Doubt(Entry):
    """A figure that the authors doubt."""

    figure: str = Field(min_length=5)
    why: str = Field(min_length=10)
    handling: str = Field(min_length=10)


class Doubts(Entry):
    """``doubts.yml``."""

    doubts: tuple[Doubt, ...] = Field(min_length=1)


class Limit(Entry):
    """What the report and its checks cannot do."""

    limit: str = Field(min_length=3)
    meaning: str = Field(min_length=10)


class Limits(Entry):
    """``limits.yml``."""

    limits: tuple[Limit, ...] = Field(min_length=1)


class Item(Entry):
    """One row of the fiche's identification table."""

    field: str = Field(min_length=3)
    value: str = Field(min_length=3)


class Place(Entry):
    """Where a part of the fiche would stand in today's form."""

    fiche: str = Field(min_length=5)
    today: str = Field(min_length=5)
    change: str = Field(min_length=5)


class Identification(Entry):
    """``identification.yml``."""

    rows: tuple[Item, ...] = Field(min_length=1)
    crosswalk: tuple[Place, ...] = Field(min_length=1)


class Quantity(Entry):
    """A published figure that stands in no table."""

    value: float = Field(ge=0)
    unit: str
    source: str = Field(pattern=r"^\{cite:[pt]\}`[a-z0-9]+`$")


class Quantities(Entry):
    """The quantities of a chapter's file."""

    quantities: dict[str, Quantity] = Field(min_length=1)


class Start(Entry):
    """Since when a state has had the reform."""

    source: str = Field(pattern=r"^\{cite:[pt]\}`[a-z0-9]+`$")
    years: dict[str, Year] = Field(min_length=1)


class Period(Entry):
    """The reference year or years of an indicator of the typology."""

    year: Year | None = None
    years: tuple[Year, ...] = ()
    log: bool = False

    @model_validator(mode="after")
    def _one_of_both(self) -> Period:
        if (self.year is None) == (not self.years):
            raise ValueError("give either 'year' or 'years'")
        return self


class Sector(Entry):
    """A sector of the typology."""

    label: str
    weight: float = Field(gt=0, le=10)
    indicators: dict[str, Period] = Field(min_length=1)


class Clustering(Entry):
    """How groups of states are formed and when they hold."""

    method: str = Field(min_length=10)
    candidates: tuple[int, ...] = Field(min_length=1)
    rule: str = Field(min_length=10)
    jaccard_threshold: float = Field(gt=0, le=1)
    smallest_group: int = Field(ge=1, le=16)
    replications: int = Field(ge=100)
    seed: int = Field(ge=0)
    check: str = Field(min_length=10)

    @model_validator(mode="after")
    def _numbers_of_groups(self) -> Clustering:
        if not all(2 <= number <= 16 for number in self.candidates):
            raise ValueError("the candidates are numbers of groups from 2 to 16")
        return self


class Terciles(Entry):
    """Thirds of need, when the groups do not hold."""

    score: str = Field(min_length=10)
    robustness: str = Field(min_length=10)
    firm_share: float = Field(gt=0.5, le=1)
    draws: int = Field(ge=100)
    seed: int = Field(ge=0)


class Typology(Entry):
    """``typology.yml``."""

    title: str
    written: datetime.date
    question: str
    sectors: dict[str, Sector] = Field(min_length=2)
    weights_note: str
    clustering: Clustering
    terciles: Terciles
    amendments: tuple[plan.Amendment, ...]


class Grade(Entry):
    """A step of a scale."""

    value: float = Field(ge=0, le=100)
    meaning: str


class DeskIndicator(Entry):
    """Stages or dates by state."""

    label: str = Field(min_length=5)
    unit: Literal["points of 100", "years"]
    year: Year
    scale: tuple[Grade, ...] = ()
    default: float | None = Field(ge=0, le=100)
    values: dict[str, float] = Field(min_length=1)
    source: str = Field(pattern=r"\{cite:[pt]\}`[a-z0-9]+`")
    note: str = Field(min_length=10)

    @model_validator(mode="after")
    def _on_the_scale(self) -> DeskIndicator:
        allowed = {step.value for step in self.scale}
        limit = 100 if self.unit == "points of 100" else 6
        for state, value in self.values.items():
            if not 0 <= value <= limit or (allowed and value not in allowed):
                raise ValueError(f"{value:g} for state '{state}' is not on the scale")
        return self


class DeskEvidence(Entry):
    """``desk_evidence.yml``."""

    indicators: dict[str, DeskIndicator] = Field(min_length=1)


class Question(Entry):
    """A question of the form, with its scale and the answers received."""

    question: str = Field(min_length=10)
    scale: dict[int, str] = {}
    entries: tuple[selection_plan.Entry, ...]

    @model_validator(mode="after")
    def _scale_in_order(self) -> Question:
        if not all(0 <= step <= 100 for step in self.scale):
            raise ValueError("the steps of the scale lie between 0 and 100")
        if "" in self.scale.values():
            raise ValueError("a step of the scale has no meaning")
        return self


class MissionEvidence(Entry):
    """``mission_evidence.yml``."""

    neutral: float = Field(ge=0, le=100)
    criteria: dict[str, Question] = Field(min_length=1)
    gates: dict[str, Question]


class Line(Entry):
    """A line of entry points, one text for each indicator that may decide."""

    result: str
    sector: str = Field(min_length=5)
    actor: str = Field(min_length=5)
    activity: str
    choices: dict[str, str] = Field(min_length=2)

    @model_validator(mode="after")
    def _texts(self) -> Line:
        if not all(len(text) >= 20 for text in self.choices.values()):
            raise ValueError("a text of 'choices' is missing or too short")
        return self


class EntryPoints(Entry):
    """``profiles/entry_points.yml``."""

    lines: tuple[Line, ...] = Field(min_length=1)


class Watch(Entry):
    """A risk to watch where a sign holds."""

    risk: str
    sign: Literal[profile_advice.SIGNS]  # type: ignore[valid-type]
    text: str = Field(min_length=20)


class WatchList(Entry):
    """``profiles/watch.yml``."""

    watch: tuple[Watch, ...] = Field(min_length=1)


def _gaps(folder: Path) -> None:
    found = load(Gaps, "data_gaps.yml", folder).gaps
    check_unique([gap.need for gap in found], folder / "data_gaps.yml")


def load_doubts(folder: Path = paths.PROGRAMME) -> tuple[Doubt, ...]:
    """Load the figures that the authors doubt, from ``doubts.yml``."""
    found = load(Doubts, "doubts.yml", folder).doubts
    check_unique([doubt.figure for doubt in found], folder / "doubts.yml")
    return found


def load_limits(folder: Path = paths.PROGRAMME) -> tuple[Limit, ...]:
    """Load the known limits of the report, from ``limits.yml``."""
    found = load(Limits, "limits.yml", folder).limits
    check_unique([limit.limit for limit in found], folder / "limits.yml")
    return found


def _identification(folder: Path) -> None:
    found = load(Identification, "identification.yml", folder)
    check_unique([row.field for row in found.rows], folder / "identification.yml")


def _quantities(file: Path) -> None:
    """Check the quantities of a chapter's file; its tables of text have a check of their own."""
    content = {"quantities": yaml_file.read(file).get("quantities") or {}}
    selection_plan.validated(Quantities, content, file)


def _only_parts(file: Path, parts: set[str]) -> None:
    for name in yaml_file.read(file):
        if name not in parts:
            raise DataError(
                f"unknown part '{name}'.", file=file, row=name,
                cure=f"Use one of: {', '.join(sorted(parts))}.",
            )  # fmt: skip


def _care(folder: Path) -> None:
    for name in care.HEADS:
        care.part(name, folder)
    _only_parts(folder / "care.yml", set(care.HEADS))
    results = load_results(folder).result_ids
    for number, entry in enumerate(yaml_file.read(folder / "care.yml")["bottlenecks"], start=1):
        named = [name.strip() for name in entry["result"].split(",")]
        check_known(
            named, results, file=folder / "care.yml", entry=f"bottlenecks, entry {number}",
            what="result",
        )  # fmt: skip


def _social(folder: Path) -> None:
    for name in poverty.HEADS:
        poverty.part(name, folder)
    _only_parts(folder / "social.yml", set(poverty.HEADS))


def _health(folder: Path) -> None:
    for name in health_tables.HEADS:
        health_tables.part(name, folder)
    _only_parts(folder / "health.yml", {*health_tables.HEADS, "quantities"})
    _quantities(folder / "health.yml")


def _safety(folder: Path) -> None:
    file = folder / "safety.yml"
    for name in safety_design.HEADS:
        safety_design.design_table(name, file)
    _only_parts(file, {*safety_design.HEADS, "quantities", "reform_start"})
    _quantities(file)
    start = selection_plan.validated(
        Start, yaml_file.read(file).get("reform_start", {}), file, "reform_start"
    )
    check_known(start.years, STATE_CODES, file=file, entry="reform_start", what="state")


def _typology(folder: Path) -> None:
    file = folder / "typology.yml"
    declared = load(Typology, "typology.yml", folder)
    known = {*catalogue.indicators().index, typology_data.HOMICIDE_RATE}
    for name, sector in declared.sectors.items():
        check_known(sector.indicators, known, file=file, entry=name, what="indicator")
        for indicator, period in sector.indicators.items():
            if bool(period.years) != (indicator == typology_data.HOMICIDE_RATE):
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
        check_known(item.values, STATE_CODES, file=file, entry=name, what="state")
        if item.default is None:
            check_known(
                STATE_CODES, item.values, file=file, entry=name, what="state with a value"
            )


def _mission_evidence(folder: Path) -> None:
    """The form asks exactly what the rule of selection uses."""
    file = folder / "mission_evidence.yml"
    form = load(MissionEvidence, "mission_evidence.yml", folder)
    rule = selection_plan.load_plan(folder / "selection.yml")
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
    rule = selection_plan.load_plan(file)
    desk = yaml_file.read(folder / "desk_evidence.yml").get("indicators", {})
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
    sheet = profile_data.load_sheet(file)
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
    sheet = profile_data.load_sheet(folder / "profiles" / "sheet.yml")
    known = {*(row.id for row in sheet.indicators), *profile_advice.REFORM}
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
    return lambda folder: profile_narrative.load_dossier(code, folder / "profiles")


def _document(name: str) -> Callable[[Path], Any]:
    def check(folder: Path) -> None:
        from cohesion.programme.check import ELSEWHERE, check_quantities
        from cohesion.programme.design import figures

        document = load_document(name, folder)
        check_quantities(document, set(figures(load_design(folder))) | ELSEWHERE, folder)

    return check


#: File below ``data/programme`` → what loads it and checks every entry and reference.
CHECKS: Mapping[str, Callable[[Path], Any]] = {
    "activities.yml": load_design,
    "actors.yml": load_actors,
    "analysis_plan.yml": plan.load,
    "baselines.yml": load_design,
    "budget.yml": load_design,
    "care.yml": _care,
    "civil_society.yml": load_civil_society,
    "competences.yml": load_competences,
    "cross_cutting.yml": load_themes,
    "data_gaps.yml": _gaps,
    "desk_evidence.yml": _desk_evidence,
    "donors.yml": load_donors,
    "doubts.yml": load_doubts,
    "edition.yml": lambda folder: load(Edition, "edition.yml", folder),
    "experts.yml": load_experts,
    "fiche.yml": _document("fiche"),
    "health.yml": _health,
    "hindsight.yml": load_hindsight,
    "identification.yml": _identification,
    "indicators.yml": load_design,
    "lessons.yml": load_lessons,
    "limits.yml": load_limits,
    "links.yml": load_links,
    "mission_evidence.yml": _mission_evidence,
    "objective_tree.yml": load_goals,
    "problem_tree.yml": load_problems,
    "profiles/07.yml": _dossier("07"),
    "profiles/12.yml": _dossier("12"),
    "profiles/20.yml": _dossier("20"),
    "profiles/21.yml": _dossier("21"),
    "profiles/entry_points.yml": _entry_points,
    "profiles/sheet.yml": _sheet,
    "profiles/watch.yml": _watch,
    "quality_plan.yml": load_quality,
    "results.yml": load_design,
    "risks.yml": load_risks,
    "safety.yml": _safety,
    "selection.yml": _selection,
    "social.yml": _social,
    "state_institutions.yml": load_institutions,
    "strategy.yml": load_strategy,
    "taps.yml": _document("taps"),
    "technical_assistance.yml": load_assistance,
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
    check_texts(yaml_file.read(file), file)
    yaml_file.check_whole(file)
    CHECKS[name](folder)


def check_files(folder: Path = paths.PROGRAMME) -> int:
    """Check every file of the programme design; return how many there are."""
    found = {file.relative_to(folder).as_posix() for file in folder.rglob("*.yml")}
    for name in sorted(found - set(CHECKS)):
        if not re.fullmatch(r"profiles/\d\d\.yml", name):
            raise DataError(
                "no part of the report reads this file.", file=folder / name,
                cure="Correct its name, or say in cohesion/programme/files.py what checks it.",
            )  # fmt: skip
    for name in sorted(found):
        if name in CHECKS:
            check_file(name, folder)
        else:
            file = folder / name
            check_texts(yaml_file.read(file), file)
            yaml_file.check_whole(file)
            _dossier(file.stem)(folder)
    for name in CHECKS:
        if name not in found and not re.fullmatch(r"profiles/\d\d\.yml", name):
            yaml_file.read(folder / name)
    return len(found)


def check_texts(content: Mapping[str, Any], file: Path) -> None:
    """Check the roles inside all texts of a file: known by name, citations in the bibliography."""
    for place, text in _texts(content, ""):
        for role, inside in _ANY_ROLE.findall(text):
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
        if place.rsplit(".", 1)[-1] in _CITING or _KEY.match(text):
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
