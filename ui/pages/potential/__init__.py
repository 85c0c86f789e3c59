"""The page of the profit potential."""
