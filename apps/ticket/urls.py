"""Paths under /api/ticket/ and, since they depend on tickets, those under /api/user/."""

from rest_framework.routers import SimpleRouter

from apps.ticket.views.audit import EventViewset
from apps.ticket.views.inbox import InboxViewset
from apps.ticket.views.messages import MessageViewset
from apps.ticket.views.pending import FocusViewset, PendingViewset
from apps.ticket.views.people import UserViewset
from apps.ticket.views.ratings import RatingViewset
from apps.ticket.views.saved_replies import SavedReplyViewset
from apps.ticket.views.search import SearchViewset
from apps.ticket.views.tickets import TicketViewset
from apps.ticket.views.work import AttachmentViewset, OutcomeViewset, ReminderViewset, RetryViewset

people = SimpleRouter()
people.register("users", UserViewset, basename="user")

router = SimpleRouter()
router.register("tickets", TicketViewset, basename="ticket")
router.register("messages", MessageViewset, basename="message")
router.register("inbox", InboxViewset, basename="inbox")
router.register("pending", PendingViewset, basename="pending")
router.register("focus", FocusViewset, basename="focus")
router.register("outcomes", OutcomeViewset, basename="outcome")
router.register("deliveries", RetryViewset, basename="retry")
router.register("reminders", ReminderViewset, basename="reminder")
router.register("ratings", RatingViewset, basename="rating")
router.register("saved-replies", SavedReplyViewset, basename="saved_reply")
router.register("search", SearchViewset, basename="search")
router.register("attachments", AttachmentViewset, basename="attachment")
router.register("events", EventViewset, basename="event")
urlpatterns = router.urls
