"""Choosing the states: the declared rule, its evidence, scores and robustness."""
