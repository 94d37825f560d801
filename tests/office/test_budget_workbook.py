"""The budget workbook, recalculated by LibreOffice: scenarios, and errors that controls see."""

import shutil

import openpyxl
import pytest

from cohesion.office import budget_workbook, sheets
from cohesion.programme.design import load_design
from tests.tools.design import content_of, copied, dumped

needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)


def item(content, key, name):
    return next(entry for entry in content[key] if entry["id"] == name)


def line_item(content, line, number):
    return item(content, "lines", line)["items"][number]


def row_of(sheet, *wanted):
    """Return the row whose first cells hold these values."""
    for row in sheet.iter_rows(min_row=4):
        if all(cell.value == value for cell, value in zip(row, wanted, strict=False)):
            return row[0].row
    raise AssertionError(f"no row {wanted} on {sheet.title}")


def rate(book, design_files):
    """A rate of experts and a unit cost."""
    sheet = book["Inputs"]
    sheet.cell(row_of(sheet, "long international"), 2).value = 910
    design_files["experts"]["parameters"]["rates"]["long_international"] = 910
    costs = book["Costs"]
    costs.cell(row_of(costs, "E16"), 8).value = 70
    line_item(design_files["budget"], "E16", 0)["rate"] = 70


def envelope(book, design_files):
    """Both contributions."""
    sheet = book["Inputs"]
    sheet["B4"].value, sheet["B5"].value = 10_050_000, 10_020_000
    own = design_files["budget"]["envelope"]
    own.update(eu_contribution=10_050_000, partner_contribution=10_020_000, total=20_070_000)


def share(book, design_files):
    """The rate of the tax and the share of fees of two activities."""
    book["Inputs"]["B11"].value = 15
    design_files["budget"]["vat"]["rate"] = 15
    sheet = book["Activities"]
    sheet.cell(row_of(sheet, "A1.1"), 3).value = 10
    sheet.cell(row_of(sheet, "A1.7"), 3).value = 10
    design_files["budget"]["assistance_shares"]["R1"].update({"A1.1": 10, "A1.7": 10})


def days(book, design_files):
    """Days of the leader and of the state coordinators."""
    sheet = book["Expert days"]
    for expert, result, year, number in (("EX01", "R2", 4, 45), ("EX05", "R3", 4, 45)):
        profile = item(design_files["experts"], "profiles", expert)
        profile["days"][result][year] = number
        for row in sheet.iter_rows(min_row=4):
            if (row[0].value, row[3].value, row[4].value) == (expert, result, year):
                row[5].value = number


def states(book, design_files):
    """Three states, with the contributions that the variant gives."""
    sheet = book["Inputs"]
    eu, partner = 8_564_000, 8_330_000
    sheet["B4"].value, sheet["B5"].value, sheet["B7"].value = eu, partner, 3
    sheet["B10"].value = 36
    design_files["experts"]["parameters"]["states"] = 3
    design_files["budget"]["envelope"].update(
        eu_contribution=eu, partner_contribution=partner, total=eu + partner, assistance_limit=36
    )


SCENARIOS = (rate, envelope, share, days, states)

#: What a person may overwrite → the sheet, the cell and what stands in it then.
ERRORS = {
    "a cost typed over": ("Costs", "I6", 1),
    "a year typed over": ("Lines", "L12", 999_999),
    "a fee typed over": ("Expert days", "J5", 1),
    "a total of a line typed over": ("Lines", "I11", 5),
    "a cell of a summary typed over": ("By component", "C4", 7),
    "a method typed over": ("Methods", "G5", 0),
    "a year of a summary typed over": ("By year", "E5", 0),
    "too many states": ("Inputs", "B7", 5),
    "a contribution that is too small": ("Inputs", "B4", 9_000_000),
    "a contribution without use": ("Inputs", "B5", 12_000_000),
    "a leader who is not there": ("Expert days", "F4", 10),
    "more advice than the limit": ("Inputs", "B10", 30),
    "an activity typed over": ("Activities", "D6", 3),
    "a tax typed over": ("Lines", "I39", 3),
}


