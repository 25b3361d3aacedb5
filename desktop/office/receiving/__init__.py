"""Receive: goods that arrived are booked in by scans alone."""
