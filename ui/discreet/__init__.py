"""Discreet mode: a small plain window that reads like notes, in which scores and notes still work."""
