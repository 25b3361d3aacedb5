"""Supply: what is missing is requested, bought, and followed until it came."""
