"""A sheet of a workbook: heads, cells, widths, controls."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from weakref import WeakKeyDictionary
from xml.sax.saxutils import escape

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from cohesion import formats
from cohesion.office import archive, published
from cohesion.office.columns import longest_word, one_line, taken
from cohesion.tables import vintage
from cohesion.translation.catalogue import Catalogue, english
from cohesion.translation.numbers import day

HEAD_FILL = PatternFill("solid", fgColor="DCE6F1")
INPUT_FILL = PatternFill("solid", fgColor="FFF2CC")
MONEY = "#,##0"
FONT = "Arial"
_THIN = Side(style="thin", color="BFBFBF")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
#: Points of type and of a line, and of one unit of column width.
SIZE, LINE, UNIT = 10, 13.5, 5.25
#: Heads are bold, and so wider than cells.
_BOLD = 1.2
#: What the indent of a cell takes beside the padding that a Word table has too.
_INDENT = 4.0
#: A sheet is printed at this share of its size at least: ten points become seven.
SMALLEST = 0.7
#: Columns are narrowed to this many units at least.
_LEAST = 16
#: Sides of the papers in inches, by the number that workbooks give them.
_PAPER = {Worksheet.PAPERSIZE_A4: (8.27, 11.69), Worksheet.PAPERSIZE_A3: (11.69, 16.54)}
#: Inches; header and footer stand inside the margins.
_MARGINS = {"left": 0.5, "right": 0.5, "top": 0.8, "bottom": 0.75, "header": 0.4, "footer": 0.35}
#: Heads of columns of years, which have no thousands.
_YEARS = ("Year", "By")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


class SpokenWorkbook(Workbook):
    """A workbook that knows the language of its texts and what its formulas give."""

    words: Catalogue
    values: dict[tuple[str, str], float | str]


@dataclass
class Book:
    """A workbook and the values of its formulas; every text goes through the look-up.

    Attributes
    ----------
    words : Catalogue
        The language that it is written in.
    values : dict
        ``(sheet title, cell) → value``: what each formula gives according to the model.
    """

    title: str
    words: Catalogue = field(default_factory=english)
    workbook: SpokenWorkbook = field(default_factory=SpokenWorkbook)
    values: dict[tuple[str, str], float | str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.workbook.words, self.workbook.values = self.words, self.values
        # What a unit of width is worth hangs on this font: one that every office program has.
        self.workbook._named_styles["Normal"].font = Font(name=FONT, size=SIZE)
        self.workbook._fonts[0] = Font(name=FONT, size=SIZE)

    def sheet(self, title: str, *, landscape: bool = True, large: bool = False) -> Worksheet:
        """Add a sheet that prints on pages one wide, A4 or, for a large one, A3."""
        if self.workbook.sheetnames == ["Sheet"]:
            del self.workbook["Sheet"]
        title = self.words.title(title)
        sheet = self.workbook.create_sheet(title)
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A3 if large else sheet.PAPERSIZE_A4
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        for side, size in _MARGINS.items():
            setattr(sheet.page_margins, side, size)
        # An ampersand begins a code in a header.
        sheet.oddHeader.left.text = f"{self.words.cell(self.title)} · {title}".replace("&", "&&")
        sheet.oddHeader.right.text = edition_line(self.words)
        sheet.oddFooter.center.text = "&P / &N"
        return sheet

    def formula(self, sheet: Worksheet, cell: str, text: str, value: float | str) -> None:
        """Write a formula together with the value that the model gives it."""
        sheet[cell] = self.words.formula(text)
        _dress(sheet[cell], number_format=MONEY)
        self.values[sheet.title, cell] = self.words.cell(value) if isinstance(value, str) else value

    def save(self, target: Path) -> Path:
        """Write the workbook, byte-identical from run to run."""
        properties = self.workbook.properties
        properties.title = self.words.cell(self.title)
        properties.creator = self.words.cell("Formulation mission")
        properties.language = self.words.locale
        properties.created = properties.modified = archive.timestamp()
        # A program that opens the file computes every formula anew.
        self.workbook.calculation.fullCalcOnLoad = True
        buffer = io.BytesIO()
        self.workbook.save(buffer)
        members = archive.unpack(buffer.getvalue())
        for number, sheet in enumerate(self.workbook.worksheets, start=1):
            member = f"xl/worksheets/sheet{number}.xml"
            members[member] = self._with_values(members[member], sheet.title)
        inner = io.BytesIO()
        _pack_to(members, inner)
        archive.normalise(inner.getvalue(), target)
        return target

    def _with_values(self, xml: bytes, sheet: str) -> bytes:
        def fill(match: re.Match[bytes]) -> bytes:
            value = self.values.get((sheet, match[2].decode()))
            if value is None:
                return match[0]
            if isinstance(value, str):
                opening = match[1].replace(b">", b' t="str">', 1)
                return opening + b"<v>" + escape(value).encode() + b"</v></c>"
            return match[1] + b"<v>" + _plain(value).encode() + b"</v></c>"

        pattern = rb'(<c r="([A-Z]+\d+)"[^>]*><f>[^<]*</f>)<v ?/?>(?:</v>)?</c>'
        return re.sub(pattern, fill, xml)


def _pack_to(members: dict[str, bytes], buffer: io.BytesIO) -> None:
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)


def _plain(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def put(sheet: Worksheet, row: int, column: int, value: object, *, bold: bool = False) -> None:
    """Write a value; a text in the language of the workbook."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if value is not None and not is_number:
        value = sheet.parent.words.cell(str(value))
    write(sheet, row, column, value, bold=bold)


