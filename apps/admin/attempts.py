"""How often a password may be guessed: a few times for one login, many more from one address in all."""

from ipaddress import IPv6Address, ip_address
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest

# What a provider gives to one customer; the address within it costs them nothing to change.
OF_ONE_CUSTOMER = 64
# Behind a socket of the file system nobody has an address; they are counted as one.
UNKNOWN = "0.0.0.0"  # noqa: S104 - Nothing listens there.


class SignInAttempts(AxesDatabaseHandler):  # type: ignore[misc]  # The package carries no types.
    """Counts failures in the database, which all processes share; what is older than the cool-off is deleted."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Return the failures of this login from this address; many of other logins count as enough of this one."""
        of_login, of_address = (
            attempts.aggregate(count=Sum("failures_since_start"))["count"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        )
        return int(settings.AXES_FAILURE_LIMIT if of_address >= settings.FAILURES_OF_ADDRESS else of_login)

    def reset_user_attempts(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Forget one's own failures after a success, and not those of all who sit at the same address."""
        count, _ = self.filter_user_attempts(request, credentials)[0].delete()
        return int(count)


def address_of(request: HttpRequest) -> str:
    """Return who is connected to us. What a client says of itself in a header is not asked."""
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", "").partition("%")[0])
    except ValueError:
        return UNKNOWN
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Address(int(address) >> OF_ONE_CUSTOMER << OF_ONE_CUSTOMER))
    return str(address)


def was_turned_away(request: HttpRequest | None) -> bool:
    """Tell a try that came while its address waits: nobody looked at its password, and it is not counted."""
    is_locked = getattr(request, "axes_locked_out", False)
    return is_locked and getattr(request, "axes_failures_since_start", None) is None
