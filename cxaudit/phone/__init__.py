"""Photos that come from a phone, and the criteria that they are of."""
