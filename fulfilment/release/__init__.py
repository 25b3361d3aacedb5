"""Release: stock is promised, shelf and lot are chosen; what is short is answered for."""
