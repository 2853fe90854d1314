"""sendMessage and the contents that carry no file."""

import random
from typing import Any

from aiogram.methods import SendContact, SendDice, SendLocation, SendMessage, SendPoll, SendVenue

from playground.entities.utf16 import length
from playground.methods.posting import address, post
from playground.refusals import bad_request, lacking
from playground.rules.parameters import dumped, said
from playground.rules.texts import formatted, message_text
from playground.world import World

Json = dict[str, Any]
DICE = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}
FOREVER = 0x7FFFFFFF
LACKING_IN_POLLS = (
    "allow_adding_options",
    "close_date",
    "correct_option_ids",
    "country_codes",
    "description",
    "explanation",
    "hide_results_until_closes",
    "media",
    "members_only",
    "open_period",
    "shuffle_options",
)


def send_message(world: World, request: SendMessage) -> Json:
    text = message_text(request.text, request.parse_mode, request.entities)
    envelope = address(world, request)
    content = text.named("text", "entities")
    preview = dumped(said(request.link_preview_options))
    if preview:
        content["link_preview_options"] = preview
    return post(world, envelope, content)


def send_location(world: World, request: SendLocation) -> Json:
    location = location_of(request)
    return post(world, address(world, request), {"location": location})


def location_of(request: Any) -> Json:
    """The Location that a request describes."""
    if not -90 <= request.latitude <= 90 or not -180 <= request.longitude <= 180:
        raise bad_request("wrong location: latitude or longitude is out of range")
    location = {"latitude": request.latitude, "longitude": request.longitude}
    limits = {"horizontal_accuracy": (0, 1500), "heading": (1, 360), "proximity_alert_radius": (1, 100_000)}
    for name, (least, most) in limits.items():
        value = getattr(request, name, None)
        if value is not None:
            if not least <= value <= most:
                raise bad_request(f"wrong location: {name} must be from {least} to {most}")
            location[name] = value
    period = getattr(request, "live_period", None)
    if period is not None:
        if not 60 <= period <= 86_400 and period != FOREVER:
            raise bad_request("invalid live location period specified")
        location["live_period"] = period
    return location


def send_venue(world: World, request: SendVenue) -> Json:
    if not request.title.strip():
        raise bad_request("venue title must be non-empty")
    if not request.address.strip():
        raise bad_request("venue address must be non-empty")
    venue = {"location": location_of(request), "title": request.title, "address": request.address}
    for name in ("foursquare_id", "foursquare_type", "google_place_id", "google_place_type"):
        if getattr(request, name):
            venue[name] = getattr(request, name)
    return post(world, address(world, request), {"venue": venue, "location": venue["location"]})


def send_contact(world: World, request: SendContact) -> Json:
    if not request.phone_number.strip():
        raise bad_request("contact phone number must be non-empty")
    if not request.first_name.strip():
        raise bad_request("contact first name must be non-empty")
    contact = {"phone_number": request.phone_number, "first_name": request.first_name}
    for name in ("last_name", "vcard"):
        if getattr(request, name):
            contact[name] = getattr(request, name)
    return post(world, address(world, request), {"contact": contact})


def send_dice(world: World, request: SendDice) -> Json:
    emoji = request.emoji or "🎲"
    if emoji not in DICE:
        raise bad_request("wrong dice emoji specified")
    value = random.randint(1, DICE[emoji])  # noqa: S311
    return post(world, address(world, request), {"dice": {"emoji": emoji, "value": value}})


def send_poll(world: World, request: SendPoll) -> Json:
    question = formatted(request.question, request.question_parse_mode, request.question_entities)
    if not 1 <= length(question.text) <= 300:
        raise bad_request("poll question must be 1-300 characters long")
    options = [option if isinstance(option, str) else option.text for option in request.options]
    if not 1 <= len(options) <= 12:
        raise bad_request("poll must have 1-12 answer options")
    if any(not 1 <= length(option.strip()) <= 100 for option in options):
        raise bad_request("poll options must be 1-100 characters long")
    for name in LACKING_IN_POLLS:
        if getattr(request, name) is not None:
            raise lacking(f"parameter {name!r} of polls")
    if (request.type or "regular") != "regular":
        raise lacking("quizzes")
    poll = {
        "id": world.new_random_id(),
        "question": question.text,
        "options": [
            {"persistent_id": str(number), "text": option.strip(), "voter_count": 0}
            for number, option in enumerate(options)
        ],
        "total_voter_count": 0,
        "is_closed": bool(request.is_closed),
        "is_anonymous": request.is_anonymous is not False,
        "type": "regular",
        "allows_multiple_answers": bool(request.allows_multiple_answers),
        "allows_revoting": request.allows_revoting is not False,
        "members_only": False,
    }
    return post(world, address(world, request), {"poll": poll})
