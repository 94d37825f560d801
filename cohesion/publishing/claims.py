"""Claims: conditions on the data that sentences are bound to, and what would make them false.

A condition is written in a small language over named quantities, so that it can be stored beside
its values, read by people, evaluated again by anybody, and tried out on other data:

>>> low, nation = share(51.2), share(46.1)
>>> holds("low > nation", {"low": low, "nation": nation})
True
>>> nearest_false("low > nation", {"low": low, "nation": nation})
{'low': 46.1}

Every quantity carries the range that its data can take. A condition that no value of that range
could make false says nothing and is refused.
"""

from __future__ import annotations

import ast
import functools
import itertools
import math
import numbers
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from cohesion.errors import DataError

#: A longer column is to be reduced first: a reader has to be able to look at what a claim rests on.
LONGEST = 70
#: How many data sets are tried, at most, to find one that makes a condition false.
TRIALS = 4000
_SEED = 1


@dataclass(frozen=True)
class Quantity:
    """A number, or a number for each label, with the range that its data can take.

    Attributes
    ----------
    values : tuple of float
        One number, or one for each label.
    low, high : float
        Every value lies between them and could be any of them.
    labels : tuple of str
        Empty for a single number.
    whole : bool
        Whether only whole numbers occur.
    """

    values: tuple[float, ...]
    low: float
    high: float
    labels: tuple[str, ...] = ()
    whole: bool = False

    def stored(self) -> dict[str, Any]:
        """Return the form in which results are kept."""
        value: Any = self.values[0]
        if self.labels:
            value = dict(zip(self.labels, self.values, strict=True))
        return {"value": value, "low": self.low, "high": self.high, "whole": self.whole}


@dataclass(frozen=True)
class Claim:
    """A claim before it is published, as a tested function returns it (see ``publish.claims``).

    Attributes
    ----------
    says : str
        What it means in words.
    holds : str
        The condition.
    rests_on : dict
        Quantity → Series, or number with its range.
    source
        As of a fact; None for what ``publish.rests_on`` named.
    """

    says: str
    holds: str
    rests_on: Mapping[str, Any]
    source: Any = None


def restored(stored: Mapping[str, Any]) -> Quantity:
    """Return a quantity from its stored form."""
    value = stored["value"]
    labels = tuple(value) if isinstance(value, Mapping) else ()
    values = tuple(value.values()) if labels else (value,)
    return Quantity(values, stored["low"], stored["high"], labels, stored["whole"])


def within(value: Any, low: float, high: float) -> Quantity:
    """Return a number, or a Series of numbers, whose data lie between ``low`` and ``high``."""
    return _quantity(value, float(low), float(high), whole=False)


def share(value: Any) -> Quantity:
    """Return per cent: between 0 and 100."""
    return within(value, 0, 100)


def chance(value: Any) -> Quantity:
    """Return a probability or p-value: between 0 and 1."""
    return within(value, 0, 1)


def coefficient(value: Any) -> Quantity:
    """Return a correlation: between −1 and 1."""
    return within(value, -1, 1)


def count(value: Any, of: int) -> Quantity:
    """Return how many of so many: a whole number between 0 and ``of``."""
    return _quantity(value, 0.0, float(of), whole=True)


def observed(value: Any, among: Any) -> Quantity:
    """Return a number, or numbers, of a series whose recorded values are ``among``.

    The range is from the smallest to the largest recorded value: of all states, years or editions
    that are at hand, whatever the caller gives.
    """
    recorded = np.asarray(among, dtype=float).ravel()
    recorded = recorded[np.isfinite(recorded)]
    if isinstance(value, pd.Series) and value.isna().any():
        raise DataError("a value is missing.", cure="Claim only what is published.")
    if recorded.size < 2:
        raise DataError("no range is recorded.", cure="Give the values of the series as 'among'.")
    return _quantity(value, float(recorded.min()), float(recorded.max()), whole=False)


