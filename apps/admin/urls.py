"""Paths under /api/admin/."""

from rest_framework.routers import SimpleRouter

from apps.admin.views import ActorViewset, AdminViewset, CategoryViewset

router = SimpleRouter()
router.register("actor", ActorViewset, basename="actor")
router.register("admins", AdminViewset, basename="admin")
router.register("categories", CategoryViewset, basename="category")
urlpatterns = router.urls
