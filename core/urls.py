"""Where everything is found."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularSwaggerSplitView

from apps.admin.language import choose_at_the_site
from apps.admin.pages import sign_in_page
from apps.admin.site import password_page
from apps.report.site.health import health_page
from apps.ticket.urls import people
from apps.ticket.views.site.account import SetPassword
from apps.ticket.views.site.settings import settings_page
from core.schema import SchemaView
from core.views import healthz, readyz, robots

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="admin:index")),
    path("admin/password_change/", password_page),
    path("admin/sign-in/<str:token>/", sign_in_page, name="sign_in"),
    path("admin/set-password/<str:uidb64>/<str:token>/", SetPassword.as_view(), name="set_password"),
    path("admin/settings/", admin.site.admin_view(settings_page), name="desk_settings"),
    path("admin/health/", admin.site.admin_view(health_page), name="health"),
    path("admin/reports/", include("apps.report.site.urls")),
    path("admin/", admin.site.urls),
    path("i18n/setlang/", choose_at_the_site, name="set_language"),
    path("api/user/", include(people.urls)),
    path("api/admin/", include("apps.admin.urls")),
    path("api/ticket/", include("apps.ticket.urls")),
    path("api/delivery/", include("apps.delivery.urls")),
    path("api/report/", include("apps.report.urls")),
    path("api/schema/", SchemaView.as_view(), name="schema"),
    # The split page keeps its script in a file, as the policy of our pages asks.
    path("api/docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="docs"),
    path("robots.txt", robots),
    path("healthz", healthz),
    path("readyz", readyz),
]

handler404 = "core.views.page_not_found"
