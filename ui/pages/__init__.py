"""The pages of the window, one module each; import them from their own modules."""
