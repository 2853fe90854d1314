"""How the server that the backend runs in serves, and stops."""
