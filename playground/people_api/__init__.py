"""The page's server: its files, and the API by which it acts as people."""
