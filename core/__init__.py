"""The Django project: settings and URLs on top; errors, checks and the environment below."""

VERSION = "0.1.0"
