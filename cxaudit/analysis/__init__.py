"""What follows from a finished audit: growth zones, sensitivity, confidence, potential, benchmark."""
