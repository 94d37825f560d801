"""Formulation report of the EU–Mexico Social Cohesion Laboratory II.

The package holds what the notebooks and the builds call: readers of official files, the data
store with its vintage rule, the statistics, the programme design and the publishing of results.
"""

from __future__ import annotations

__version__ = "0.2.0"
