"""Albums stay albums, in their order and with their caption, where Telegram lets their kinds mix."""

from aiogram.methods import SendMediaGroup

from bot.services.outgoing.styled import CAPTION_LIMIT
from tests.bot.rendered import SHOWN, album, method_of, render_contents


def test_an_album_stays_an_album_with_its_order_and_caption() -> None:
    [call] = render_contents(*album("photo", "video", "photo", texts={2: "cap"}), header=None, reply_to=3)
    assert isinstance(call.method, SendMediaGroup)
    assert [member.type for member in call.method.media] == ["photo", "video", "photo"]
    assert [getattr(member, "caption", None) for member in call.method.media] == [None, "cap", None]
    assert call.refs == [1, 2, 3]
    assert method_of(call).reply_parameters.message_id == 3


def test_an_albums_header_joins_its_only_caption() -> None:
    [call] = render_contents(*album("photo", "photo", texts={2: "cap"}))
    assert [member.caption for member in method_of(call).media] == [None, f"{SHOWN}\ncap"]


def test_an_albums_header_becomes_the_caption_where_there_is_none() -> None:
    [call] = render_contents(*album("photo", "photo"))
    assert [member.caption for member in method_of(call).media] == [SHOWN, None]


def test_an_album_of_several_captions_has_its_header_before_it() -> None:
    header, group = render_contents(*album("photo", "photo", texts={1: "one", 2: "two"}))
    assert method_of(header).text == SHOWN
    assert [member.caption for member in method_of(group).media] == ["one", "two"]


def test_kinds_that_do_not_mix_are_split() -> None:
    calls = render_contents(*album("photo", "photo", "document", "document", "audio", "voice"), header=None)
    assert [type(call.method).__name__ for call in calls] == [
        "SendMediaGroup",
        "SendMediaGroup",
        "SendAudio",
        "SendVoice",
    ]


def test_more_than_ten_are_split() -> None:
    calls = render_contents(*album(*["photo"] * 12), header=None)
    assert [call.refs for call in calls] == [list(range(1, 11)), [11, 12]]


def test_the_rest_of_an_albums_long_caption_follows() -> None:
    group, rest = render_contents(*album("photo", "photo", texts={1: "x" * 1500}), header=None)
    assert len(method_of(group).media[0].caption) == CAPTION_LIMIT
    assert rest.follows
