"""Running notebooks, keeping what is fresh, comparing with what was published."""
