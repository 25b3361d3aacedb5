"""Evidence: photos of damage and open boxes, kept with what they show."""
