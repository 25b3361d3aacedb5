"""Quality: parcels are drawn for inspection, pass or go back, and their lots are judged."""
