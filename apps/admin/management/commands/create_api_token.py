"""Gives an admin a token of their own for the API."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.admin.models import Admin
from apps.admin.services.accounts import renew_api_token


class Command(BaseCommand):
    """Prints the new token once; an earlier one ends."""

    help = "Makes a new API token for an admin and prints it; an earlier one ends."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the admin's login."""
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command."""
        admin = Admin.objects.active().filter(username=options["username"]).first()
        if admin is None:
            raise CommandError(f"There is no active admin called {options['username']}.")
        self.stdout.write(renew_api_token(admin=admin))
