"""CONEVAL (*Consejo Nacional de Evaluación de la Política de Desarrollo Social*): its tables."""

from __future__ import annotations

from cohesion.readers.coneval import municipal, national, states, transcribed
from cohesion.readers.shared.table import Reads

_ANNEXES = (
    states.ANNEX_2018,
    states.ANNEX_2022,
    states.TESTS_2014,
)


TABLES = {
    "coneval_poverty_states": Reads(states.poverty, _ANNEXES),
    "coneval_gini_states": Reads(states.gini, _ANNEXES),
    "coneval_components_states": Reads(states.components, _ANNEXES),
    "coneval_poverty_groups": Reads(national.groups, _ANNEXES),
    "coneval_cohesion_national": Reads(national.cohesion, _ANNEXES),
    "coneval_poverty_first_published": Reads(states.first_published, (states.FIRST_PUBLISHED,)),
    "coneval_nation_as_published": Reads(transcribed.nation_as_published, ()),
    "coneval_change_reading": Reads(transcribed.reading_of_change, ()),
    "coneval_municipal_poverty_2010": Reads(municipal.poverty_2010, (municipal.MUNICIPAL_2010,)),
    "coneval_municipal_social_lag": Reads(
        municipal.social_lag, (municipal.MUNICIPAL_2010, states.SOCIAL_LAG_2020)
    ),
    "coneval_municipal_poverty_by_sex": Reads(municipal.by_sex, (municipal.MUNICIPAL_BY_SEX,)),
    "coneval_social_lag_states": Reads(
        states.social_lag, (states.SOCIAL_LAG_EXTRACT, states.SOCIAL_LAG_2020)
    ),
}
