"""The page of the result."""
