"""The page that sets the audit beside others."""
