"""Empty forms are shown as empty forms; an entry fills its form."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.programme import mission_record
from tests.tools.design import spoilt

RECORD = mission_record.load_mission_record()


def test_the_mission_is_the_one_of_the_reference():
    table = mission_record.identity_table(RECORD)
    assert table.loc["Reference", "Entry"] == "378"
    assert table.loc["Contract number", "Entry"] == RECORD.not_available
    assert "official opinion" in RECORD.disclaimer


def test_an_empty_form_says_that_it_is_not_available():
    for form in RECORD.forms:
        table = mission_record.form_table(form, RECORD.not_available)
        if not form.entries:
            assert list(table.index) == [RECORD.not_available]
            assert set(table.to_numpy().ravel()) == {"–"}
    overview = mission_record.overview(RECORD)
    assert (overview["Entries"] == 0).all() == (set(overview["Standing"]) == {RECORD.not_available})


def test_an_entry_is_shown_and_counted(tmp_path):
    def fill(raw):
        raw["forms"][0]["entries"] = [dict.fromkeys(raw["forms"][0]["columns"], "x")]

    record = mission_record.load_mission_record(spoilt(tmp_path, mission_record.FILE, fill))
    assert list(mission_record.form_table(record.forms[0], "none").index) == ["x"]
    assert mission_record.overview(record).iloc[0]["Standing"] == "filled"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda raw: raw["forms"][0].update(entries=[{"Date": "x"}]), "should have the columns"),
        (lambda raw: raw["forms"][1].update(id=raw["forms"][0]["id"]), "twice"),
        (lambda raw: raw["mission"].pop("reference"), "reference"),
        (lambda raw: raw["mission"].update(working_days=0), "working_days"),
    ],
)
def test_a_spoilt_file_is_refused(change, words, tmp_path):
    spoilt(tmp_path, mission_record.FILE, change)
    with pytest.raises(DataError) as error:
        mission_record.load_mission_record(tmp_path)
    assert words in str(error.value)


def test_filled_forms_are_counted_and_each_form_has_a_table():
    record = mission_record.load_mission_record()
    assert mission_record.filled(record) == 0
    assert list(mission_record.form_tables(record)) == [form.id for form in record.forms]
