"""Intake: orders come in from a channel or a file, and are numbered and stored once."""
