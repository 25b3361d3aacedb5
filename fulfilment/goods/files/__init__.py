"""Sheets of goods: products, codes, shelves, suppliers, opening stock; read and written."""
