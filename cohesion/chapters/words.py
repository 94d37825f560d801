"""Verdict words, degrees and the seed that several chapters share."""

from __future__ import annotations

from cohesion.tables import vintage

#: What is told of a change, by the sign of its reading (see ``phrases.verdict``).
READING = {1: "rose", 0: "no clear change", -1: "fell"}
#: Seed of the bootstrap and permutations of the gradients.
SEED = vintage.seed()

DEGREES = {1.0: "Very low", 2.0: "Low", 3.0: "Medium", 4.0: "High", 5.0: "Very high"}
