"""Loading the project's tables: whole (:func:`read`) or by indicator and vintage (:func:`select`).

Every file that is read is remembered (:func:`tables_read`), so that a result can say which tables
it rests on and a build knows what to run again when one of them changes.
"""

from __future__ import annotations

import datetime
import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from cohesion import errors, paths
from cohesion.errors import DataError
from cohesion.files import hashes, kept, tracking
from cohesion.tables import catalogue as _catalogue
from cohesion.tables import cells, identities, manifest, schema, vintage
from cohesion.tables.cells import Apart, Cell, Usable, together
from cohesion.tables.editions import one_series, refuse_mixture
from cohesion.tables.geography import NATION, STATE_CODES

_read_files: dict[str, str] = {}
#: Under which a validated table keeps how many sums were checked in it.
_SUMS = "sums checked"
#: What the tables of ``data/`` say together of where indicators are, as the record names it.
INDEX = "the list of tables and indicators"


class _MissionDay:
    """Marks "as of the day of this edition", which differs from None (no limit in time)."""


AS_OF = _MissionDay()


#: What tells one observation of the tables from every other; the unit's column has other names.
OBSERVATION = ("table", "edition", "indicator", "year", "sex", "group")


class Observation(float):
    """A figure as published that remembers which observation it is; arithmetic forgets it.

    Attributes
    ----------
    where : tuple of str
        The columns of :data:`OBSERVATION` and the key of the unit; empty where it is not known.
    """

    where: tuple[str, ...]

    def __new__(cls, value: float, where: tuple[str, ...] = ()) -> Observation:
        """Return the figure with its place."""
        figure = super().__new__(cls, value)
        figure.where = where
        return figure


@dataclass(frozen=True)
class Selection:
    """Observations chosen by indicator, level and vintage, with where they come from.

    Attributes
    ----------
    frame : DataFrame
        One row per observation: unit, year, indicator, sex, group, value, se, edition, published,
        table, stand_in.
    level : str
        'state', 'municipality' or 'national'.
    errors_only : bool
        Only standard errors are taken from it, for figures that stand in another selection.
    apart : bool
        Whoever selected it keeps its editions apart (see :func:`select`).
    """

    frame: pd.DataFrame
    level: str
    errors_only: bool = False
    apart: bool = False

    @property
    def unit(self) -> str:
        """Name of the unit column."""
        return schema.UNIT_COLUMN[self.level]

    @functools.cached_property
    def sources(self) -> tuple[str, ...]:
        """``table@edition`` of every table and edition used, in alphabetical order."""
        pairs = self.frame[["table", "edition"]].drop_duplicates()
        return tuple(sorted(pairs["table"] + "@" + pairs["edition"]))

    @functools.cached_property
    def editions(self) -> frozenset[tuple[str, str]]:
        """Every pair of indicator and edition."""
        pairs = self.frame[["indicator", "edition"]].drop_duplicates()
        return frozenset(pairs.itertuples(index=False, name=None))

    @property
    def stand_in(self) -> bool:
        """Whether a later re-publication stands in for any of the figures."""
        return bool(self.frame["stand_in"].any())

    @property
    def years(self) -> list[int]:
        """The reference years present, in order."""
        return sorted(self.frame["year"].unique().tolist())

    def wide(self, year: int | None = None, what: str = "value") -> pd.DataFrame:
        """Return units × indicators for one year (states without the nation).

        Without ``year``, all years, with columns ``(indicator, year)``. ``what`` is 'value', 'se'
        or 'edition'. State tables come back with all 32 states in INEGI's order, NaN for a gap.
        """
        frame = self._one_cell_each
        if year is not None:
            if year not in self.years:
                raise DataError(
                    f"no observation for {year}; there are {self.years}.",
                    cure="Ask for a year that the vintage holds.",
                )
            frame = frame[frame["year"] == year]
        columns = "indicator" if year is not None else ["indicator", "year"]
        table = frame.pivot(index=self.unit, columns=columns, values=what)
        if self.level != "municipality":
            table = table.reindex(list(STATE_CODES))
            table.index.name = self.unit
        return table

    def value(self, unit: str, indicator: str, year: int, what: str = "value") -> float:
        """Return one figure; what is not there raises :class:`DataError`."""
        frame = self._one_cell_each
        rows = self._rows_by_place.get((unit, indicator, year), ())
        if len(rows) != 1:
            raise DataError(
                f"no figure for '{indicator}', unit {unit}, {year}; years there: {self.years}.",
                cure="Ask for what the vintage holds, or show the gap as a gap.",
            )
        (row,) = rows
        figure = float(frame[what].iat[row])
        if what != "value":
            return figure
        where = (str(frame[column].iat[row]) for column in OBSERVATION)
        return Observation(figure, (*where, unit))

    def nation(self, indicator: str, year: int, what: str = "value") -> float:
        """Return the national figure as published."""
        return self.value(NATION, indicator, year, what)

    @functools.cached_property
    def _rows_by_place(self) -> dict[tuple[str, str, int], list[int]]:
        found: dict[tuple[str, str, int], list[int]] = {}
        columns = (self.frame[name] for name in (self.unit, "indicator", "year"))
        for row, place in enumerate(zip(*columns, strict=True)):
            found.setdefault(place, []).append(row)
        return found

    @functools.cached_property
    def _one_cell_each(self) -> pd.DataFrame:
        for column in ("sex", "group"):
            if self.frame[column].nunique() > 1:
                raise DataError(
                    f"the selection holds several values of '{column}': "
                    f"{', '.join(sorted(self.frame[column].unique()))}.",
                    cure=f"Select one {column}, or work on .frame.",
                )
        return self.frame


