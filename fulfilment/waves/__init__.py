"""Waves: waiting orders are put together, walked once, and end."""
