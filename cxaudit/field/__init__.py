"""The field work: brief, what it leaves out, and the week."""
