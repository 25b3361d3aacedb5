"""Paper: what is to be printed, its copies and versions, and how it leaves."""
