"""Qt item models over what the store lists and the open audit says."""
