"""The cards screen: everything that is scanned instead of typed, on paper."""
