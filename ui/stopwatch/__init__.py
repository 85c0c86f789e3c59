"""The stopwatches that run while the window is open."""
