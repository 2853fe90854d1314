"""sendPhoto and its siblings: one file with a caption."""

from collections.abc import Callable
from typing import Any

from playground.methods.posting import address, post
from playground.rules.media import source
from playground.rules.parameters import said
from playground.rules.texts import caption
from playground.world import World

Json = dict[str, Any]
WITHOUT_CAPTION = {"video_note", "sticker"}
SPOILED = {"photo", "video", "animation"}


def caption_of(request: Any, kind: str) -> Json:
    """The caption and how it is shown, as fields of the message."""
    if kind in WITHOUT_CAPTION:
        return {}
    fields = caption(request.caption, request.parse_mode, request.caption_entities).named("caption", "caption_entities")
    if kind in SPOILED:
        if request.has_spoiler:
            fields["has_media_spoiler"] = True
        if said(request.show_caption_above_media) and "caption" in fields:
            fields["show_caption_above_media"] = True
    return fields


def sender(kind: str) -> Callable[[World, Any], Json]:
    """The method that sends one file of this kind."""

    def send(world: World, request: Any) -> Json:
        file = source(world, kind, getattr(request, kind), getattr(request, "thumbnail", None))
        fields = caption_of(request, kind)
        envelope = address(world, request)
        return post(world, envelope, file.keep(world, request) | fields)

    return send
