"""Goods: products, their codes and links, shelves and suppliers, and sheets of them."""
