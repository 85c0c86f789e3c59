"""The page on which a photo is drawn upon."""
