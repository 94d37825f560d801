"""Sentences that conclude: which of them are bound to a claim, and which are not.

A sentence concludes if other figures could make it untrue although every number in it is a
published fact: it compares, ranks, names a direction, counts with words, or gives a verdict. The
detector knows such words, and takes every full sentence about data for a conclusion unless it
points, defines or rules. It is meant to miss next to nothing and cries wolf on about every second
one: what it lists is bound, worded otherwise, or left in the number that may only fall.
"""

from __future__ import annotations

import re

from cohesion import spans

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
    """
    text = _plain(sentence)
    if _CONCLUDES.search(text):
        return True
    return bool(_SUBJECT.search(text) and _VERB.search(text) and not _OTHER.search(text))


def is_bound(sentence: str) -> bool:
    """Whether a sentence, or a clause of it, is bound to a claim."""
    return bool(spans.bound(sentence))


def unbound(sentences: list[str]) -> list[str]:
    """Return the sentences that conclude and are bound to nothing."""
    return [text for text in sentences if concludes(text) and not is_bound(text)]


def _plain(sentence: str) -> str:
    """Return the words alone: roles and numbers as one sign, emphasis gone."""
    text = _MARKUP.sub(_NUMBER, spans.without_spans(sentence)).replace("*", "")
    return re.sub(r"\d[\d.,\u00a0]*", _NUMBER, text)
