"""What of Django's own pages the site leaves out; the staff's pages count tickets, so they are apps.ticket's."""

from django.contrib import admin
from django.contrib.auth.models import Group

# Who may what hangs on categories and on being a super admin, not on Django's groups.
admin.site.unregister(Group)
