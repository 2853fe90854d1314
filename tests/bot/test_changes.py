"""Edits and deletions: in place where Telegram can, and as a new version where it cannot."""

from typing import Any

import pytest
from aiogram.methods import (
    DeleteMessages,
    EditMessageCaption,
    EditMessageLiveLocation,
    EditMessageMedia,
    EditMessageText,
    SendMessage,
    StopMessageLiveLocation,
)

from bot.services.calls import Call
from bot.services.outgoing.styled import TEXT_LIMIT
from tests.bot.fake_backend import content
from tests.bot.rendered import HEADER, SHOWN, album, media, method_of, render


def target(*sent: tuple[int, int | None], contents: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    parts = [{"message_id": message_id, "ref": ref} for message_id, ref in sent]
    return {"sent": parts, "kind": "content", "data": {"contents": contents or [content("text", message=5)]}}


def edit(new: dict[str, Any], to: dict[str, Any], header: dict[str, Any] | None = HEADER, **more: Any) -> list[Call]:
    changed = more.pop("media_changed", False)
    return render("edit", {"content": new, "header": header, "media_changed": changed}, target=to, **more)


def test_a_text_is_edited_where_it_stands() -> None:
    [call] = edit(content("text", "new", message=5), target((70, 5)))
    assert isinstance(call.method, EditMessageText)
    assert (call.method.message_id, call.method.text) == (70, f"{SHOWN}\nnew")
    assert call.refs == []


def test_a_header_apart_stays_apart() -> None:
    [call] = edit(content("text", "new", message=5), target((69, None), (70, 5)))
    assert method_of(call).text == "new"


def test_a_report_told_twice_does_not_hide_what_can_be_edited() -> None:
    [call] = edit(content("text", "new", message=5), target((70, 5), (70, 5)))
    assert isinstance(call.method, EditMessageText)


def test_where_telegram_cannot_edit_the_new_version_follows_as_a_reply() -> None:
    [call] = edit(content("text", "new", message=5), target((70, 5)))
    assert call.otherwise is not None
    [anew] = call.otherwise()
    assert method_of(anew).text == f"{SHOWN} · ✏️ Edited\nnew"
    assert method_of(anew).reply_parameters.message_id == 70
    assert anew.refs == [5]


def test_a_user_is_told_that_it_is_a_new_version() -> None:
    [call] = edit(content("text", "new", message=5), target((70, 5)), header=None)
    assert method_of(call).text == "new"
    assert call.otherwise is not None
    assert method_of(call.otherwise()[0]).text == "✏️ Edited\nnew"


def test_a_text_that_grew_too_long_follows_anew() -> None:
    header, text = edit(content("text", "x" * TEXT_LIMIT, message=5), target((70, 5)))
    assert isinstance(header.method, SendMessage)
    assert method_of(text).reply_parameters.message_id == 70


def test_a_new_version_once_begun_is_finished() -> None:
    [call] = edit(content("text", "new", message=5), target((70, 5)), parts_done=1)
    assert isinstance(call.method, SendMessage)


def test_a_caption_is_edited_as_a_caption() -> None:
    [call] = edit(media("photo", "new"), target((70, 5)))
    assert isinstance(call.method, EditMessageCaption)
    assert call.method.caption == f"{SHOWN}\nnew"


def test_another_file_is_edited_as_a_file() -> None:
    [call] = edit(media("photo", "new"), target((70, 5)), media_changed=True)
    assert isinstance(call.method, EditMessageMedia)


def test_an_albums_header_stays_with_its_bearer() -> None:
    contents = album("photo", "photo", texts={1: "one"})
    [first] = edit({**contents[0], "text": "new"}, target((70, 1), (71, 2), contents=contents))
    [second] = edit({**contents[1], "text": "new"}, target((70, 1), (71, 2), contents=contents))
    assert method_of(first).caption == f"{SHOWN}\nnew"
    assert method_of(second).caption == "new"


@pytest.mark.parametrize("kind", ["sticker", "video_note"])
def test_what_cannot_be_edited_follows_anew(kind: str) -> None:
    calls = edit(media(kind), target((70, 5)))
    assert method_of(calls[-1]).reply_parameters.message_id == 70


def test_a_live_location_moves_and_makes_no_versions() -> None:
    place = {"latitude": 41.3, "longitude": 69.2}
    [moved] = edit(content("location", data={**place, "live_period": 60}, message=5), target((69, None), (70, 5)))
    assert isinstance(moved.method, EditMessageLiveLocation)
    assert moved.otherwise is not None
    assert moved.otherwise() == []
    [ended] = edit(content("location", data=place, message=5), target((69, None), (70, 5)))
    assert isinstance(ended.method, StopMessageLiveLocation)


def test_it_deletes_what_carried_the_message() -> None:
    carried = target((70, 5), (71, 6), (72, 5))
    [call] = render("delete", {"message": 5}, target=carried)
    assert isinstance(call.method, DeleteMessages)
    assert call.method.message_ids == [70, 72]
    [call] = render("delete", {"message": None}, target=carried)
    assert method_of(call).message_ids == [70, 71, 72]
