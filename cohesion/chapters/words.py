"""Verdict words, degrees and the seed that several chapters share."""

from __future__ import annotations

READING = {1: "rose", 0: "none told", -1: "fell"}
#: Seed of the bootstrap and permutations of the gradients.
SEED = 20120630

DEGREES = {1.0: "Very low", 2.0: "Low", 3.0: "Medium", 4.0: "High", 5.0: "Very high"}
READINGS = {-1: "fell", 0: "no change told", 1: "rose"}


CHANGE_WORDS = {1: "rose", 0: "none told", -1: "fell"}