def read(name: str, folder: Path = paths.DATA) -> pd.DataFrame:
    """Return one table of ``data/``, checked against its manifest and the schema.

    Parameters
    ----------
    name : str
        File stem, for instance ``coneval_poverty_states``.

    Returns
    -------
    DataFrame
        Unit column, year, indicator, sex, group, value, se, edition.
    """
    frame = _read(name, folder)
    return frame.copy()


def select(
    indicators: list[str] | str,
    *,
    level: str = "state",
    years: list[int] | None = None,
    sex: str | None = "total",
    group: str | None = "all",
    as_of: datetime.date | None | _MissionDay = AS_OF,
    edition: str | None = None,
    series: bool = False,
    apart: bool = False,
    folder: Path = paths.DATA,
) -> Selection:
    """Return the observations of some indicators as a reader of the day ``as_of`` knew them.

    Parameters
    ----------
    indicators : list of str
        Ids of the catalogue.
    level : {'state', 'municipality', 'national'}
        'state' includes the nation as unit '00'.
    years : list of int, optional
        Reference years; all by default.
    sex, group : str or None
        One category, or None for all.
    as_of : date or None
        The day of this edition by default; None for no limit (latest edition of each figure).
    edition : str, optional
        Take this edition only, whatever the day (for pages written with hindsight).
    series : bool
        Take one edition for all years, sexes and groups of an indicator, the one that covers most
        of them: what a change, an interval or a comparison of groups needs. By default each year
        comes from what had been published by the day.
    apart : bool
        The caller keeps the editions apart (two lines that are not joined, a table of editions);
        without it editions that may not be compared are refused.

    Raises
    ------
    DataError
        An unknown indicator, nothing left for one of them, or editions that may not be compared.
    """
    wanted = [indicators] if isinstance(indicators, str) else list(indicators)
    known = _catalogue.indicators()
    for name in wanted:
        if name not in known.index:
            raise DataError(
                f"unknown indicator '{name}'{errors.near(name, known.index)}.",
                cure="Use an id of the indicator catalogue (data/catalogue/).",
            )
    tables = {name: apart_from(name, folder) for name in _holding(tuple(wanted), level, folder)}
    # Each once, in the order of the tables: an error names the same one every time.
    every = dict.fromkeys(
        table.cells[position]
        for table in tables.values()
        for position in sorted(p for name in set(wanted) for p in table.by_indicator.get(name, ()))
    )
    asked = [
        cell
        for cell in every
        if sex in (None, cell.sex)
        and group in (None, cell.group)
        and (years is None or cell.year in years)
    ]
    day = vintage.as_of() if isinstance(as_of, _MissionDay) else as_of
    chosen = _chosen(asked, day, edition, series)
    for name in wanted:
        if not any(cell.indicator == name for cell in chosen):
            when = f" published by {day}" if day and edition is None else ""
            raise DataError(
                f"no observation of '{name}' at level '{level}'{when}"
                f" (sex {sex}, group {group}, years {years}).",
                cure="Show the gap as a gap, or choose another indicator, year or level.",
            )
    if not apart:
        refuse_mixture(chosen)
    return Selection(together(tables, chosen, schema.UNIT_COLUMN[level]), level, apart=apart)


