"""Photos from a phone: read, matched by their time, looked over, taken in."""
