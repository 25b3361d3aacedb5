"""The data: typed tables, engines, transactions, the station's journal, reads for screens."""
