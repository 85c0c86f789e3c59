"""The palette over every page: finds criteria, pages, audits and acts by a few typed letters."""
