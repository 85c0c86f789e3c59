"""The list of all audits."""
