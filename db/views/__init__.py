"""Reads for screens: frozen values, masked at this door, paged by key."""
