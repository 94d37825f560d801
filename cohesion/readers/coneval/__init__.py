"""CONEVAL (*Consejo Nacional de Evaluación de la Política de Desarrollo Social*): its tables."""

from __future__ import annotations

from cohesion.readers.coneval import municipal, national, states, transcribed
from cohesion.readers.shared.table import Table

_LICENCE = (
    "Libre Uso MX (open data of the Mexican federal government: free use with attribution); the "
    "wording on the publisher's own page could not be confirmed for this file"
)
_CHECKED = "2026-11-22"
_URL_2018 = (
    "https://www.coneval.org.mx/odt/UAAP/ME/Documents/Anexo%20estad%C3%ADstico%202008-2018.zip"
)
_ANNEXES = (
    states.ANNEX_2018,
    states.ANNEX_2022,
    states.TESTS_2014,
)
_ANNEX_TITLES = (
    "Medición de la pobreza, Estados Unidos Mexicanos, serie 2008-2018, Anexo estadístico; "
    "Medición multidimensional de la pobreza, Anexo estadístico 2016-2022; "
    "Anexo estadístico, pruebas de hipótesis 2010-2014"
)
_ROUTE = "copies of the official files kept by students' repositories on GitHub"
_SERIES_BREAK = (
    "The series 2008–2018 and 2016–2022 are not comparable: new criteria of 2018, another food "
    "deprivation, a rebuilt income. They are kept as two editions and never joined."
)
_REWEIGHTED = (
    "The figures for 2008 and 2010 are not those first published in July 2011 (44.5 and 46.2 %): "
    "CONEVAL recomputed them with new population weights (44.4 and 46.1 %)."
)
_NO_ERROR = (
    "Standard errors are published for 2010, 2012 and 2014 only; there is none for 2008. They come "
    "from the annex of hypothesis tests, whose point values equal those of the series."
)


def _table(name: str, build, **described) -> Table:
    common = {
        "level": "state",
        "publisher": "CONEVAL",
        "url": _URL_2018,
        "licence": _LICENCE,
        "licence_checked": _CHECKED,
        "origin": "official file",
        "route": _ROUTE,
    }
    return Table(name=name, build=build, **(common | described))


