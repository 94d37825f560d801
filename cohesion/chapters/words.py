"""Verdict words, degrees and the seed that several chapters share."""

from __future__ import annotations

from cohesion import phrases
from cohesion.tables import vintage

#: What is told of a change, by the sign of its reading.
READING = {sign: phrases.verdict(sign, sign) for sign in (1, -1)} | {0: phrases.verdict(-1, 1)}
#: What is told of a state beside the nation, by the sign of its reading.
SIDE = {sign: phrases.against(sign, sign, 0) for sign in (1, -1)} | {0: phrases.against(-1, 1, 0)}
#: Seed of the bootstrap and permutations of the gradients.
SEED = vintage.seed()

DEGREES = {1.0: "Very low", 2.0: "Low", 3.0: "Medium", 4.0: "High", 5.0: "Very high"}
