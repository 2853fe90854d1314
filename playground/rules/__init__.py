"""What Telegram refuses, one file for each thing that a request can carry."""