@pytest.fixture(scope="module")
def written(request, tmp_path_factory, soffice):
    """Write the workbook, change copies of it as tests ask for, and let LibreOffice compute all."""
    asked = {
        value for item in request.session.items if item.path == request.path
        for value in getattr(getattr(item, "callspec", None), "params", {}).values()
    }  # fmt: skip
    folder = tmp_path_factory.mktemp("workbooks")
    whole = budget_workbook.write(load_design(), folder / "planned.xlsx")
    expected = {"planned": whole}
    changed, computed = folder / "changed", folder / "computed"
    changed.mkdir()
    # openpyxl writes formulas without values: what is read below was computed.
    plan = openpyxl.load_workbook(whole)
    plan.save(changed / "planned.xlsx")
    for scenario in SCENARIOS:
        name = scenario.__name__
        if name not in asked:
            continue
        design = copied(folder / name)
        files = {file: content_of(design / f"{file}.yml") for file in ("budget", "experts")}
        book = openpyxl.load_workbook(whole)
        scenario(book, files)
        book.save(changed / f"{name}.xlsx")
        for file, content in files.items():
            (design / f"{file}.yml").write_text(dumped(content), encoding="utf-8")
        load_design.cache_clear()
        expected[name] = budget_workbook.write(load_design(design), folder / name / "m.xlsx")
    load_design.cache_clear()
    for number, (error, (sheet, cell, value)) in enumerate(ERRORS.items()):
        if error not in asked:
            continue
        right, plan[sheet][cell].value = plan[sheet][cell].value, value
        plan.save(changed / f"error-{number}.xlsx")
        plan[sheet][cell].value = right
    soffice("xlsx:Calc MS Excel 2007 XML", computed, *sorted(changed.glob("*.xlsx")))
    return expected, {path.stem: path for path in computed.glob("*.xlsx")}


def formulas_of(path):
    """Return sheet and cell of every formula."""
    return [
        (sheet.title, cell.coordinate)
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


@pytest.mark.dear
@needs_office
@pytest.mark.parametrize("name", ["planned", *(scenario.__name__ for scenario in SCENARIOS)])
def test_the_workbook_follows_the_model_cell_by_cell(written, name):
    """Inputs changed by hand give what the model gives for the same change, on every sheet."""
    expected, computed = written
    model = openpyxl.load_workbook(expected[name], data_only=True)
    office = openpyxl.load_workbook(computed[name], data_only=True)
    cells = formulas_of(expected[name])
    assert len(cells) > 1500
    for sheet, cell in cells:
        wanted, found = model[sheet][cell].value, office[sheet][cell].value
        if isinstance(wanted, str):
            assert found == wanted, (sheet, cell)
        else:
            assert found == pytest.approx(wanted, abs=0.01), (sheet, cell)
    says = [row[4].value for row in office["Controls"].iter_rows(min_row=4)]
    assert len(says) > 20 and set(says) == {"right"}
    assert office["Inputs"]["B16"].value == 0


@pytest.mark.dear
@needs_office
@pytest.mark.parametrize("error", ERRORS)
def test_a_control_sees_the_error(written, error):
    _, computed = written
    name = f"error-{list(ERRORS).index(error)}"
    book = openpyxl.load_workbook(computed[name], data_only=True)
    says = {row[1].value: row[4].value for row in book["Controls"].iter_rows(min_row=4)}
    wrong = [title for title, word in says.items() if word != "right"]
    assert len(wrong) > 1, f"nothing seen: {error}"  # the summary row and the control itself
    assert book["Inputs"]["B16"].value >= 1


def test_every_amount_is_an_input_or_a_formula(tmp_path):
    """No number of the workbook stands alone: yellow, a formula, or a count of quarters."""
    path = budget_workbook.write(load_design(), tmp_path / "b.xlsx")
    book = openpyxl.load_workbook(path)
    yellow = sheets.INPUT_FILL.fgColor.rgb
    for sheet in book:
        heads = {cell.column: str(cell.value or "") for cell in sheet[3]}
        for row in sheet.iter_rows(min_row=4):
            for cell in row:
                if isinstance(cell.value, (int, float)) and cell.data_type == "n":
                    head = heads.get(cell.column, "")
                    plain = head.startswith(("Q ", "No.", "Programme year", "Year", "Lead"))
                    assert plain or cell.fill.fgColor.rgb == yellow, (sheet.title, cell.coordinate)
