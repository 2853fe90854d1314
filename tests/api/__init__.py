"""The API's promises: who may what, what is refused, and what the schema says."""