def write(sheet: Worksheet, row: int, column: int, value: object, *, bold: bool = False) -> None:
    """Write a value: numbers as numbers, anything else as text that can never be a formula."""
    cell, number_format = sheet.cell(row, column), ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if not math.isfinite(value):
            return
        cell.value = value
        number_format = MONEY if float(value).is_integer() and abs(value) >= 1000 else "General"
    elif value is not None:
        text = _CONTROL.sub("", str(value))
        cell.value = text
        cell.data_type = "s"
    _dress(cell, number_format=number_format, bold=bold)
    if isinstance(value, str) and value.startswith(DANGEROUS):
        # The mark of a typed apostrophe: the cell stays text when a person edits it.
        cell._style = copy(cell._style)
        cell._style.quotePrefix = 1


#: The styles that the cells of a workbook got so far, by what they were and what was asked for.
_DRESSED: WeakKeyDictionary[Workbook, dict[tuple, StyleArray]] = WeakKeyDictionary()


def _dress(cell: Cell, *, number_format: str = "", bold: bool = False) -> None:
    """Give a cell its font, line, side and, if it is named, the format of its number.

    A style that another cell got already is taken whole: openpyxl compares each font, line and
    side with all that the workbook has, which takes most of the time of writing a sheet.
    """
    asked = tuple(cell._style or ()), cell.data_type == "s", number_format, bold
    known = _DRESSED.setdefault(cell.parent.parent, {})
    if asked in known:
        cell._style = copy(known[asked])
        return
    if number_format:
        cell.number_format = number_format
    if cell.data_type == "s":
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left", indent=1)
    else:
        cell.alignment = Alignment(vertical="top", horizontal="right", indent=1)
    cell.border = Border(bottom=_THIN)
    cell.font = Font(name=FONT, size=10, bold=bold)
    known[asked] = copy(cell._style)


#: Writes a value into a cell: :func:`put`, or :func:`write` for what is looked up already.
Write = Callable[..., None]


def edition_line(words: Catalogue) -> str:
    """Return version and day as they stand at the head of every file."""
    edition = vintage.edition_settings()
    written = day(archive.timestamp(), words.language)
    return f"{words.text('Draft, version')} {edition['version']}, {written}"


def heads(sheet: Worksheet, row: int, names: list[str], write: Write = put) -> None:
    """Write a row of column heads, frozen and repeated in print."""
    for column, name in enumerate(names, start=1):
        write(sheet, row, column, name, bold=True)
        sheet.cell(row, column).fill = HEAD_FILL
    sheet.freeze_panes = sheet.cell(row + 1, 2)
    sheet.print_title_rows = f"{row}:{row}"