TABLES: tuple[Table, ...] = (
    _table(
        "coneval_poverty_states",
        states.poverty,
        title_en="Poverty, vulnerability and social deprivations by state, 2008–2022",
        title_es="Pobreza, vulnerabilidad y carencias sociales por entidad federativa, 2008–2022",
        publication=_ANNEX_TITLES,
        sources=_ANNEXES,
        gaps=(_NO_ERROR,),
        breaks=(_SERIES_BREAK, _REWEIGHTED),
        defects=("One sheet of the annex 2008–2018 holds a stray empty column; it is not read.",),
        verified="10 890 rows; national shares of every year, and 25 figures by state, against "
        "CONEVAL's own releases and the press of the day; four groups sum to 100",
    ),
    _table(
        "coneval_gini_states",
        states.gini,
        title_en="Gini coefficient of income per person by state, 2008–2022",
        title_es="Coeficiente de Gini del ingreso por persona según entidad, 2008–2022",
        publication=_ANNEX_TITLES,
        sources=_ANNEXES,
        gaps=(_NO_ERROR,),
        breaks=(_SERIES_BREAK,),
        verified="330 rows; the 99 values of 2010–2014 equal in two official files",
    ),
    _table(
        "coneval_components_states",
        states.components,
        title_en="Components of the social deprivations by state, 2008–2022",
        title_es="Componentes de las carencias sociales por entidad federativa, 2008–2022",
        publication=_ANNEX_TITLES,
        sources=_ANNEXES,
        gaps=(
            _NO_ERROR,
            "Education, health affiliation and social security are taken from the series "
            "2008–2018 only: the later series defines them differently.",
        ),
        breaks=(_SERIES_BREAK,),
        verified="5 412 rows; 2010–2014 equal in two official files to within rounding",
    ),
    _table(
        "coneval_poverty_groups",
        national.groups,
        level="national",
        title_en="Poverty and deprivations by sex, age, ethnicity, disability and place, 2008–2022",
        title_es="Pobreza y carencias por sexo, edad, etnia, discapacidad y lugar, 2008–2022",
        publication=_ANNEX_TITLES,
        sources=_ANNEXES,
        gaps=(
            _NO_ERROR,
            "Disability: from 2010 (series 2008–2018) and 2020–2022 only.",
            "By state these groups are not published for the years of the mission.",
        ),
        breaks=(_SERIES_BREAK,),
        verified="2 324 rows; women and men 2010 against the annex of hypothesis tests",
    ),
    _table(
        "coneval_cohesion_national",
        national.cohesion,
        level="national",
        title_en="CONEVAL's national indicators of social cohesion, 2008–2022",
        title_es="Indicadores nacionales de cohesión social del CONEVAL, 2008–2022",
        publication=_ANNEX_TITLES,
        sources=_ANNEXES,
        gaps=(
            "Polarisation, income ratio and perceived networks of single states are not in the "
            "annexes: only the share of the population living in states of each class.",
        ),
        breaks=(
            _SERIES_BREAK,
            "Polarisation uses the marginalisation index of another year from 2016 on.",
        ),
        verified="80 rows; 2010–2014 equal in two official files",
    ),
    _table(
        "coneval_poverty_first_published",
        states.first_published,
        title_en="Persons in poverty by state as first published in July 2011, 2008 and 2010",
        title_es="Personas en pobreza por entidad, primera publicación de julio de 2011",
        publication="Pobreza en México y en las entidades federativas 2008-2010 (slides)",
        url="http://es.scribd.com/doc/81212877/Pobreza-Mexico-y-Estados-2008-2010-Coneval",
        origin="transcription",
        route="text of the slides on a document-sharing page",
        sources=(states.FIRST_PUBLISHED,),
        gaps=("Persons only: shares by state of that publication are not at hand.",),
        breaks=("Not comparable with the persons of the later series (other population weights).",),
        defects=(
            "The persons of 2008 are the persons of 2010 less the published change, both rounded "
            "to thousands.",
        ),
        verified="66 rows; sums 51 992 and 48 837 thousand, as the 52.0 and 48.8 million printed",
        standing="spot_checked",
    ),
    _table(
        "coneval_nation_as_published",
        transcribed.nation_as_published,
        level="national",
        title_en="National poverty 2008 and 2010 as first published on 29 July 2011",
        title_es="Pobreza nacional 2008 y 2010, primera publicación del 29 de julio de 2011",
        publication="CONEVAL, Pobreza 2010 (page with the results of the measurement)",
        url="https://coneval.org.mx/medicion/Paginas/Medici%C3%B3n/Pobreza-2010.aspx",
        origin="transcription",
        route="text of the publisher's page and of a news agency's report of the same day",
        sources=(),
        gaps=("Deprivations as first published are not at hand.",),
        breaks=("Not comparable with the later series (other population weights).",),
        verified="12 rows; two independent pages give the same figures",
        standing="spot_checked",
    ),
    _table(
        "coneval_change_reading",
        transcribed.reading_of_change,
        title_en="How the change of poverty 2008–2010 was read officially, by state",
        title_es="Lectura oficial del cambio de la pobreza 2008–2010 por entidad",
        publication="SEDESOL, Indicadores de Desarrollo Social, año 1, núm. 15",
        url="https://deploy.studylib.es/doc/3437696/bolet-n-n-mero-15---agosto-15-de-2011",
        origin="transcription",
        route="text of the bulletin on a document-sharing page",
        sources=(),
        gaps=("The bulletin does not print the test or the standard errors behind the reading.",),
        verified="32 rows; nine rose, two fell, twenty-one unchanged, as the bulletin counts",
        standing="spot_checked",
    ),
    _table(
        "coneval_municipal_poverty_2010",
        municipal.poverty_2010,
        level="municipality",
        title_en="Poverty, deprivations and Gini by municipality, 2010 (Gini from 1990)",
        title_es="Pobreza, carencias y coeficiente de Gini por municipio, 2010 (Gini desde 1990)",
        publication="Indicadores de pobreza, pobreza por ingresos, rezago social y Gini a nivel "
        "municipal 1990-2000-2010",
        url="https://www.coneval.org.mx/Informes/Pobreza/Datos_abiertos/Indicadores_municipales/"
        "Indicadores_municipales_sabana_DIC.txt",
        sources=(municipal.MUNICIPAL_2010,),
        gaps=(
            "No standard errors: the figures are model estimates for small areas.",
            "Gini coefficient: two municipalities missing in 1990, three in 2000.",
            "The date on which the Gini coefficients were first published is not confirmed; they "
            "stand in the same file as the poverty figures of 2011.",
        ),
        breaks=(
            "Not comparable with the municipal series 2010–2015–2020, where 2010 was re-estimated "
            "(on average 5 points' difference).",
            "Extreme poverty adds up to 11.4 % of the population, not to the 10.4 % published for "
            "the nation in July 2011.",
        ),
        defects=("The copy lost the three-digit municipal column; the five-digit key is whole.",),
        verified="41 747 rows; half of the poor in 190 municipalities, and the ten largest shares, "
        "as the press of December 2011 printed them; poverty sums to 46.3 %",
    ),
    _table(
        "coneval_municipal_social_lag",
        municipal.social_lag,
        level="municipality",
        title_en="Social lag index, degree and inputs by municipality, 2000–2020",
        title_es="Índice, grado e indicadores de rezago social por municipio, 2000–2020",
        publication="Indicadores … rezago social … a nivel municipal 1990-2000-2010; "
        "Índice de Rezago Social 2020",
        url="http://www.coneval.org.mx/Medicion/Paginas/%C3%8Dndice-de-Rezago-social-2010-en.aspx",
        sources=(municipal.MUNICIPAL_2010, states.SOCIAL_LAG_2020),
        gaps=("Municipalities created later are absent from earlier years.",),
        breaks=(
            "The index is standardised within each year: it ranks municipalities, it does not "
            "measure change. The inputs (percent) can be compared.",
        ),
        verified="71 211 rows; Cochoapa el Grande has the largest lag of 2010, as CONEVAL says",
    ),
    _table(
        "coneval_municipal_poverty_by_sex",
        municipal.by_sex,
        level="municipality",
        title_en="Poverty of women and men by municipality, 2010, 2015 and 2020",
        title_es="Pobreza de mujeres y hombres por municipio, 2010, 2015 y 2020",
        publication="Pobreza a nivel municipio 2010-2020 (population by sex)",
        origin="extraction",
        url="https://sistemas.coneval.org.mx/InfoPobreza/",
        sources=(municipal.MUNICIPAL_BY_SEX,),
        gaps=(
            "Figures that CONEVAL suppressed (too few cases) are absent, and with them the total "
            "of that municipality.",
            "Extreme poverty is not in the file; the deprivations in it are not taken over.",
        ),
        breaks=(
            "2020 rests on a statistical model, not on the household survey: never mix it with "
            "the state figures of 2020.",
        ),
        defects=(
            "Totals are the figures of women and men weighted by population.",
            "The file writes suppressed figures as −999 and −888, in fourteen municipalities "
            "of 2015 and 2020 even for the population: all are read as absent.",
        ),
        verified="Chiapas 2010 adds up to 78.483 %, as in the state annex",
        standing="spot_checked",
    ),
    _table(
        "coneval_social_lag_states",
        states.social_lag,
        title_en="Social lag index by state, 2000–2020",
        title_es="Índice de rezago social por entidad federativa, 2000–2020",
        publication="Índice de Rezago Social 2000, 2005, 2010, 2015 (extract of LNPP-CIDE); "
        "Índice de Rezago Social 2020 (official file)",
        url="http://www.coneval.org.mx/Medicion/Paginas/%C3%8Dndice-de-Rezago-social-2010-en.aspx",
        origin="extraction",
        sources=(states.SOCIAL_LAG_EXTRACT, states.SOCIAL_LAG_2020),
        gaps=("Degree and inputs by state: 2020 only.",),
        breaks=(
            "The index is standardised within each year: it ranks, it does not measure change.",
        ),
        verified="416 rows; 2010: Guerrero largest, Nuevo León smallest, as CONEVAL's page says",
        standing={
            "coneval_social_lag_2000_2015": "spot_checked",
            "coneval_social_lag_2020": "verified",
        },
    ),
)
