"""Statistics: arrays in, numbers out, no subject."""
