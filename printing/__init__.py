"""Paper out: waybills, pick sheets, cards; whole-dot codes, preflight, printers.

Lengths are millimetres from the page's upper left corner, type sizes are points. What goes on
paper arrives as a frozen value of `printing.documents`, already masked and already in words.
"""
