"""The page on which two auditors are compared."""
