"""What the notebooks of a part call: one module or folder a chapter."""
