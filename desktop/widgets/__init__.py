"""Parts that screens are built of. They take finished sentences and know no use case."""
