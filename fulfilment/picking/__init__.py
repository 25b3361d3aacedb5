"""Picking: tasks are given, claimed, walked, cut short and finished."""
