"""Each state beside its neighbours: every point has a name, the axes are rates."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cohesion.charts import neighbours
from cohesion.tables.geography import STATES


def test_every_state_is_named_and_the_line_has_the_slope():
    values = pd.Series(np.log(np.geomspace(2, 100, 32)), STATES.index)
    lag = values.mean() + 0.5 * (values - values.mean())
    ax = neighbours.moran_scatter(values, lag, "rate", "neighbours").axes[0]
    written = {text.get_text() for text in ax.texts}
    assert set(STATES["short"]) < written and "slope = 0.50" in written
    assert [label.get_text() for label in ax.get_xticklabels()] == [
        "2",
        "5",
        "10",
        "20",
        "50",
        "100",
    ]
