"""How somebody came to the site stands in their session, and with it in the event of their coming."""

from django.contrib.auth.backends import BaseBackend, ModelBackend

from apps.admin.models import Admin


class LinkBackend(BaseBackend):
    """Keeps those signed in who came by a one-time link. It knows no passwords and gives no rights."""

    def get_user(self, user_id: int) -> Admin | None:
        """Return the admin of a session, unless they were dismissed."""
        found = ModelBackend().get_user(user_id)
        return found if isinstance(found, Admin) else None
