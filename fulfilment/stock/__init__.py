"""Stock: the ledger of movements, what is booked on it, and the proof that it adds up."""
