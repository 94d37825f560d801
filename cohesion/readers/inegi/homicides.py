"""INEGI, deaths by homicide: by state on four bases, by municipality on two, with populations."""

from __future__ import annotations

from cohesion.readers.inegi.homicides_layout import (
    MUNICIPAL_2011,
    MUNICIPAL_2017,
    OCCURRENCE,
    POPULATION,
    REGISTERING,
    RESIDENCE,
    build_municipalities,
    build_municipalities_2011,
    build_population_municipalities,
    build_population_states,
    build_states,
    build_states_2011,
    build_states_by_sex,
)
from cohesion.readers.shared.table import Reads

TABLES = {
    "inegi_homicides_states": Reads(build_states, (RESIDENCE, OCCURRENCE, REGISTERING)),
    "inegi_homicides_sex_states": Reads(build_states_by_sex, (MUNICIPAL_2017,)),
    "inegi_homicides_municipalities": Reads(build_municipalities, (MUNICIPAL_2017,)),
    "inegi_homicides_municipalities_2011": Reads(
        build_municipalities_2011, (MUNICIPAL_2011, POPULATION)
    ),
    "inegi_homicides_states_2011": Reads(build_states_2011, (MUNICIPAL_2011,)),
    "inegi_homicides_population_states": Reads(build_population_states, (POPULATION,)),
    "inegi_homicides_population_municipalities": Reads(
        build_population_municipalities, (POPULATION,)
    ),
}
