"""Charts as matplotlib figures."""
