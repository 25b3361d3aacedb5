"""Waves: what waits for its carrier, what is under way, and building new ones."""
