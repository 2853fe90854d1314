"""What the logs and Sentry are told, and what nobody is."""
