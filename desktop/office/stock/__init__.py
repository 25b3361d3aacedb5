"""Stock: products, their lots on shelves, who holds them, and their history."""
