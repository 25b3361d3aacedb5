"""Count: shelves are looked at, and what is found becomes what the books say."""
