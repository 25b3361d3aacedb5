"""Files with rows, whatever they are about: bytes to text, text to cells."""
