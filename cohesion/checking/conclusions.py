"""Sentences that conclude: which of them are bound to a claim, and which are not.

A sentence concludes if other figures could make it untrue although every number in it is a
published fact: it compares, ranks, names a direction, counts with words, or gives a verdict. The
detector knows such words, and takes every full sentence about data for a conclusion unless it
points, defines or rules. It is meant to miss next to nothing and cries wolf on about every second
one: what it lists is bound, worded otherwise, or left in the number that may only fall. A sentence
that no data could make untrue stands in ``book/no_claim.csv`` with a reason of :data:`REASONS`.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cohesion import paths, spans
from cohesion.checking import sentences as cut
from cohesion.errors import DataError
from cohesion.files import csv

_MARKUP = re.compile(r"\{[a-z:]+\}`[^`]*`|\]\([^)]*\)|`[^`]*`")
_NUMBER = "§"
#: Words by what they do. A number between words may stand where ``§`` does.
WORDS: dict[str, str] = {
    "direction": (
        r"rose|risen|rises?|rising|fell|fallen|falls?|falling|grew|grown|grows|increas\w+"
        r"|decreas\w+|declin\w+|worsen\w*|doubled|halved|went (?:up|down)|steep\w*|flat|peaks?"
        r"|stands? still|stays? (?!in|where)\w+|gets? (?:weaker|stronger|better|worse)"
        r"|diverge\w*|converge\w*"
    ),
    "comparison": (
        r"(?:\w{2,}er|less|more|worse) (?:\w+ ){0,6}?than|above|below|little more|fewer|larger"
        r"|smaller|higher|lower|wider|narrower|poorer|richer|stronger|weaker|better placed"
        r"|worse placed|slightly \w+|exceeds?|near (?:the|to|§)|close to|within a \w+"
        r"|the more|(?:have|had|has) (?:more|less)|not \w+ more|did not have|more of them|twice"
        r"|as (?:wide|large|high|many) as"
    ),
    "rank": (
        r"(?!(?:inter|requ|pro|con|t|r|w|b|ch|gu|qu|for|harv|man|mod|lat|hon|inv|dig|sugg|arr|n|v|z"
        r"|manif|earli)est\b)\w{3,}est|worst|best placed|least|most|among the first|stands? out"
        r"|(?:comes?|stays?) first|the exception|at the (?:left|right|upper end|lower end)"
        r"|(?:bar|line|row|point)s?\b[^.]*\b(?:long|short)|far (?:to the )?(?:right|left)"
    ),
    "number in words": (
        r"none (?:of|is|are|becomes?|has|have)|nearly all|almost (?:all|every|none)"
        r"|all (?:of them|four|three|states|coefficients)|every \w+ (?:of|has|have|rose|fell|lies)"
        r"|only (?:§|in|a|one|two|at|the|few|some)|in (?:some|many) states|few|hardly|mostly"
        r"|half (?:of|were)|a (?:third|quarter) of|many (?:cells|files)|in many|in no state"
        r"|each of them|carry the|takes? the largest|the majority"
    ),
    "verdict": (
        r"(?:is|are|be|was|were) (?:not )?(?:clear|significant|independent|unequal|different)"
        r"|not clear|neither is|no (?:clear )?(?:difference|change|gap|such|association|link|sign"
        r"|region|relation|trend)|no matter of|chance|clearly|told apart|can be told"
        r"|differ\w* (?:more|less|by|clearly|not)|disagree|orders? the|not shown|differs?\b|all §"
        r"|rank correlation|association (?:is|between)|positive|negative"
        r"|(?:go|goes|went|go hand) (?:\w+ )?with|go together|apart|point in|opposite|unequal\w*"
        r"|concentrat\w+|cloud|gaps|borderline|two (?:needs|problems)|crowd\w*"
        r"|wide (?:intervals?|range)|darkest|own map|map of|in one direction|without following"
        r"|different needs|form one|critical path|decide whether|connect|rely|block;|stable"
        r"|firm(?:ly)?|share their place|at least one|at hand for|never reported|begin after"
        r"|stands? near|shows? no|moves? the ranks|doubtful|cluster\w*|noise|robust|depends? on"
        r"|the same (?:states|four|order)|overlap"
        r"|drives? (?:little|much)|blurs?|is two-sided|plausible|not in large"
        r"|leaves? \w+ \w+ without|within what|first national"
    ),
}
#: What figures are about. A full sentence on one of these is taken for a conclusion.
SUBJECTS = (
    r"states?|municipalit\w+|poverty|poor(?:er)?|homicides?|turnout|deprivation\w*|inequalit\w+|gini"
    r"|victim\w*|crimes?|violence|fear|insecurity|rank\w*|orders?|correlation\w*|associations?|interval"
    r"|access|affiliation|mortality|births?|deaths?|score\w*|component|bottlenecks?|estimates?|findings?"
    r"|rates?|shares?|figures?|coefficients?|every|each|all|trust|attacks|groups?|neighbou?rs|need"
)
#: Sentences that point, define, explain how, or say what is to be done.
_OTHER = re.compile(
    r"^(?:§ (?:shows?|gives?|lists?|sets?|holds?|names?|compares?|repeats?|follows|splits?|groups"
    r"|proposes|tests|counts|says|gathers|has one|sums|reads|is (?:short|a finding)|joins|and §"
    r"|beside)\b|see §|read §|lines? (?:of|for)|bars|dots?|for each|one (?:dot|row|line)|map of"
    r"|(?:the|a) (?:map|small map|bar chart|scatter|lines?|dots?|points?|table) |scatter of"
    r"|small maps?|per cent|rate ratios?|a dash|blue|orange|grey|filled|in brackets|expected|###"
    r"|neighbou?rs:|our computation|means weighted|homicides:|place:|numbers?:|exact "
    r"|by (?:municipality|residence|place))"
    r"|\b(?:must|should|shall|may|would|could|will|can be (?:read|found|seen)|is called|means"
    r"|is measured|are measured|is defined|were published|was published|publish\w*|asks? for"
    r"|approve\w*|report to|agree\w*|eligible|programme|grants?|law|constitution|articles?"
    r"|agend\w+|expert\w*|delegation|committee|ministry|fund\w*|institution\w*|chapter|page"
    r"|notebook|edition|manifest|glossary)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(rf"\b(?:{SUBJECTS})\b", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|lies?|lay|stands?|comes?|goes?|order\w*|var(?:y|ies)"
    r"|depends?|changes?|changed|gathers?|hold|holds|held|contradict\w*|join\w*|tell|tells|agrees?|name"
    r"|reach\w*|pass(?:es)?|keeps?|looks?|disappears?|vanish\w*|survives?|remains?|repeats?|explains?)\b",
    re.IGNORECASE,
)
_CONCLUDES = re.compile(rf"\b(?:{'|'.join(WORDS.values())})", re.IGNORECASE)


def concludes(sentence: str) -> bool:
    """Whether a sentence says in words what other figures could make untrue.

    >>> concludes("In most states homicide rose."), concludes("The text is a draft.")
    (True, False)
    >>> concludes("In how many states did homicide rise?")
    False
    """
    text = _plain(sentence)
    if text.endswith("?"):
        return False
    if _CONCLUDES.search(text):
        return True
    return bool(_SUBJECT.search(text) and _VERB.search(text) and not _OTHER.search(text))


def is_bound(sentence: str) -> bool:
    """Whether a sentence, or a clause of it, is bound to a claim."""
    return bool(spans.bound(sentence))


#: Why a sentence that sounds like a conclusion needs no claim: no data could make it untrue.
REASONS: dict[str, str] = {
    "definition": "it says what a word or a measure means",
    "method": "it says how something is computed, asked, drawn or to be read",
    "norm": "it says what a law or a rule of the programme orders",
    "cited": "it says what a named publication found; it holds a citation",
    "fact": "it concludes nothing beyond the facts that it names, and they change with the data",
    "gap": "it says what is not published, not measured or not at hand",
    "limit": "it says what figures of this kind cannot show",
    "design": "it says what the programme proposes or assumes",
    "advice": "it says what is to be done",
    "pointer": "it says where something stands in the book",
    "record": "it says what was done or happened, on a day that is over",
}
#: What a sentence has to hold so that a reason can be given.
_HOLDS = {"cited": "{cite", "fact": "{fact}"}
_COLUMNS = ("page", "begins", "reason")
#: A beginning that is shorter could be that of a sentence nobody meant.
SHORTEST = 10
NO_CLAIM = paths.BOOK / "no_claim.csv"
_LABEL = re.compile(r"^(?:Notes|In words): ")


@dataclass(frozen=True)
class NoClaim:
    """A sentence, by how it begins, that needs no claim; ``page`` may hold ``*`` for like pages."""

    page: str
    begins: str
    reason: str
    row: int = 0

    def matches(self, file: str, sentence: str) -> bool:
        """Whether this is the sentence: in its page, and with this beginning after any label."""
        if not fnmatch.fnmatchcase(file, self.page):
            return False
        return _LABEL.sub("", sentence).startswith(self.begins)


def no_claims(file: Path = NO_CLAIM) -> list[NoClaim]:
    """Return the sentences that need no claim.

    Raises
    ------
    DataError
        A reason that is none of :data:`REASONS`, a beginning that is too short, a row twice.
    """
    found: dict[tuple[str, str], NoClaim] = {}
    for row in csv.read(file, _COLUMNS).itertuples(index=False):
        problem = cure = ""
        if row.reason not in REASONS:
            problem, cure = f"'{row.reason}' is no reason.", f"Give one of: {', '.join(REASONS)}."
        elif len(row.begins) < SHORTEST:
            problem = f"'{row.begins}' is too short to name a sentence."
            cure = f"Write at least {SHORTEST} signs of its beginning."
        elif (row.page, row.begins) in found:
            problem, cure = "the sentence stands twice.", "Take one row out."
        if problem:
            raise DataError(problem, file=file, row=row.row, cure=cure)
        found[row.page, row.begins] = NoClaim(row.page, row.begins, row.reason, row.row)
    return list(found.values())


def idle(entries: Iterable[NoClaim], pages: Mapping[str, str]) -> list[DataError]:
    """Return an error for every entry that names no sentence, or one that it cannot excuse.

    Parameters
    ----------
    entries : iterable
        The list.
    pages : mapping
        File → text of every page.
    """
    said = {file: [text for _, text in cut.of_page(page)] for file, page in pages.items()}
    wrong = []
    for entry in entries:
        texts = [text for file in said for text in said[file] if entry.matches(file, text)]
        problem, cure = "", "Correct the beginning, or take the row out."
        if not texts:
            problem = f"no sentence of {entry.page} begins with “{entry.begins}”."
        elif not any(concludes(text) and not is_bound(text) for text in texts):
            problem = f"“{entry.begins}” needs no entry: it is bound, or does not conclude."
        elif any(_HOLDS.get(entry.reason, "") not in text for text in texts):
            problem = f"“{entry.begins}” holds no {_HOLDS[entry.reason]}…, so '{entry.reason}' is "
            problem += "not its reason."
            cure = "Give the true reason, or bind the sentence."
        if problem:
            wrong.append(DataError(problem, file=NO_CLAIM, row=entry.row, cure=cure))
    return wrong


def unbound(sentences: Iterable[str], file: str = "", excused: Sequence[NoClaim] = ()) -> list[str]:
    """Return the sentences of a page that conclude, are bound to nothing and are not excused."""
    return [
        text
        for text in sentences
        if concludes(text)
        and not is_bound(text)
        and not any(entry.matches(file, text) for entry in excused)
    ]


def _plain(sentence: str) -> str:
    """Return the words alone: roles and numbers as one sign, emphasis gone."""
    text = _MARKUP.sub(_NUMBER, spans.without_spans(sentence)).replace("*", "")
    return re.sub(r"\d[\d.,\u00a0]*", _NUMBER, text)
