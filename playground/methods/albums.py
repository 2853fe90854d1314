"""sendMediaGroup."""

from typing import Any

from aiogram.methods import SendMediaGroup

from playground.methods.media import caption_of
from playground.methods.posting import address, post
from playground.refusals import bad_request, lacking
from playground.rules.media import source
from playground.world import World

# These stand only among themselves.
ALONE = ("audio", "document")


def send_media_group(world: World, request: SendMediaGroup) -> list[dict[str, Any]]:
    media = request.media
    if len(media) > 10:
        raise bad_request("too many messages to send as an album")
    if len(media) < 2:
        raise bad_request("too few messages to send as an album: it must include 2-10 items")
    kinds = {str(item.type) for item in media}
    if "live_photo" in kinds:
        raise lacking("live photos")
    for kind in ALONE:
        if kind in kinds and len(kinds) > 1:
            raise bad_request(f"{kind} can't be mixed with other media types")
    members = [
        (
            item,
            source(world, str(item.type), item.media, getattr(item, "thumbnail", None)),
            caption_of(item, str(item.type)),
        )
        for item in media
    ]
    envelope = address(world, request)
    group = world.new_album_id()
    return [
        post(world, envelope, file.keep(world, item) | fields | {"media_group_id": group})
        for item, file, fields in members
    ]
