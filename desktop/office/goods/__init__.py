"""Goods: products, shelves and suppliers, one by one or as sheets."""
