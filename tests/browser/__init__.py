"""The pages in Debian's chromium, as a reader uses them."""
