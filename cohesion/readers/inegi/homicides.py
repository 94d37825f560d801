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
from cohesion.readers.shared.table import Table

_INEGI = {
    "publisher": "INEGI",
    "licence": "INEGI, Términos de libre uso: free reuse with attribution",
    "licence_checked": "2026-11-22",
}
_CUBE_URL = "https://www.inegi.org.mx/programas/edr/"
_MCV = "Copies kept by México, ¿cómo vamos? (repository mexicocomovamos/mcv_ips)"
_HISTORICAL = "Copy kept in the repository diegovalle/historical-homicides"

TABLES: tuple[Table, ...] = (
    Table(
        name="inegi_homicides_states",
        title_en="Deaths by homicide by state, on four bases",
        title_es="Defunciones por homicidio por entidad federativa, en cuatro bases",
        level="state",
        publication="Estadísticas de defunciones registradas (before: Estadísticas de mortalidad)",
        url=_CUBE_URL,
        origin="official file",
        route=_MCV,
        sources=(RESIDENCE, OCCURRENCE, REGISTERING),
        build=build_states,
        gaps=(
            "Residence ends in 2022, occurrence in 2021, registering entity starts in 2010.",
            "INEGI's cube leaves cells without a case empty; they are written as zero.",
        ),
        breaks=(
            "Year of registration and year of occurrence differ: in 2010 INEGI registered 671 "
            "homicides that had happened in 2009.",
            "The last years by occurrence lack late registrations and will still rise.",
        ),
        defects=(
            "Cases abroad and cases of unknown state share one row (code 99).",
            "2023 by registering entity is preliminary.",
            "By year of occurrence, deaths of unknown year belong to no year.",
        ),
        verified="National totals by registration equal the published ones in every year checked "
        "(8 867 in 2007, 14 006, 19 803, 25 757 in 2010, 27 213 in 2011, 36 685 in 2018); states "
        "and code 99 add up to the nation in every year.",
        **_INEGI,
    ),
    Table(
        name="inegi_homicides_sex_states",
        title_en="Deaths by homicide by state of occurrence and sex, 1990–2017",
        title_es="Defunciones por homicidio por entidad de ocurrencia y sexo, 1990–2017",
        level="state",
        publication="Estadísticas de mortalidad, interactive cube by municipality",
        url=_CUBE_URL,
        origin="extraction",
        route="Cube export kept in the repository JuveCampos/VisualizacionCrimen, summed to states",
        sources=(MUNICIPAL_2017,),
        build=build_states_by_sex,
        gaps=(
            "Cases of unknown municipality are missing: 21 of 25 757 in 2010.",
            "Women and men do not add up to the total where the sex is unknown.",
        ),
        verified="National sums 25 736 in 2010 and 27 113 in 2011: INEGI's totals less the cases "
        "of unknown municipality.",
        standing="spot_checked",
        **_INEGI,
    ),
    Table(
        name="inegi_homicides_municipalities",
        title_en="Deaths by homicide by municipality, year of registration, 1990–2017",
        title_es="Defunciones por homicidio por municipio, año de registro, 1990–2017",
        level="municipality",
        publication="Estadísticas de mortalidad, interactive cube by municipality",
        url=_CUBE_URL,
        origin="extraction",
        route="Cube export kept in the repository JuveCampos/VisualizacionCrimen",
        sources=(MUNICIPAL_2017,),
        build=build_municipalities,
        gaps=(
            "Totals 2000–2012 hold every municipality, zeros included. In the other years, and "
            "for women and men, an absent row means zero.",
            "Women and men are kept from 2000 on.",
            "Cases of unknown municipality are missing.",
        ),
        verified="National sums equal INEGI's totals less unknown municipality; 532 of 896 "
        "state-years equal the state table exactly, the rest differ by at most 21.",
        standing="spot_checked",
        **_INEGI,
    ),
    Table(
        name="inegi_homicides_municipalities_2011",
        title_en="Deaths by homicide by municipality as known in 2011, 1990–2010",
        title_es="Defunciones por homicidio por municipio según se conocían en 2011, 1990–2010",
        level="municipality",
        publication="Estadísticas de mortalidad, interactive cube by municipality (2011)",
        url=_CUBE_URL,
        origin="extraction",
        route=_HISTORICAL,
        sources=(MUNICIPAL_2011, POPULATION),
        build=build_municipalities_2011,
        gaps=(
            "From 2000 on every municipality with a population has a row, zeros included; before, "
            "an absent row means zero.",
            "Cases of unknown municipality (179 rows in 21 years) are left out.",
        ),
        breaks=("1990–1993 by year of registration, 1994–2010 by year of occurrence.",),
        defects=(
            "Homicides of 2010 registered after the export are missing: the file holds 25 000 for "
            "2010 with the unknown municipalities, exactly what INEGI had registered in 2010.",
        ),
        verified="The sum for 2010, 25 000, equals the cell 'registered 2010, occurred 2010' of "
        "INEGI's cube.",
        standing="spot_checked",
        **_INEGI,
    ),
    Table(
        name="inegi_homicides_states_2011",
        title_en="Deaths by homicide by state as known in 2011, 1990–2010",
        title_es="Defunciones por homicidio por entidad según se conocían en 2011, 1990–2010",
        level="state",
        publication="Estadísticas de mortalidad, interactive cube by municipality (2011)",
        url=_CUBE_URL,
        origin="extraction",
        route=_HISTORICAL + ", summed to states",
        sources=(MUNICIPAL_2011,),
        build=build_states_2011,
        gaps=("Cases of unknown state are missing.",),
        breaks=("1990–1993 by year of registration, 1994–2010 by year of occurrence.",),
        defects=("Homicides of 2010 that were registered later are not yet in it.",),
        verified="25 000 in 2010: the cell 'registered 2010, occurred 2010' of INEGI's cube.",
        standing="spot_checked",
        **_INEGI,
    ),
    Table(
        name="inegi_homicides_population_states",
        title_en="Population of states as estimated in 2011, 1990–2012",
        title_es="Población de las entidades según estimación de 2011, 1990–2012",
        level="state",
        publication="Population estimates reconciled to the census of 2010",
        url="https://www.inegi.org.mx/programas/ccpv/2010/",
        origin="extraction",
        route=_HISTORICAL + "; estimates by D. Valle after CONAPO and El Colegio de México",
        sources=(POPULATION,),
        build=build_population_states,
        defects=(
            "Not an official series: an estimate by municipality that meets the census of 2010 "
            "exactly; the states are its sums. 1990 lies above the census count of that year.",
        ),
        verified="112 336 538 in 2010: the census count.",
        standing="spot_checked",
        **_INEGI,
    ),
    Table(
        name="inegi_homicides_population_municipalities",
        title_en="Population of municipalities as estimated in 2011, 2000–2012",
        title_es="Población de los municipios según estimación de 2011, 2000–2012",
        level="municipality",
        publication="Population estimates reconciled to the census of 2010",
        url="https://www.inegi.org.mx/programas/ccpv/2010/",
        origin="extraction",
        route=_HISTORICAL + "; estimates by D. Valle after CONAPO and El Colegio de México",
        sources=(POPULATION,),
        build=build_population_municipalities,
        gaps=("2 454 municipalities, boundaries of 2007: two of the census of 2010 are missing.",),
        defects=("Not an official series: it meets the census of 2010 exactly.",),
        verified="112 336 538 in 2010: the census count.",
        standing="spot_checked",
        **_INEGI,
    ),
)
