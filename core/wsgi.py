"""The WSGI entry point."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from core.environment import ConfigurationError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "core.settings")

try:
    application = get_wsgi_application()
except ConfigurationError as error:
    # One line that names the variable; a traceback would only hide it.
    sys.exit(str(error))
