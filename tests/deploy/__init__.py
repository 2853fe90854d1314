"""What a deployment is started from: images, the compose file, nginx' and PgBouncer's settings, scripts."""
