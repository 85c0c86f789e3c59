"""How a number of an analysis came about, for whoever presses it: a module for each analysis."""
