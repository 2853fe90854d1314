"""Where the reports page is found: under the admin site, behind its login."""

from django.contrib import admin
from django.urls import path

from apps.report.site import views

urlpatterns = [
    path("", admin.site.admin_view(views.reports_page), name="reports"),
    path("export/", admin.site.admin_view(views.reports_file), name="reports_export"),
]
