"""The put wall: a picked wave is sorted into the slots of its orders."""