def quantity(name: str, value: Any) -> Quantity:
    """Return what ``rests_on`` gives as a quantity; a Series brings its own range.

    Raises
    ------
    DataError
        A number without a range, a value that is missing, a truth value, a column too long.
    """
    if isinstance(value, Quantity):
        found = value
    elif isinstance(value, pd.Series):
        found = observed(value, value)
    elif isinstance(value, (bool, np.bool_)):
        raise DataError(
            f"'{name}' is a truth value, not a quantity.", column=name,
            cure="Give the numbers, and write the comparison into the condition.",
        )  # fmt: skip
    else:
        raise DataError(
            f"'{name}' has no range.", column=name,
            cure="Write share(x), count(x, of=n), chance(p), coefficient(r), observed(x, among) "
            "or within(x, low, high).",
        )  # fmt: skip
    if not all(math.isfinite(number) for number in found.values):
        raise DataError(
            f"a value of '{name}' is missing.", column=name, cure="Claim only what is published."
        )
    if len(found.values) > LONGEST:
        raise DataError(
            f"'{name}' holds {len(found.values)} values.", column=name,
            cure=f"Reduce it to {LONGEST} at most: a count, a share, a coefficient.",
        )  # fmt: skip
    return found


def _quantity(value: Any, low: float, high: float, *, whole: bool) -> Quantity:
    if isinstance(value, pd.Series):
        values = tuple(float(number) for number in value)
        labels = tuple(str(label) for label in value.index)
        if len(set(labels)) < len(labels):
            raise DataError("a label stands twice.", cure="Give every value a label of its own.")
    elif isinstance(value, numbers.Real):
        values, labels = (float(value),), ()
    else:
        raise DataError(f"'{value}' is not a number.", cure="Give a number or a Series.")
    finite = [number for number in values if math.isfinite(number)]
    if low >= high or (finite and not low <= min(finite) <= max(finite) <= high):
        raise DataError(
            f"{value if not labels else finite} does not lie between {low:g} and {high:g}.",
            cure="Correct the range: it holds every value that the data can take.",
        )  # fmt: skip
    return Quantity(values, low, high, labels, whole)


class _Column(np.ndarray):
    """An array that remembers its labels through arithmetic."""

    labels: tuple[str, ...] = ()

    def __array_finalize__(self, source: Any) -> None:
        self.labels = getattr(source, "labels", ())

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            if key not in self.labels:
                raise KeyError(f"there is no value for '{key}'")
            return float(np.asarray(self)[self.labels.index(key)])
        return super().__getitem__(key)


def _largest(column: _Column) -> str:
    return _at(column, np.max(column))


def _smallest(column: _Column) -> str:
    return _at(column, np.min(column))


def _at(column: _Column, value: float) -> str:
    """Return who has this value; of a tie all names, so that no order of rows decides."""
    labels = zip(column.labels, np.asarray(column), strict=True)
    return " = ".join(sorted(label for label, number in labels if number == value))


def _place(column: _Column, label: str) -> int:
    """Return how many values are larger, plus one."""
    return int(np.sum(np.asarray(column) > column[label])) + 1


def _correlation(one: _Column, other: _Column) -> float:
    with np.errstate(all="ignore"):
        found = float(np.corrcoef(np.asarray(one), np.asarray(other))[0, 1])
    if math.isnan(found):
        raise ValueError("a column without spread has no correlation")
    return found


def _rank_correlation(one: _Column, other: _Column) -> float:
    # Only here: it takes longer to load than a book of which nothing changed takes to check.
    from scipy.stats import rankdata

    return _correlation(*(rankdata(np.asarray(column)) for column in (one, other)))


