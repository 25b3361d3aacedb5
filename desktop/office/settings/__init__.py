"""Settings: what this computer and this warehouse are told once."""
