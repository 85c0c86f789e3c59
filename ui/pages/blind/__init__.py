"""The page of the field week."""
