"""The English sentences of the house, each once, by what they speak about."""
