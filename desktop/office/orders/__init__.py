"""Orders: what customer service works through."""
