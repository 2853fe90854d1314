"""The Django project: settings and URLs on top; errors, checks and the environment below."""
