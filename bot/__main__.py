"""`python -m bot`. A wrong variable is said at once: what the bot is made of takes seconds to load."""

import sys

from bot.config import ConfigurationError, Settings

try:
    Settings.load()
except ConfigurationError as error:
    sys.exit(str(error))

from bot.bot import main

sys.exit(main())
