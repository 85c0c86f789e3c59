"""The page of the help."""
