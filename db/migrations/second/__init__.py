"""The tables that the second revision makes or rebuilds, frozen."""
