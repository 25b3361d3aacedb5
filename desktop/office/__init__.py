"""Office screens: dense, calm, driven by keyboard and mouse."""