def caption(sheet: Worksheet, text: str, write: Write = put) -> None:
    """Write the caption above the table."""
    write(sheet, 1, 1, text, bold=True)
    sheet.cell(1, 1).alignment = Alignment(wrap_text=False, horizontal="left")
    sheet.cell(1, 1).border = Border()


def widths(sheet: Worksheet, first_row: int, most: int = 46, printed: int | None = None) -> float:
    """Set column widths, row heights and the side on which columns stand, by what cells hold.

    A sheet that would print too small to read gets narrower columns and taller rows instead.

    Parameters
    ----------
    first_row : row of the heads.
    most : units of width that a column takes at most.
    printed : number of columns that are printed; all, if it is not given.

    Returns
    -------
    float
        Width of the sheet, in points.
    """
    shown = range(1, (printed or sheet.max_column) + 1)
    held = {column: _held(sheet, first_row, column) for column in range(1, sheet.max_column + 1)}
    wide = {column: _wide(cells, most) for column, cells in held.items()}
    while sum(wide[column] for column in shown) > _room(sheet) and most > _LEAST:
        most -= 1
        wide = {column: _wide(cells, most) for column, cells in held.items()}
    for column, cells in held.items():
        sheet.column_dimensions[get_column_letter(column)].width = (wide[column] - 3.75) / UNIT
        _take_side(cells)
    for row in range(first_row, sheet.max_row + 1):
        lines = [
            taken(_shown(cell), _size(row == first_row), wide[cell.column] - _INDENT)
            for cell in sheet[row]
            if cell.value is not None and not _is_loose(cell)
        ]
        sheet.row_dimensions[row].height = LINE * max(lines, default=1) + 2
    return sum(wide[column] for column in shown)


def _held(sheet: Worksheet, first_row: int, column: int) -> list[Cell]:
    """Return the cells of a column that make its width, the head first."""
    cells = [sheet.cell(row, column) for row in range(first_row, sheet.max_row + 1)]
    return [cell for cell in cells if not _is_loose(cell)]


def _wide(cells: list[Cell], most: int) -> float:
    """Return the width of a column in points: one line for its cells, two or more for its head."""
    head, *body = cells
    whole = max((one_line(_shown(cell), SIZE) for cell in body), default=0.0)
    word = max(longest_word(_shown(cell), SIZE) for cell in body) if body else 0.0
    of_head = longest_word(_shown(head), _size(is_head=True))
    return _INDENT + max(min(whole, most * UNIT), word, of_head, 7 * UNIT)


def _size(is_head: bool) -> float:
    """Return the size of type by which a cell is measured."""
    return SIZE * (_BOLD if is_head else 1.0)


def _room(sheet: Worksheet) -> float:
    """Return how many points of width a sheet may have and still print readably."""
    short, long = _PAPER[str(sheet.page_setup.paperSize)]
    page = long if sheet.page_setup.orientation == "landscape" else short
    return 72 * (page - sheet.page_margins.left - sheet.page_margins.right) / SMALLEST


def _take_side(cells: list[Cell]) -> None:
    """Let numbers and their head stand on the right, and a number among texts on the left."""
    head, *body = [cell for cell in cells if cell.value not in (None, "")] or [None]
    numbers = [cell for cell in body if cell.data_type != "s"]
    dashes = [cell for cell in body if cell.value == "–"]
    is_numeric = len(numbers) > len(body) - len(numbers) - len(dashes)
    for cell in [head, *dashes] if is_numeric else numbers:
        if cell is not None:
            alignment = copy(cell.alignment)
            alignment.horizontal = "right" if is_numeric else "left"
            cell.alignment = alignment


def _shown(cell: Cell) -> str:
    """Return what a cell shows: a number by its format, an amount that may grow by a digit more."""
    value = cell.value
    if cell.data_type == "f":
        value = cell.parent.parent.values.get((cell.parent.title, cell.coordinate), "")
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return str(value if value is not None else "")
    shown = formatted(value, cell.number_format)
    grows = cell.data_type == "f" and cell.number_format == MONEY
    return max(f"9{shown}", "99,999,999", key=len) if grows else shown


