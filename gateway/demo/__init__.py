"""The whole job without a window: a demo house walked through by a simulated scanner."""
