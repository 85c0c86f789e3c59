"""The team that audits are shared with."""
