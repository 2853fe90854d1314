"""The reports at the site: the same numbers as everywhere, in words, tables and charts."""
