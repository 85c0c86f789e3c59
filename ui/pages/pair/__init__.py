"""What the pages about two audits share."""
