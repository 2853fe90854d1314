"""Paths under /api/delivery/."""

from rest_framework.routers import SimpleRouter

from apps.delivery.views import BotViewset, ChatViewset, DeliveryViewset

router = SimpleRouter()
router.register("deliveries", DeliveryViewset, basename="delivery")
router.register("chats", ChatViewset, basename="chat")
router.register("bots", BotViewset, basename="bot")
urlpatterns = router.urls
