"""Words and seed that chapters share: one for each sign, and the seed of the edition."""

from __future__ import annotations

from cohesion import phrases
from cohesion.chapters import words
from cohesion.files import yaml
from cohesion.paths import PROGRAMME


def test_words_of_a_change_are_those_of_the_vocabulary():
    for sign, (low, high) in {1: (1, 2), 0: (-1, 1), -1: (-2, -1)}.items():
        assert words.READING[sign] == phrases.verdict(low, high)


def test_degrees_go_from_little_to_much_and_the_seed_is_that_of_the_edition():
    assert [words.DEGREES[float(n)] for n in range(1, 6)] == [
        "Very low", "Low", "Medium", "High", "Very high"
    ]  # fmt: skip
    assert yaml.read(PROGRAMME / "edition.yml")["seed"] == words.SEED
