"""Reviewed knowledge as data: each registry is a file of rows with a source and an example."""
