"""The REST client: one method for each act, named as the backend's service is."""

from bot.services.api_desk import DeskApi
from bot.services.api_errors import ApiError, BackendAway, BackendFailed, Refused
from bot.services.api_people import PeopleApi
from bot.services.api_replies import RepliesApi
from bot.services.api_reports import ReportsApi
from bot.services.api_service import ServiceApi

__all__ = ["Api", "ApiError", "BackendAway", "BackendFailed", "Refused"]


class Api(ServiceApi, PeopleApi, RepliesApi, DeskApi, ReportsApi):
    """All that the bot may ask of the backend."""
