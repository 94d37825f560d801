"""Loading tables: checksums, unknown names, units, and the real catalogue."""

from __future__ import annotations

import shutil

import pytest
import yaml

from cohesion.errors import DataError
from cohesion.tables import identities, manifest, store
from cohesion.tables.geography import STATE_CODES

TABLES = manifest.names()


@pytest.fixture
def copied(tmp_path):
    """A folder with one real table and its manifest, to be spoilt."""
    name = "coneval_gini_states"
    for file in (manifest.table_path(name), manifest.manifest_path(name)):
        shutil.copy(file, tmp_path / file.name)
    store._read.cache_clear()
    store._table_index.cache_clear()
    yield name, tmp_path
    store._read.cache_clear()
    store._table_index.cache_clear()


def test_every_table_passes_its_checks():
    assert len(TABLES) > 40
    for name in TABLES:
        assert len(store.read(name)) == manifest.load(name)["rows"]


def test_every_manifest_says_where_the_table_comes_from():
    for name in TABLES:
        described = manifest.load(name)
        assert described["publication"] and described["publisher"] and described["licence"], name
        assert described["url"].startswith("http"), name
        assert described["origin"] in ("official file", "extraction", "transcription"), name
        # Only a table typed from a page has no source file.
        assert described["sources"] or described["origin"] == "transcription", name
        assert all(len(source["sha256"]) == 64 for source in described["sources"])
        assert described["licence_checked"] >= "2026", name


def test_every_table_of_the_folder_is_built_by_a_reader_and_every_reader_has_its_table():
    from cohesion.readers import all_tables

    assert sorted(table.name for table, _ in all_tables()) == TABLES


def test_a_stale_checksum_is_refused_and_nothing_is_overwritten(copied):
    name, folder = copied
    file = manifest.table_path(name, folder)
    content = file.read_bytes()
    file.write_bytes(content.replace(b",0.5", b",0.6", 1))
    with pytest.raises(DataError, match="checksum") as caught:
        store.read(name, folder)
    assert caught.value.file and "make data" in caught.value.cure
    assert file.read_bytes() != content


def test_a_table_without_manifest_is_refused(copied):
    name, folder = copied
    manifest.manifest_path(name, folder).unlink()
    with pytest.raises(DataError, match="no manifest"):
        store.read(name, folder)


@pytest.mark.parametrize("field", manifest.REQUIRED)
def test_a_manifest_that_lacks_a_field_is_refused(copied, field):
    name, folder = copied
    file = manifest.manifest_path(name, folder)
    described = yaml.safe_load(file.read_text("utf-8"))
    del described[field]
    file.write_text(yaml.safe_dump(described), "utf-8")
    with pytest.raises(DataError, match=f"lacks '{field}'"):
        store.read(name, folder)


def test_an_unknown_table_or_indicator_is_named_with_the_nearest():
    with pytest.raises(DataError, match="did you mean 'coneval_gini_states'"):
        store.read("coneval_gini_state")
    with pytest.raises(DataError, match="unknown indicator 'povert'.*did you mean 'poverty'"):
        store.select("povert")


def test_a_selection_gives_published_figures_with_their_origin():
    """CONEVAL: 46.1 % of the people of Mexico were poor in 2010, 78.5 % of those of Chiapas.

    By the first publication 46.2 %; the later series stands in for what needs a standard error.
    """
    assert round(store.select("poverty", years=[2010]).nation("poverty", 2010), 1) == 46.2
    chosen = store.select(["poverty", "extreme_poverty"], years=[2010], series=True)
    assert round(chosen.nation("poverty", 2010), 1) == 46.1
    assert round(chosen.value("07", "poverty", 2010), 1) == 78.5
    wide = chosen.wide(2010)
    assert list(wide.index) == list(STATE_CODES)
    assert list(wide.columns) == ["extreme_poverty", "poverty"]
    assert wide.notna().all().all()
    assert chosen.stand_in and all("@" in source for source in chosen.sources)


def test_a_figure_that_is_not_there_is_never_filled_in():
    chosen = store.select("poverty", years=[2010])
    with pytest.raises(DataError, match="no figure"):
        chosen.value("07", "poverty", 2009)
    with pytest.raises(DataError, match="no observation for 2009"):
        chosen.wide(2009)


def test_mixed_groups_must_be_chosen_between():
    chosen = store.select("poverty", group=None, years=[2010], series=True)
    if chosen.frame["group"].nunique() > 1:
        with pytest.raises(DataError, match="several values of 'group'"):
            chosen.nation("poverty", 2010)


def test_an_error_is_borrowed_from_the_series_where_the_edition_printed_none():
    # The shares of July 2011 have no standard errors; the series of the same survey has them.
    levels, lenders = store.levels_with_errors("poverty", 2010)
    assert round(levels.nation("poverty", 2010), 1) == 46.2
    assert levels.frame["se"].notna().all()
    (lender,) = lenders
    assert lender.errors_only and set(lender.frame["edition"]) == {"coneval_2008_2018"}
    series = store.select("poverty", years=[2010], series=True)
    state = ("07", "poverty", 2010, "se")
    assert levels.value(*state) == series.value(*state) > 0
    same, nothing = store.levels_with_errors("population_census", 2010)
    assert nothing == [] and same.frame["se"].isna().all()


def test_one_edition_can_be_asked_for_whatever_the_day():
    chosen = store.select("births_estimated", edition="conapo_2023", years=[2010])
    assert set(chosen.frame["edition"]) == {"conapo_2023"}
    assert not chosen.stand_in
    with pytest.raises(DataError, match=r"no observation of 'births_estimated'.*\(sex total"):
        store.select("births_estimated", edition="conapo_2023", years=[1800])
    with pytest.raises(DataError, match="no table of level 'municipality' holds poverty_as"):
        store.select("poverty_as_published", level="municipality")


def test_all_years_together_have_two_levels_of_columns():
    wide = store.select("population_census", as_of=None).wide()
    assert ("population_census", 2010) in wide.columns
    assert wide[("population_census", 2010)].sum() == 112_336_538


def test_a_figure_remembers_where_it_was_read_until_it_is_computed_with():
    figure = store.select("population_census", years=[2010]).nation("population_census", 2010)
    assert figure.where[0] == "inegi_population_states" and figure.where[-1] == "00"
    assert not hasattr(figure * 2, "where")


def test_tables_levels_and_labels_by_name():
    store.read("coneval_gini_states")
    described = manifest.load("coneval_gini_states")
    assert store.tables_read()["coneval_gini_states"] == described["sha256"]
    assert store.levels()["inegi_population_municipalities"] == "municipality"
    assert store.labels(["poverty"])["poverty"] == store.catalogue().at["poverty", "label_en"]
    assert len(store.index_fingerprint()) == 64


@pytest.mark.parametrize("name", ["coneval_poverty_states", "conapo_population_states"])
def test_the_sums_of_a_validated_table_are_those_that_its_figures_are_held_to(name):
    described = manifest.load(name)
    counted = identities.check_identities(store.read(name), described["level"], name)
    assert store.sums_checked(name) == counted > 0