def _chosen(
    cells: Iterable[Cell], day: datetime.date | None, edition: str | None, series: bool
) -> dict[Cell, Usable]:
    """Return the cells that :func:`select` takes."""
    known = vintage_rules()
    if edition is not None:
        own = [cell for cell in cells if cell.edition == edition]
        return {cell: Usable(known.published[edition], stand_in=False) for cell in own}
    usable = vintage.usable(cells, known, day)
    return one_series(usable) if series else vintage.one_edition_each(usable)


@functools.cache
def vintage_rules() -> vintage.Rules:
    """Return what the catalogue says of editions (see :mod:`cohesion.tables.vintage`)."""
    return vintage.rules(_catalogue.editions(), _catalogue.stand_ins())


@functools.cache
def apart_from(name: str, folder: Path = paths.DATA) -> Apart:
    """Return one table of ``data/``, checked as by :func:`read`, taken apart into its cells."""
    frame = _read(name, folder)
    # The checksum of the manifest is that of the bytes: the table would not have been read.
    content = manifest.load(name, folder)["sha256"]
    key = kept.key(pd.__version__, content, Path(cells.__file__).read_text("utf-8"))
    numbers = kept.load(key, pd.DataFrame)
    if numbers is None:
        numbers = cells.numbers_of(frame, frame.columns[0])
        kept.keep(key, numbers)
    return cells.take_apart(frame, numbers)


def levels_with_errors(
    indicators: Sequence[str] | str, year: int, **options: Any
) -> tuple[Selection, list[Selection]]:
    """Return the levels of a year as the day knew them, with every standard error at hand.

    Where the edition of the day printed no standard error and the series that stands in did for
    the same survey, the error of the series is taken: the sample is the same, its weights were
    adjusted later.

    Parameters
    ----------
    indicators, year, options
        As of :func:`select`.

    Returns
    -------
    Selection
        The levels, with ``se`` filled where an error is at hand.
    list of Selection
        What the errors came from, marked ``errors_only``; empty if none was borrowed.
    """
    levels = select(indicators, years=[year], **options)
    series = select(indicators, years=[year], series=True, **options)
    key = [levels.unit, "year", "indicator", "sex", "group"]
    frame = levels.frame.merge(
        series.frame[[*key, "se", "edition"]], on=key, how="left", suffixes=("", "_series")
    )
    borrowed = frame["se"].isna() & frame["se_series"].notna()
    if not borrowed.any():
        return levels, []
    frame["se"] = frame["se"].where(~borrowed, frame["se_series"])
    lent = series.frame.merge(frame.loc[borrowed, key], on=key)
    found = Selection(frame.drop(columns=["se_series", "edition_series"]), levels.level)
    return found, [Selection(lent, series.level, errors_only=True)]


def cells_of(indicator: str, folder: Path = paths.DATA) -> Iterator[tuple[Cell, list[str]]]:
    """Yield every cell of an indicator in the tables of states and nation, with its units' keys.

    Raises
    ------
    DataError
        No such table holds the indicator.
    """
    for name in _holding((indicator,), "state", folder):
        table = apart_from(name, folder)
        for position in table.by_indicator[indicator]:
            rows = table.frame.iloc[table.rows([position]), 0]
            yield table.cells[position], rows.tolist()


def catalogue() -> pd.DataFrame:
    """Return the indicator catalogue, one row each (see :mod:`cohesion.tables.catalogue`)."""
    return _catalogue.indicators()


def tables_read() -> dict[str, str]:
    """Return the SHA-256 of each table read so far in this process, by table name."""
    return dict(_read_files)


def levels(folder: Path = paths.DATA) -> dict[str, str]:
    """Return the level of each table, by name."""
    return {name: manifest.load(name, folder)["level"] for name in manifest.names(folder)}


