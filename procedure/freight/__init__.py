"""What a parcel costs with a carrier, and when it arrives (4.1.1a to 4.1.2b)."""
