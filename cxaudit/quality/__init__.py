"""What an audit still lacks, and the review that approves it."""
