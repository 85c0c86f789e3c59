"""The page of the brand kit."""
