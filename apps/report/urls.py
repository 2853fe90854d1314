"""Paths under /api/report/."""

from rest_framework.routers import SimpleRouter

from apps.report.views import ActivityViewset

router = SimpleRouter()
router.register("activity", ActivityViewset, basename="activity")
urlpatterns = router.urls
