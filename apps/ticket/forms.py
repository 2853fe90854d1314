"""The form under a conversation at the site."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.ticket.serializers.contents import TEXT_LIMIT
from apps.ticket.services.uploads import Upload


class FilesInput(forms.ClearableFileInput):
    """Django's input, for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, none included."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Check each of the files."""
        return [super(FilesField, self).clean(item, initial) for item in data or []]


class AnswerForm(forms.Form):
    """What the operator writes. The rules are the services'; here is only what a browser may send."""

    text = forms.CharField(label=_("Your answer"), max_length=TEXT_LIMIT, required=False, strip=False)
    attachments = FilesField(label=_("Files"), required=False, max_length=255, allow_empty_file=False)
    is_note = forms.BooleanField(label=_("Internal note"), required=False)
    takeover = forms.BooleanField(label=_("Take over"), required=False)

    def uploads(self) -> list[Upload]:
        """Return the files as the service takes them."""
        return [
            Upload(name=item.name or "file", mime_type=item.content_type or "", size=item.size or 0, stream=item.file)
            for item in self.cleaned_data["attachments"]
        ]
