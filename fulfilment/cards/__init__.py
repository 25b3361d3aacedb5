"""Cards that are scanned instead of typed: commands, reasons, quantities, badges, labels."""
