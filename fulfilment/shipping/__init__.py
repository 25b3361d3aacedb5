"""Shipping: may it go, under which number, proven by scan, handed over."""
