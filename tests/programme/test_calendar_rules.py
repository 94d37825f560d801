"""Each rule of the calendar against a spoilt file that this rule alone refuses."""

import copy

import pytest

from cohesion import paths
from cohesion.checking import declared
from cohesion.errors import DataError
from cohesion.programme import budget, calendar_rules
from cohesion.programme.calendar import load_calendar
from cohesion.programme.calendar_rules import RULES, Plans, breaches, check_groups
from cohesion.programme.design import load_design
from cohesion.programme.results import load_activities, load_results
from cohesion.programme.timetable import load_timetable
from cohesion.programme.visibility import load_visibility
from tests.tools.design import content_of, copied, dumped

FILES = ("timetable", "budget", "visibility", "calendar")


@pytest.fixture(scope="module")
def sound():
    return {name: content_of(paths.PROGRAMME / f"{name}.yml") for name in FILES}


def task(files, name):
    return next(item for item in files["timetable"]["tasks"] if item["id"] == name)


def line(files, name):
    return next(item for item in files["budget"]["lines"] if item["id"] == name)


def move(files, moves):
    for name, (start, end) in moves.items():
        task(files, name).update(start=start, end=end)


#: Rule → (what is spoilt, the task or line that the message names).
SPOILT = {
    "decision": (lambda f: task(f, "T01").update(responsible=["eu_delegation"]), "T01"),
    "agreement": (
        lambda f: (
            move(f, {"T01": ("2012-Q4", "2012-Q4")}),
            f["timetable"]["phases"][0].update(end="2014-Q1"),
            f["timetable"]["phases"][1].update(start="2014-Q2"),
            move(
                f,
                {
                    "T02": ("2013-Q1", "2014-Q1"),
                    "T09": ("2014-Q1", "2014-Q1"),
                    "T03": ("2013-Q2", "2014-Q2"),
                    "T05": ("2014-Q2", "2014-Q3"),
                    "T10": ("2014-Q2", "2014-Q2"),
                    "T11": ("2014-Q3", "2014-Q3"),
                    "T04": ("2014-Q3", "2014-Q3"),
                    "T06": ("2014-Q3", "2014-Q3"),
                    "T12": ("2014-Q4", "2014-Q4"),
                    "T07": ("2014-Q2", "2017-Q4"),
                    "T96": ("2014-Q4", "2017-Q4"),
                    "T15": ("2014-Q4", "2017-Q3"),
                    "T30": ("2014-Q4", "2017-Q3"),
                    "T31": ("2014-Q4", "2015-Q3"),
                    "T33": ("2014-Q4", "2015-Q3"),
                    "T35": ("2014-Q4", "2017-Q2"),
                    "T36": ("2014-Q4", "2015-Q1"),
                    "T37": ("2015-Q2", "2016-Q4"),
                    "T40": ("2014-Q4", "2014-Q4"),
                    "T41": ("2015-Q1", "2017-Q1"),
                    "T42": ("2014-Q2", "2014-Q3"),
                    "T43": ("2014-Q4", "2015-Q3"),
                    "T44": ("2015-Q4", "2017-Q2"),
                    "T46": ("2014-Q4", "2017-Q3"),
                    "T47": ("2014-Q4", "2017-Q1"),
                    "T60": ("2014-Q2", "2015-Q1"),
                    "T75": ("2014-Q4", "2015-Q1"),
                    "T67": ("2015-Q2", "2017-Q4"),
                    "T70": ("2014-Q2", "2014-Q3"),
                    "T71": ("2014-Q4", "2017-Q3"),
                },
            ),
        ),
        "T02",
    ),
    "duration": (lambda f: f["timetable"]["duration"].update(task="T03"), "T03"),
    "unit-first": (lambda f: task(f, "T17").update(start="2013-Q3", after=[]), "T17"),
    "agenda-first": (
        lambda f: (task(f, "T20").update(after=["T11"], start="2014-Q4", end="2014-Q4"),),
        "T20",
    ),
    "vote-in-december": (
        lambda f: move(f, {"T55": ("2017-Q3", "2017-Q3")}),
        "T55",
    ),
    "one-trigger": (lambda f: task(f, "T54")["after"].append("T63"), "T54"),
    "cash-after-vote": (
        lambda f: [
            item.update(tasks=["T52"]) for item in line(f, "S03")["items"] if item["rate"] == 80000
        ],
        "T52",
    ),
    "one-term": (
        lambda f: (
            move(f, {"T24": ("2016-Q1", "2017-Q1"), "T64": ("2017-Q2", "2017-Q2")}),
            task(f, "T25").update(start="2017-Q4", end="2017-Q4"),
        ),
        "T22",
    ),
    "no-start-in-campaign": (
        lambda f: (
            move(f, {"T61": ("2015-Q1", "2015-Q1"), "T22": ("2015-Q2", "2015-Q4")}),
            task(f, "T61").update(after=[]),
            task(f, "T22").update(after=["T20"]),
        ),
        "T22",
    ),
    "publicity-rests": (lambda f: task(f, "T71")["pauses"].pop(), "T71"),
    "publicity-start": (
        lambda f: next(a for a in f["visibility"]["actions"] if a["id"] == "V3").update(
            when="2015-Q2"
        ),
        "V3",
    ),
    "confirmation": (lambda f: task(f, "T19").update(states=["20"]), "T13"),
    "body-exists": (lambda f: task(f, "T38").update(responsible=["setec"]), "T38"),
    "estimates-end": (lambda f: task(f, "T45").update(end="2017-Q4"), "E32"),
    "money-first": (lambda f: line(f, "F01").update(tasks=["T96", "T08"]), "T05"),
}


