"""The page on which two waves are compared."""