#: What a condition may call. ``count`` counts the true ones of a comparison of columns.
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "all": lambda column: bool(np.all(column)),
    "any": lambda column: bool(np.any(column)),
    "count": lambda column: int(np.sum(column)),
    "sum": lambda column: float(np.sum(column)),
    "min": lambda *values: float(np.min(values[0] if len(values) == 1 else values)),
    "max": lambda *values: float(np.max(values[0] if len(values) == 1 else values)),
    "mean": lambda column: float(np.mean(column)),
    "median": lambda column: float(np.median(column)),
    "spread": lambda column: float(np.std(column, ddof=1)),
    "abs": np.abs,
    "len": len,
    "largest": _largest,
    "smallest": _smallest,
    "place": _place,
    "correlation": _correlation,
    "rank_correlation": _rank_correlation,
}
_ALLOWED = (
    ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.Compare,
    ast.Gt, ast.GtE, ast.Lt, ast.LtE, ast.Eq, ast.NotEq, ast.BinOp, ast.Add, ast.Sub, ast.Mult,
    ast.Div, ast.Name, ast.Load, ast.Constant, ast.Call, ast.Subscript,
)  # fmt: skip


@functools.lru_cache(maxsize=4096)
def _compiled(condition: str, names: frozenset[str]) -> Any:
    try:
        tree = ast.parse(condition, mode="eval")
    except SyntaxError as error:
        raise DataError(
            f"the condition '{condition}' does not parse: {error.msg}.", cure="Correct it."
        ) from None
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    used = set()
    for node in ast.walk(tree):
        if not isinstance(node, _ALLOWED):
            raise DataError(
                f"the condition '{condition}' uses {type(node).__name__}.",
                cure="Use comparisons, and/or/not, arithmetic and the functions of claims.",
            )
        if isinstance(node, ast.Name):
            known = FUNCTIONS if id(node) in called else names
            if node.id not in known:
                raise DataError(
                    f"the condition '{condition}' names '{node.id}', which it does not rest on.",
                    cure=f"Name it in rests_on, or use one of: {', '.join(sorted(known))}.",
                )
            used.add(node.id)
    if idle := names - used:
        raise DataError(
            f"the condition '{condition}' does not use {', '.join(sorted(idle))}.",
            cure="Take it out of rests_on, or use it.",
        )
    return compile(tree, "<condition>", "eval")


def holds(condition: str, quantities: Mapping[str, Quantity]) -> bool:
    """Evaluate a condition on its quantities.

    Raises
    ------
    DataError
        A condition that does not parse, names something unknown, raises, or gives no truth value.
    """
    code = _compiled(condition, frozenset(quantities))
    return _evaluated(condition, code, {name: _bare(q) for name, q in quantities.items()})


def _bare(quantity: Quantity, values: Any = None) -> Any:
    values = quantity.values if values is None else values
    if not quantity.labels:
        return float(values[0])
    column = np.asarray(values, dtype=float).view(_Column)
    column.labels = quantity.labels
    return column


def _evaluated(condition: str, code: Any, values: Mapping[str, Any]) -> bool:
    try:
        with np.errstate(divide="raise", invalid="raise"):
            answer = eval(code, {"__builtins__": {}, **FUNCTIONS}, dict(values))
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise DataError(
            f"the condition '{condition}' fails: {type(error).__name__}: {str(error)[:120]}.",
            cure="Correct it; a comparison of columns stands inside all(), any() or count().",
        ) from None
    if isinstance(answer, (bool, np.bool_)) and not isinstance(answer, np.ndarray):
        return bool(answer)
    shown = "no number" if isinstance(answer, float) and math.isnan(answer) else repr(answer)[:60]
    raise DataError(
        f"the condition '{condition}' gives {shown}, not true or false.",
        cure="Write a comparison; of columns, inside all(), any() or count().",
    )


