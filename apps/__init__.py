"""The backend's applications; each may import only those below it (pyproject.toml keeps the order)."""
