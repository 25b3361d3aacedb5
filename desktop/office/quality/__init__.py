"""The quality screen: the plan that draws parcels, lots and how they end, looks into parcels."""
