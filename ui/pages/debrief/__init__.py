"""The page of what each rating still lacks."""
