"""The kinds of places that a team can meet at; each is imported when it is used."""
