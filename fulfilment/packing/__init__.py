"""Packing: a parcel is found, filled unit by unit, and closed."""
