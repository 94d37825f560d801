"""Tables in the page: the room that their words need, totals in view, rows as cards."""

from __future__ import annotations

from cohesion.pages import tables
from tests.pages.trees import tree


def test_tables_say_how_much_room_they_need():
    def made(long):
        rows = "".join(
            f"<tr><th>{n}</th><td>{'word ' * long}</td><td>{'word ' * long}</td><td>1</td></tr>"
            for n in range(8)
        )
        heads = "<th>No.</th><th>What</th><th>Why</th><th>Total</th>"
        table = tree(f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>")[0]
        tables.arrange(table)
        return table

    assert "widest" not in made(3).classes and "cards" not in made(3).classes
    wide = made(60)
    assert "cards" in wide.classes and wide.xpath(".//td[@data-label='Why']")
    assert wide.xpath(".//td[contains(@class, 'kept')]")
    assert wide.get("data-sortable") is not None


def table(heads: str, *rows: str):
    """Return an arranged table; cells are parted by bars, the first of a row is its head."""
    head = "".join(f"<th>{text}</th>" for text in heads.split("|"))
    body = ""
    for row in rows:
        first, *rest = row.split("|")
        body += f"<tr><th>{first}</th>" + "".join(f"<td>{text}</td>" for text in rest) + "</tr>"
    page = tree(
        f"<div class='table-block'><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
        "</table></div>"
    )
    found = page.xpath("//table")[0]
    tables.arrange(found)
    return found


def test_a_column_has_the_width_of_its_longest_cell():
    found = table("A|B|C", f"x|{'y' * 15}|{'z ' * 50}", "x2|y|z")
    classes = [list(cell.classes) for cell in found.xpath("./tbody/tr[1]/*")]
    assert classes == [[], ["c-short"], ["c-long"]]
    assert list(found.xpath("./thead//th[2]")[0].classes) == ["c-short"]


def test_the_last_row_of_totals_and_repeated_heads_are_marked():
    found = table("State|Poor", "Oaxaca|1", "Oaxaca|2", "Total|3")
    rows = [list(row.classes) for row in found.xpath("./tbody/tr")]
    assert rows == [[], ["same-head"], ["total"]]


def test_tables_of_six_rows_can_be_sorted_unless_rows_belong_together():
    rows = [f"S{n}|{n}" for n in range(6)]
    assert table("State|Poor", *rows).get("data-sortable") is not None
    assert table("State|Poor", *rows[:5]).get("data-sortable") is None
    assert table("State|Poor", *rows, "S5|9").get("data-sortable") is None


def test_only_the_named_last_column_of_many_is_kept_in_view():
    kept = table("A|B|C|Total", "a|1|2|3")
    assert [list(cell.classes) for cell in kept.xpath("./tbody/tr/*")] == [[], [], [], ["kept"]]
    assert not table("A|B|Total", "a|1|3").xpath(".//*[contains(@class, 'kept')]")
    assert not table("A|B|C|Mean", "a|1|2|3").xpath(".//*[contains(@class, 'kept')]")


def test_a_wide_table_says_so_to_its_block_and_an_uneven_one_is_left_alone():
    wide = table("A|B|C|D", "|".join(f"{'word ' * 60}" for _ in range(4)))
    assert "widest" in wide.getparent().classes
    uneven = table("A|B|C", "x|y")
    assert not uneven.classes and uneven.get("data-sortable") is None


def test_cards_name_cells_that_hold_something():
    found = table("State|Problem|Answer", f"Oaxaca|{'w' * 40}|", "Puebla|short|yes")
    assert "cards" in found.classes
    labels = [[cell.get("data-label") for cell in row[1:]] for row in found.xpath("./tbody/tr")]
    assert labels == [["Problem", None], ["Problem", "Answer"]]
