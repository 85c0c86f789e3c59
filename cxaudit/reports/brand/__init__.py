"""Whose report it is."""
