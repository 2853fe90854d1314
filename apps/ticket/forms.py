"""The forms under a conversation at the site."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from apps.ticket.serializers.contents import TEXT_LIMIT
from apps.ticket.services.upload_files import Upload


class FilesInput(forms.ClearableFileInput):
    """Django's input, for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, none included. An empty one is refused by the service, which names it."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Check each of the files."""
        return [super(FilesField, self).clean(item, initial) for item in data or []]


class WordsField(forms.CharField):
    """A text as Telegram counts it: in UTF-16 units, and with one letter for the end of a line."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)

    def clean(self, value: Any) -> str:
        """Return the text; a browser sends the ends of lines as two letters."""
        words = str(super().clean(value)).replace("\r\n", "\n")
        over = len(words.encode("utf-16-le", "surrogatepass")) // 2 - TEXT_LIMIT
        if over > 0:
            raise ValidationError(
                _("The text is %(over)s characters too long: Telegram takes 4096."), "too_long", {"over": over}
            )
        return words


class RowIdsField(forms.Field):
    """Any number of row ids."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[int]:
        """Return the ids; anything else names no row."""
        row = forms.IntegerField(min_value=1, max_value=2**63 - 1)
        return [row.clean(item) for item in value or []]


class AnswerForm(forms.Form):
    """What the operator writes. The rules are the services'; here is only what a browser may send."""

    text = WordsField(label=_("Your answer"), required=False)
    attachments = FilesField(label=_("Files"), required=False, allow_empty_file=True)
    voice = forms.FileField(label=_("Voice message"), required=False, allow_empty_file=True)
    is_note = forms.BooleanField(label=_("Internal note"), required=False)
    takeover = forms.BooleanField(label=_("Take over"), required=False)
    close = forms.BooleanField(label=_("Send and close"), required=False)
    reply_to_id = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    saved_replies = RowIdsField(required=False)
    key = forms.UUIDField(required=False)

    def wanted(self) -> dict[str, Any]:
        """Return the form as the service takes it."""
        wanted = dict(self.cleaned_data)
        voice = wanted.pop("voice")
        uploads = [upload_of(item) for item in wanted.pop("attachments")]
        return {**wanted, "uploads": uploads, "voice": upload_of(voice) if voice else None}


class EditForm(forms.Form):
    """New words of one's own message."""

    text = WordsField(label=_("text"), required=False)


def upload_of(item: "UploadedFile[Any]") -> Upload:
    """Return a file that a browser sent as the services take it."""
    stream = item.file
    assert stream is not None
    return Upload(name=item.name or "file", mime_type=item.content_type or "", size=item.size or 0, stream=stream)
