"""One way in: ``python -m cohesion COMMAND``; one module a command."""
