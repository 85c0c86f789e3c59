"""The page of the growth zones."""
