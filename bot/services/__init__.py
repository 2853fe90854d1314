"""What the bot does, apart from talking: the REST client, the poller, the courier, words."""
