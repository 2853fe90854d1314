"""A year of the desk, played through its services, and every figure of it recomputed by slow and obvious means."""
