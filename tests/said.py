"""What tests let people say of an audit: values that a cell may hold."""

MEASURE = {
    "criterion": "SEL-10",
    "sheet": "1",
    "kind": "waiting",
    "at": "2027-01-15T09:30:00+03:00",
    "seconds": 5.0,
    "count": None,
    "paused": 0,
    "robot": None,
    "label": "chat",
    "how": "typed",
}
"""A reply that was waited for, as somebody typed it."""
