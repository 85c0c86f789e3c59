"""Shared widgets, each drawn from the tokens of its Look; import them from their own modules."""
