"""The desk's side of meeting a team: when it is synced, and what is said of it."""
