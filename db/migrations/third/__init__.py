"""The tables the third revision makes or rebuilds, frozen."""
