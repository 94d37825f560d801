"""The vocabulary of charts: one module a shape, one theme."""
