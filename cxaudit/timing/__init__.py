"""Times and counts of timed criteria: limits, stopwatch, measures, and the score they suggest."""
