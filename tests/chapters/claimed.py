"""Whether the claims of a function hold, evaluated as the build evaluates them."""

from __future__ import annotations

from collections.abc import Mapping

from cohesion.publishing import claims


def truth(found: Mapping[str, claims.Claim]) -> dict[str, bool]:
    """Return which claims hold; each must rest on ranges that its data can take."""
    return {
        name: claims.holds(
            one.holds, {key: claims.quantity(key, value) for key, value in one.rests_on.items()}
        )
        for name, one in found.items()
    }


def fallen(found: Mapping[str, claims.Claim]) -> set[str]:
    """Return the names of the claims that do not hold."""
    return {name for name, holds in truth(found).items() if not holds}
