"""What the local Telegram promises: to refuse what Telegram refuses, and to lose nothing."""
