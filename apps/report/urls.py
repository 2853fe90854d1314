"""Paths under /api/report/."""

from rest_framework.routers import SimpleRouter

from apps.report.views import ActivityViewset, ChartViewset, ExportViewset, HealthViewset, SummaryViewset

router = SimpleRouter()
router.register("activity", ActivityViewset, basename="activity")
router.register("summary", SummaryViewset, basename="summary")
router.register("chart", ChartViewset, basename="chart")
router.register("export", ExportViewset, basename="export")
router.register("health", HealthViewset, basename="health")
urlpatterns = router.urls
