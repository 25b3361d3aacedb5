"""How the window looks: tokens, palette, style sheet, icons, fonts.

Nothing outside this room names a colour or a size by number; everything asks the tokens.
"""
