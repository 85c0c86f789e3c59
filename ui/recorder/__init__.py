"""Recording and hearing again, in the window."""
