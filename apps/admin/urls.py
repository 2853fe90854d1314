"""Paths under /api/admin/."""

from rest_framework.routers import SimpleRouter

from apps.admin.views import ActorViewset, AdminViewset, CategoryViewset, SignInLinkViewset

router = SimpleRouter()
router.register("actor", ActorViewset, basename="actor")
router.register("admins", AdminViewset, basename="admin")
router.register("categories", CategoryViewset, basename="category")
router.register("sign-in-links", SignInLinkViewset, basename="sign-in-link")
urlpatterns = router.urls
