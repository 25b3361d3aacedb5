"""The demo house: real baskets of a web shop, everything around them made up."""
