"""How the admin site looks, and what stands in its menu (django-unfold's settings)."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _


def _item(title: Any, icon: str, page: str, **further: Any) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": reverse_lazy(f"admin:{page}_changelist"), **further}


def _for_super_admins(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_super_admin", False))


# Teal, as calm as a help desk should be.
PRIMARY = {
    "50": "oklch(98.4% .014 180.7)",
    "100": "oklch(95.3% .051 180.8)",
    "200": "oklch(91% .096 180.4)",
    "300": "oklch(85.5% .138 181)",
    "400": "oklch(77.7% .152 181.9)",
    "500": "oklch(70.4% .14 182.5)",
    "600": "oklch(55% .104 184.7)",
    "700": "oklch(48.1% .086 186.4)",
    "800": "oklch(43.7% .078 188.2)",
    "900": "oklch(38.6% .063 188.4)",
    "950": "oklch(27.7% .046 192.5)",
}
UNFOLD_LOOK: dict[str, Any] = {
    "SITE_TITLE": "Yordam",
    "SITE_HEADER": "Yordam",
    "SITE_SUBHEADER": _("Support desk"),
    "SITE_SYMBOL": "support_agent",
    "SITE_URL": None,
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("site/favicon.svg")},
    ],
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_LANGUAGES": True,
    "STYLES": [lambda request: static("site/desk.css")],
    "COLORS": {"primary": PRIMARY},
    "DASHBOARD_CALLBACK": "apps.report.site.dashboard.add_first_page",
    "ACCOUNT": {
        "navigation": [{"title": _("My account"), "link": reverse_lazy("admin:staff_admin_account")}],
    },
    "SIDEBAR": {
        "navigation": [
            {
                "title": _("Conversations"),
                "items": [
                    _item(_("Tickets"), "forum", "ticket_ticket"),
                    _item(_("Messages"), "chat_bubble", "ticket_message"),
                    _item(_("People"), "group", "user_telegramuser"),
                ],
            },
            {
                "title": _("Desk"),
                "items": [
                    {"title": _("Reports"), "icon": "bar_chart", "link": reverse_lazy("reports")},
                    _item(_("Categories"), "category", "staff_category"),
                    _item(_("Saved replies"), "quickreply", "ticket_savedreply"),
                    _item(_("Admins"), "badge", "staff_admin", permission=_for_super_admins),
                    {
                        "title": _("Settings"),
                        "icon": "settings",
                        "link": reverse_lazy("desk_settings"),
                        "permission": _for_super_admins,
                    },
                    {
                        "title": _("Health"),
                        "icon": "monitor_heart",
                        "link": reverse_lazy("health"),
                        "permission": _for_super_admins,
                    },
                ],
            },
            {
                "title": _("Journal"),
                "items": [
                    _item(_("Events"), "history", "ticket_event"),
                    _item(_("Deliveries"), "outbox", "delivery_delivery"),
                    _item(_("Unread updates"), "report", "ticket_rawupdate", permission=_for_super_admins),
                ],
            },
        ],
    },
}
