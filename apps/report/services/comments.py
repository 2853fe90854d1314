"""What people said to the ratings that they gave."""

from apps.ticket.models import Message


def comments_of(rating_ids: list[int]) -> dict[int, str]:
    """Return the words to these ratings, each rating's in one piece; a picture without words is named in brackets."""
    said: dict[int, list[str]] = {}
    comments = Message.objects.filter(rating__in=rating_ids).order_by("id").values_list("rating_id", "text", "kind")
    for rating_id, text, kind in comments:
        assert rating_id is not None, "Only comments are read."
        said.setdefault(rating_id, []).append(text or f"[{kind}]")
    return {rating_id: "\n".join(words) for rating_id, words in said.items()}