def nearest_false(
    condition: str, quantities: Mapping[str, Quantity]
) -> dict[str, float | dict[str, float]]:
    """Return the nearest data set found that makes a true condition false: what would move.

    Values move inside the range of their quantity; distance is measured in ranges and summed. The
    data sets tried are, in this order: one value at a time to the ends of its range, to the other
    numbers at hand and just past them; columns reversed, mirrored, with their ends exchanged;
    pairs of moves; and draws with a fixed seed. What makes the condition false is then moved back
    towards the data as far as the condition stays false.

    Returns
    -------
    dict
        Quantity → its new number, or label → new number. Empty if nothing was found: no value in
        the recorded range makes the condition false.
    """
    code = _compiled(condition, frozenset(quantities))
    actual = {name: np.asarray(q.values, dtype=float) for name, q in quantities.items()}

    def is_false(values: Mapping[str, np.ndarray]) -> bool:
        bare = {name: _bare(quantities[name], values[name]) for name in quantities}
        try:
            return not _evaluated(condition, code, bare)
        except DataError:
            # Data on which the condition has no answer do not make it false.
            return False

    false: list[tuple[float, int, dict[str, np.ndarray]]] = []
    for kind in _moves(condition, quantities, actual):
        for moved in itertools.islice(kind, TRIALS):
            candidate = {**actual, **moved}
            if is_false(candidate):
                false.append((_distance(candidate, actual, quantities), len(false), candidate))
        if false:
            break
    if not false:
        return {}
    nearest = [
        _moved_back(candidate, actual, quantities, is_false) for *_, candidate in sorted(false)[:4]
    ]
    best = min(nearest, key=lambda values: _distance(values, actual, quantities))
    return _difference(best, actual, quantities)


def _moves(
    condition: str, quantities: Mapping[str, Quantity], actual: Mapping[str, np.ndarray]
) -> Iterator[Iterator[dict[str, np.ndarray]]]:
    """Yield the data sets to try, kind by kind: one value moved, two moved, all drawn."""
    marks = sorted(
        {
            float(node.value)
            for node in ast.walk(ast.parse(condition, mode="eval"))
            if isinstance(node, ast.Constant) and isinstance(node.value, (int, float))
        }
        | {number for values in actual.values() if values.size == 1 for number in values}
        | {extreme for values in actual.values() for extreme in (values.min(), values.max())}
    )
    single = {name: list(_single(quantities[name], actual[name], marks)) for name in quantities}
    yield ({name: values} for name, moved in single.items() for values in moved)
    yield (
        {one: first, other: second}
        for one, other in itertools.combinations(quantities, 2)
        for first, second in itertools.product(single[one][:24], single[other][:24])
    )
    rng = np.random.default_rng(_SEED)
    yield ({name: _drawn(q, rng) for name, q in quantities.items()} for _ in itertools.count())


def _drawn(q: Quantity, rng: np.random.Generator) -> np.ndarray:
    values = rng.uniform(q.low, q.high, len(q.values))
    return np.round(values) if q.whole else values


def _single(q: Quantity, values: np.ndarray, marks: list[float]) -> Iterator[np.ndarray]:
    step = 1.0 if q.whole else (q.high - q.low) * 1e-6
    targets = [q.low, q.high]
    for mark in marks:
        targets += [mark, mark - step, mark + step, -mark]
    targets = [target for target in dict.fromkeys(targets) if q.low <= target <= q.high]
    if not q.labels:
        for target in targets:
            yield np.asarray([round(target) if q.whole else target])
        return
    top, bottom = int(np.argmax(values)), int(np.argmin(values))
    exchanged = values.copy()
    exchanged[[top, bottom]] = values[[bottom, top]]
    yield from (values[::-1].copy(), q.low + q.high - values, exchanged)
    for target in targets[:8]:
        yield np.full_like(values, target)
    for place, target in itertools.product(range(values.size), (q.high, q.low)):
        moved = values.copy()
        moved[place] = target
        yield moved
    # Ties at the ends: the smallest move that changes who is first or last.
    order = np.argsort(values)
    for first, second in ((order[-1], order[-2]), (order[0], order[1])) if values.size > 1 else ():
        moved = values.copy()
        moved[[first, second]] = values[[second, first]]
        yield moved


def _distance(
    values: Mapping[str, np.ndarray],
    actual: Mapping[str, np.ndarray],
    quantities: Mapping[str, Quantity],
) -> float:
    return sum(
        float(np.abs(values[name] - actual[name]).sum()) / (q.high - q.low)
        for name, q in quantities.items()
    )


