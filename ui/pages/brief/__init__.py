"""The page of the brief."""