def written(sound, tmp_path, edit):
    """Copy the design, spoil it and return the folder."""
    folder = copied(tmp_path)
    files = copy.deepcopy(sound)
    edit(files)
    for name, content in files.items():
        (folder / f"{name}.yml").write_text(dumped(content), encoding="utf-8")
    return folder


def plans(folder=paths.PROGRAMME):
    activities = load_activities(load_results(folder), folder)
    timetable = load_timetable(activities, folder)
    plan = budget.load_budget(activities, timetable, folder)
    actions = load_visibility(folder).actions
    return Plans(
        timetable,
        load_calendar(folder),
        budget.spending(plan, timetable),
        {action.id: action.when for action in actions},
    )


def test_the_timetable_keeps_every_rule():
    assert breaches(plans()) == []


def test_every_rule_has_a_spoilt_file():
    assert set(SPOILT) == {rule.id for rule in RULES}


@pytest.mark.sampled(6)
@pytest.mark.parametrize("rule", SPOILT)
def test_a_spoilt_file_is_refused_by_its_rule_alone(sound, tmp_path, rule):
    edit, named = SPOILT[rule]
    folder = written(sound, tmp_path, edit)
    found = breaches(plans(folder))
    assert {breach.rule for breach in found} == {rule}, found
    assert named in {breach.task for breach in found}, found
    load_design.cache_clear()
    with pytest.raises(DataError) as error:
        declared.check(folder)
    load_design.cache_clear()
    message = str(error.value)
    assert f"rule '{rule}'" in message and found[0].task in message and "Cure:" in message


def test_a_reason_allows_pilots_beyond_a_term(sound, tmp_path):
    def edit(files):
        SPOILT["one-term"][0](files)
        for name in ("T22", "T24"):
            task(files, name)["beyond_term"] = "The new councils have agreed in writing."

    assert breaches(plans(written(sound, tmp_path, edit))) == []


def test_waves_hold_the_states_that_are_proposed():
    sound = plans()
    good = Plans(sound.timetable, sound.calendar, states=("07", "12", "20", "21"))
    check_groups(good)
    with pytest.raises(DataError, match="30"):
        check_groups(Plans(sound.timetable, sound.calendar, states=("07", "12", "20", "30")))


def test_a_campaign_of_more_than_half_a_quarter_blocks_it():
    """3 May to 30 June are 59 of 91 days; 1 to 5 July are five of 92."""
    from datetime import date

    assert calendar_rules._blocked(4 * 2015 + 1, date(2015, 5, 3), date(2015, 7, 5))
    assert not calendar_rules._blocked(4 * 2015 + 2, date(2015, 5, 3), date(2015, 7, 5))
