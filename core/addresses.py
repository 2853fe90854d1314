"""Who is really connected: behind our own proxies, the address that the outermost of them saw."""

from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

SAID_BY_PROXIES = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP")
Address = IPv4Address | IPv6Address


class ClientAddress:
    """Puts the client's own address where the proxy's stood, and believes nobody else's word about it.

    It stands first, so that all behind it, and the access log, see one address. Without TRUSTED_PROXIES nothing is
    changed: whoever is connected is the client.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Stand around everything else."""
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request whose address is the client's."""
        if settings.TRUSTED_PROXIES:
            meta = request.META
            peer = meta.get("REMOTE_ADDR", "")
            if _is_ours(_address(peer)):
                meta["REMOTE_ADDR"] = client_of(peer, meta.get("HTTP_X_FORWARDED_FOR", ""))
            else:
                for name in SAID_BY_PROXIES:
                    meta.pop(name, None)
        return self._answer(request)


def client_of(peer: str, forwarded: str) -> str:
    """Return the right-most address of X-Forwarded-For that is no proxy of ours: what stands left of it may be lied.

    Each proxy appends whom it saw. A word that is no address ends the search: behind it nothing can be trusted.
    """
    client = peer
    for word in reversed(forwarded.split(",")):
        address = _address(word.strip())
        if address is None:
            break
        client = str(address)
        if not _is_ours(address):
            break
    return client


def _address(word: str) -> Address | None:
    try:
        address = ip_address(word.partition("%")[0])
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def _is_ours(address: Address | None) -> bool:
    return address is not None and any(address in network for network in settings.TRUSTED_PROXIES)
