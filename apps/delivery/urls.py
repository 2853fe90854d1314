"""Paths under /api/delivery/."""

from rest_framework.routers import SimpleRouter

from apps.delivery.views import ChatViewset, DeliveryViewset

router = SimpleRouter()
router.register("deliveries", DeliveryViewset, basename="delivery")
router.register("chats", ChatViewset, basename="chat")
urlpatterns = router.urls
