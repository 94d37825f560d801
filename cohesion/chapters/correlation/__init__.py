"""Security and social cohesion: between states, in municipalities, in space."""