@functools.cache
def _table_index(folder: Path) -> pd.DataFrame:
    # All manifests are read to find a few tables. A notebook depends on where its indicators are,
    # not on every manifest: another checksum elsewhere is no reason to run it again.
    with tracking.unrecorded():
        files = [manifest.manifest_path(name, folder) for name in manifest.names(folder)]
        content = [file.read_bytes() if file.is_file() else b"" for file in files]
        rules = Path(manifest.__file__).read_text("utf-8")
        kept_as = kept.key(pd.__version__, rules, *map(str, files), *map(hashes.sha256, content))
        found = kept.load(kept_as, pd.DataFrame)
        if found is None:
            found = _index_of(folder)
            kept.keep(kept_as, found)
    if folder == paths.DATA:
        rows = list(found.itertuples(index=False, name=None))
        tracking.note(INDEX, hashes.sha256(repr(rows).encode("utf-8")))
    return found


def _index_of(folder: Path) -> pd.DataFrame:
    rows = []
    for name in manifest.names(folder):
        described = manifest.load(name, folder)
        rows += [(name, described["level"], item) for item in described["indicators"]]
    return pd.DataFrame(rows, columns=["table", "level", "indicator"])


def index_fingerprint() -> str:
    """Return a hash of which table holds which indicator.

    It is the one that :mod:`cohesion.files.tracking` notes.
    """
    _table_index(paths.DATA)
    return tracking.notes()[INDEX]


@functools.cache
def _tables_by_indicator(folder: Path) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for name, level, indicator in _table_index(folder).itertuples(index=False, name=None):
        found.setdefault((level, indicator), []).append(name)
    return found


def _holding(indicators: tuple[str, ...], level: str, folder: Path) -> list[str]:
    """Return the tables that hold one of the indicators at a level, in alphabetical order."""
    levels = (level, "national") if level == "state" else (level,)
    index = _tables_by_indicator(folder)
    found = {name for key in itertools.product(levels, indicators) for name in index.get(key, ())}
    if not found:
        raise DataError(
            f"no table of level '{level}' holds {', '.join(indicators)}.",
            cure="Look the level up in the indicator catalogue.",
        )
    return sorted(found)


@functools.cache
def _read(name: str, folder: Path) -> pd.DataFrame:
    file = manifest.table_path(name, folder)
    if not file.is_file():
        raise DataError(
            f"there is no table '{name}'{errors.near(name, manifest.names(folder))}.",
            file=file,
            cure="Correct the name, or build the table with make data.",
        )
    described = manifest.load(name, folder)
    content = file.read_bytes()
    manifest.check_sum(content, described, file)
    _read_files[name] = described["sha256"]
    return checked(content, described, file)


def checked(content: bytes, described: dict, file: Path) -> pd.DataFrame:
    """Parse the bytes of a table and validate them against its manifest and the catalogue.

    A table that has been validated once with the same bytes, manifest, catalogue and rules is
    neither parsed nor validated a second time: it is kept in the build folder.
    """
    name = kept.key(
        pd.__version__, hashes.sha256(content), repr(sorted(map(str, described.items()))), _SUMS,
        *_rules(),
    )  # fmt: skip
    found = kept.load(name, pd.DataFrame)
    if found is not None:
        return found
    if "columns" in described:
        schema.check_columns(content, described["columns"], file)
    frame = schema.parse(content, described["level"], file)
    schema.validate(
        frame,
        level=described["level"],
        file=file,
        indicators=_catalogue.indicators(),
        editions=_catalogue.editions(),
        incomplete=tuple(described.get("incomplete", ())),
        municipalities=described.get("municipalities"),
    )
    frame.attrs[_SUMS] = identities.check_identities(frame, described["level"], file)
    kept.keep(name, frame)
    return frame


def sums_checked(name: str, folder: Path = paths.DATA) -> int:
    """Return how many sums a table was held to when it was validated."""
    return int(_read(name, folder).attrs[_SUMS])


@functools.cache
def _rules() -> tuple[str, ...]:
    """Return what a table is held to: the code that validates, and the catalogue."""
    modules = [Path(module.__file__) for module in (schema, identities)]
    files = [*modules, *sorted(paths.CATALOGUE.glob("*.csv"))]
    return tuple(file.read_text("utf-8") for file in files)


def labels(indicators: Sequence[str]) -> dict[str, str]:
    """Return the English labels of some indicators."""
    return catalogue().loc[list(indicators), "label_en"].to_dict()
