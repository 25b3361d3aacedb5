"""The station: a scan is journaled, judged, applied once, and never lost."""
