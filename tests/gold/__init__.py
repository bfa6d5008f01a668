"""The project's own gold: references labelled by hand, kept as symbols and offsets, and their scorer."""
