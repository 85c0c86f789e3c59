"""The page on which criteria are scored."""
