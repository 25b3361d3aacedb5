"""The procedure carried out: use cases, one transaction each."""
