"""Read United Nations texts and find what they cite."""
