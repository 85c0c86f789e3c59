"""Audits that meet: one algorithm over places that exist already (DESIGN 5)."""
