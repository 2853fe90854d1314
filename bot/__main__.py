"""`python -m bot`."""

import sys

from bot.bot import main

sys.exit(main())