def formatted(value: float, number_format: str) -> str:
    """Return a number as a cell of a format shows it.

    >>> formatted(347736000, "#,##0"), formatted(0, '0" instruments"'), formatted(1.94, "+0.0;-0.0")
    ('347,736,000', '0 instruments', '+1.9')
    """
    if number_format == "General":
        return str(value)
    first = number_format.split(";")[0]
    plain, _, unit = first.partition('"')
    digits = plain.partition(".")[2].count("0")
    sign = "+" if plain.startswith("+") else ""
    separator = "," if "," in plain else ""
    return f"{value:{sign}{separator}.{digits}f}{unit.rstrip(chr(34))}"


def _is_loose(cell: Cell) -> bool:
    """Whether a text may run over the cells beside it (notes under a table)."""
    return not cell.alignment.wrap_text and cell.data_type == "s"


def add_published(book: Book, title: str, name: str) -> None:
    """Add a sheet with a published table: the same cells as on the page, numbers as numbers."""
    table = published.table(name, book.words)
    sheet = book.sheet(title, large=table.wide)
    caption(sheet, table.caption, write=write)
    heads(sheet, 3, table.heads, write=write)
    for number, row in enumerate(table.raw):
        for column, value in enumerate(row):
            exact = table.number(number, column)
            known = value if exact is None else exact
            write(sheet, number + 4, column + 1, known, bold=row[0] == "Total")
            if exact is not None and isinstance(value, str):
                sheet.cell(number + 4, column + 1).number_format = format_of(value)
    end = sheet.max_row + 2
    total = widths(sheet, 3)
    source = f"{book.words.text('Source:')} {table.publications}." if table.publications else ""
    marked = any("†" in text for row in [table.heads, *table.rows] for text in row)
    dagger = book.words.text(published.DAGGER) if marked else ""
    for offset, text in enumerate(filter(None, [table.notes, source, dagger])):
        write(sheet, end + offset, 1, text)
        sheet.merge_cells(
            start_row=end + offset,
            end_row=end + offset,
            start_column=1,
            end_column=len(table.heads),
        )
        sheet.row_dimensions[end + offset].height = LINE * taken(text, SIZE, total) + 2


#: A written number, its thousands apart by a space that does not break; then marks, and its unit.
_NUMBER_WITH_UNIT = re.compile(
    "^[^0-9]?([0-9]{1,3}(?:\u00a0[0-9]{3})+(?:\\.[0-9]+)?|[0-9.]+)[†=]*([^†=]*)"
)


def format_of(shown: str) -> str:
    r"""Return the format by which a number shows as it was written: decimals, sign, unit.

    >>> format_of("78.4\xa0%"), format_of("+1.9"), format_of("1\xa0250\xa0000"), format_of("2010")
    ('0.0"\xa0%"', '+0.0;-0.0;0.0', '#,##0', '0')
    """
    number, unit = _NUMBER_WITH_UNIT.match(shown).groups()
    digits = len(number.partition(".")[2])
    plain = "#,##0" if formats.NBSP in number else "0"
    plain += "." + "0" * digits if digits else ""
    unit = f'"{unit}"' if unit.strip() else ""
    if shown.startswith("+"):
        return ";".join(f"{sign}{plain}{unit}" for sign in ("+", "-", ""))
    return plain + unit


def add_frame(
    book: Book, title: str, frame: pd.DataFrame, text: str, *, large: bool = False, most: int = 46
) -> Worksheet:
    """Add a sheet with a table that no page shows, and return it."""
    flat = frame.reset_index()
    sheet = book.sheet(title, large=large)
    caption(sheet, text)
    heads(sheet, 3, [str(column) for column in flat.columns])
    for number, row in enumerate(flat.itertuples(index=False), start=4):
        for column, value in enumerate(row, start=1):
            missing = isinstance(value, float) and math.isnan(value)
            put(sheet, number, column, None if missing else value)
            if flat.columns[column - 1] in _YEARS:
                sheet.cell(number, column).number_format = "0"
    widths(sheet, 3, most)
    return sheet
