"""Exhibits made ready by a function are published as if the notebook had called for each."""

from __future__ import annotations

import json

import matplotlib.pyplot as plt
import pandas as pd

from cohesion.publishing import exhibits, publish

SOURCE = "programme/selection.yml"
FRAME = pd.DataFrame({"n": [1, 2]}, index=pd.Index(["a", "b"], name="State"))


def test_what_was_made_ready_is_published_with_its_words_and_placed_in_its_order(out):
    figure, _ = plt.subplots()
    made = [
        exhibits.prose("first-words", "It is so.", source=SOURCE, show=False),
        exhibits.table("tab-state-07", FRAME, source=SOURCE, caption="Two rows.", digits=0),
        exhibits.figure(
            "fig-state-07", figure, source=SOURCE, caption="A line.", alt="One line that rises."
        ),
    ]
    placed = publish.exhibits(iter(made))
    stored = [json.loads(line) for line in (out / "items.jsonl").read_text("utf-8").splitlines()]
    assert [(item["kind"], item["name"]) for item in stored] == [
        ("prose", "first-words"), ("table", "tab-state-07"), ("figure", "fig-state-07"),
    ]  # fmt: skip
    assert stored[1]["caption"] == "Two rows." and stored[2]["alt"] == "One line that rises."
    shown = placed._repr_mimebundle_()["text/markdown"]
    assert shown.split("```")[1::2] == ["{published} tab-state-07\n", "{published} fig-state-07\n"]


def test_where_the_page_places_everything_itself_the_cell_shows_nothing(out):
    hidden = exhibits.prose("first-words", "It is so.", source=SOURCE, show=False)
    assert publish.exhibits([hidden]) is None


def test_a_person_at_work_sees_every_table_and_the_last_picture(by_hand):
    figures = [
        exhibits.figure(f"fig-state-0{n}", plt.figure(), source=SOURCE, caption="x", alt="y")
        for n in (1, 2)
    ]
    tables = [exhibits.table(f"tab-state-0{n}", FRAME, source=SOURCE, caption="x") for n in (1, 2)]
    shown = publish.exhibits([*tables, *figures])._repr_mimebundle_()
    assert shown["text/html"].count("<table") == 2 and shown["image/png"].startswith(b"\x89PNG")
