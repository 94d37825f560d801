"""The vocabulary of charts: seaborn's marks where it has them, one module a shape, one theme."""
