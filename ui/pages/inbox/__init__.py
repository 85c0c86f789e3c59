"""What several people say differently, until somebody settles it."""
