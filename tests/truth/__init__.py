"""Published figures against what the project holds."""