def _moved_back(
    false: Mapping[str, np.ndarray],
    actual: Mapping[str, np.ndarray],
    quantities: Mapping[str, Quantity],
    is_false: Callable[[Mapping[str, np.ndarray]], bool],
) -> dict[str, np.ndarray]:
    """Return a point on the way from the data to ``false`` where the condition just fails."""

    def between(part: float) -> dict[str, np.ndarray]:
        if part == 1:
            return dict(false)
        values = {name: actual[name] + part * (false[name] - actual[name]) for name in quantities}
        return {name: np.round(v) if quantities[name].whole else v for name, v in values.items()}

    near, far = 0.0, 1.0
    for _ in range(30):
        middle = (near + far) / 2
        near, far = (near, middle) if is_false(between(middle)) else (middle, far)
    found = between(far)
    for digits in range(2, 7):
        # Few digits are easier to read, if the condition is false there as well.
        short = {
            name: np.asarray(
                [
                    new if new == old else float(f"{new:.{digits}g}")
                    for new, old in zip(values, actual[name], strict=True)
                ]
            )
            for name, values in found.items()
        }
        inside = all(
            ((q.low <= short[name]) & (short[name] <= q.high)).all()
            for name, q in quantities.items()
        )
        if inside and is_false(short):
            return short
    return found


def _difference(
    values: Mapping[str, np.ndarray],
    actual: Mapping[str, np.ndarray],
    quantities: Mapping[str, Quantity],
) -> dict[str, float | dict[str, float]]:
    moved: dict[str, float | dict[str, float]] = {}
    for name, q in quantities.items():
        changed = np.flatnonzero(values[name] != actual[name])
        if changed.size and q.labels:
            moved[name] = {q.labels[place]: float(values[name][place]) for place in changed}
        elif changed.size:
            moved[name] = float(values[name][0])
    return moved


def moved(
    quantities: Mapping[str, Quantity], changes: Mapping[str, float | Mapping[str, float]]
) -> dict[str, Quantity]:
    """Return the quantities with the values of :func:`nearest_false` put in."""
    result = dict(quantities)
    for name, change in changes.items():
        q = quantities[name]
        if isinstance(change, Mapping):
            pairs = zip(q.labels, q.values, strict=True)
            values = tuple(float(change.get(label, value)) for label, value in pairs)
        else:
            values = (float(change),)
        result[name] = Quantity(values, q.low, q.high, q.labels, q.whole)
    return result


def shown(quantities: Mapping[str, Quantity]) -> str:
    """Return the values in one line; of a column its extremes with their labels."""
    parts = []
    for name, q in quantities.items():
        if not q.labels:
            parts.append(f"{name} = {q.values[0]:.6g}")
            continue
        low, high = int(np.argmin(q.values)), int(np.argmax(q.values))
        parts.append(
            f"{name}: {len(q.values)} values from {q.values[low]:.4g} ({q.labels[low]}) "
            f"to {q.values[high]:.4g} ({q.labels[high]})"
        )
    return "; ".join(parts)


def record(condition: str, rests_on: Mapping[str, Any], says: str) -> dict[str, Any]:
    """Return what is stored of a claim: condition, quantities, whether it holds, what breaks it.

    Raises
    ------
    DataError
        A condition or quantity that is not right, or a condition that the recorded range of its
        data cannot make false.
    """
    if not says.strip():
        raise DataError("the claim says nothing.", cure="Say in words what the condition means.")
    if not rests_on:
        raise DataError("the claim rests on nothing.", cure="Name its quantities in rests_on.")
    quantities = {name: quantity(name, value) for name, value in rests_on.items()}
    true = holds(condition, quantities)
    breaks = nearest_false(condition, quantities) if true else {}
    if true and not breaks:
        raise DataError(
            f"no value in the recorded range of its data makes '{condition}' false.",
            cure="Claim something that the data decide, or correct the ranges.",
        )
    return {
        "says": says,
        "condition": condition,
        "quantities": {name: q.stored() for name, q in quantities.items()},
        "holds": true,
        "breaks": breaks,
    }
