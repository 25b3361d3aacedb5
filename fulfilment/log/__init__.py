"""The log: every step of an order chained, anchored at intervals, and checked."""
