"""One test of many small cases, where one test each would cost more than what is checked."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from typing import TypeVar

Case = TypeVar("Case")


def each(
    cases: Iterable[Case], name: Callable[[Case], str] = str
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make one test of a check that is run on every case; it fails with all faults, by their case.

    The case is the first argument of the check; the others are fixtures, shared by all cases.
    Without any case the test fails: a sweep that lost what it looks at is no success.

    Parameters
    ----------
    cases : iterable
        What is checked.
    name : callable
        What a fault calls its case.
    """
    kept = list(cases)

    def decorate(check: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(check)
        def test(**fixtures) -> None:
            assert kept, "there is no case"
            faults = []
            for case in kept:
                try:
                    check(case, **fixtures)
                # Whatever went wrong, the others are tried.
                except Exception as fault:
                    faults.append(f"{name(case)}: {type(fault).__name__}: {fault}")
            assert not faults, f"{len(faults)} of {len(kept)}\n" + "\n".join(faults)

        # pytest gives a test what its signature asks for, and the case is no fixture.
        signature = inspect.signature(check)
        own = list(signature.parameters.values())[1:]
        test.__signature__ = signature.replace(parameters=own)
        return test

    return decorate
