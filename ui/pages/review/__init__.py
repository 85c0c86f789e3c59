"""The page of quality control by a second person."""
