"""Sound that is recorded on a visit, and heard again."""
