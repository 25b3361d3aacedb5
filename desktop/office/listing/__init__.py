"""Listings: a table that pages, filters, searches, exports, with a detail beside it."""
