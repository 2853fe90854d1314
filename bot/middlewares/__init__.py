"""What every update passes through before it reaches a handler."""
