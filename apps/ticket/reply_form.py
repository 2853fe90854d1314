"""The form of a saved reply at the site. What may be is the services' to say; here is what may be typed."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.admin.actors import Actor
from apps.admin.forms import DeskForm
from apps.admin.models import Admin, Category
from apps.delivery.services.enqueue import ALBUM_LIMIT
from apps.ticket.forms import FilesField, WordsField, upload_of
from apps.ticket.models import SavedReply, SavedReplyFile
from apps.ticket.services.saved_replies.rendering import unknown_pieces
from apps.ticket.services.saved_replies.writing import FIELDS, TEXTS
from apps.user.models import Language

# What each variable becomes.
VARIABLE_WORDS = {
    "first_name": _("the person's first name"),
    "last_name": _("the person's last name, empty where Telegram has none"),
    "full_name": _("first and last name"),
    "username": _("the person's @name, empty where they have none"),
    "number": _("the ticket's number"),
    "category": _("the ticket's category, in the person's language"),
    "admin": _("the first name of the one who answers"),
    "date": _("today's date"),
}
GREATEST_ORDER = 2**31 - 1


class SavedReplyForm(DeskForm):
    """A saved reply: what it is called, for whom it is, its words in three languages, and its files."""

    title = forms.CharField(
        label=_("Title"),
        max_length=60,
        help_text=_("By it the staff find the reply: after a slash in the composer, and on the bot's buttons."),
    )
    category = forms.ModelChoiceField(
        Category.objects.all(), label=_("Category"), required=False, empty_label=_("For all categories")
    )
    text_uz = WordsField(label=_("Text in Uzbek"), required=False)
    text_ru = WordsField(label=_("Text in Russian"), required=False)
    text_en = WordsField(label=_("Text in English"), required=False)
    attachments = FilesField(
        label=_("Add files"),
        required=False,
        allow_empty_file=True,
        help_text=_("Ten files at most, 50 MB in all. They go out together; the text stands under the first."),
    )
    removed_files = forms.ModelMultipleChoiceField(
        SavedReplyFile.objects.none(), label=_("Files"), required=False, widget=forms.CheckboxSelectMultiple
    )
    order = forms.IntegerField(
        label=_("Order"),
        required=False,
        min_value=0,
        max_value=GREATEST_ORDER,
        help_text=_("Smaller numbers come first. Empty: at the end."),
    )
    is_active = forms.BooleanField(
        label=_("Offered to the staff"),
        required=False,
        initial=True,
        help_text=_("Switched off, it is kept here only."),
    )

    def __init__(self, data: Any = None, files: Any = None, *, actor: Actor, reply: SavedReply | None = None) -> None:
        initial = {name.removesuffix("_id"): getattr(reply, name) for name in FIELDS} if reply else None
        super().__init__(data, files, initial=initial)
        self.reply = reply
        if not actor.is_super and actor.admin is not None:
            # Those for all categories are the super admins'.
            self._offer(Category.objects.filter(pk__in=actor.admin.category_ids()))
        if reply is None:
            del self.fields["removed_files"]
        else:
            self._choices("removed_files").queryset = reply.files.all()

    def _offer(self, categories: Any) -> None:
        field = self._choices("category")
        field.queryset, field.required, field.empty_label = categories, True, None

    def _choices(self, name: str) -> Any:
        return self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Name what cannot be filled in, and ask for words or a file."""
        given = super().clean() or self.cleaned_data
        for name in TEXTS:
            if pieces := unknown_pieces(given.get(name) or ""):
                self.add_error(name, gettext("This is no variable: %(pieces)s") % {"pieces": " ".join(pieces)})
        self._check_files(given)
        return given

    def _check_files(self, given: dict[str, Any]) -> None:
        kept = self.reply.files.count() - len(given.get("removed_files") or []) if self.reply else 0
        count = kept + len(given.get("attachments") or [])
        if count > ALBUM_LIMIT:
            self.add_error("attachments", gettext("Ten files at most go along with a reply."))
        if not self.errors and not count and not any((given.get(name) or "").strip() for name in TEXTS):
            self.add_error("text_uz", gettext("A reply needs words in one language at least, or a file."))

    def wanted(self) -> dict[str, Any]:
        """Return the reply's fields as the services take them."""
        given = self.cleaned_data
        category: Category | None = given["category"]
        fields = {name: given[name] for name in ("title", *TEXTS, "is_active")}
        order = {"order": given["order"]} if given["order"] is not None else {}
        return {**fields, **order, "category_id": category.pk if category else None}

    def removed(self) -> list[int]:
        """Return the row ids of the files that are taken away."""
        return [file.pk for file in self.cleaned_data["removed_files"]]

    def uploads(self) -> list[Any]:
        """Return the new files as the services take them."""
        return [upload_of(item) for item in self.cleaned_data["attachments"]]


def explained_variables(admin: Admin | None) -> list[dict[str, Any]]:
    """Return each variable with what it becomes and a sample, for the page that explains them."""
    samples = {
        "first_name": "Aziza",
        "last_name": "Karimova",
        "full_name": "Aziza Karimova",
        "username": "@aziza",
        "number": "1024",
        "category": gettext("Payments"),
        "admin": admin.display_name if admin else "Dilnoza",
        "date": date_format(timezone.localdate(), "SHORT_DATE_FORMAT"),
    }
    return [{"name": name, "words": words, "sample": samples[name]} for name, words in VARIABLE_WORDS.items()]


def languages_of(reply: SavedReply) -> list[str]:
    """Return the languages in which the reply has words."""
    return [language for language in Language.values if getattr(reply, f"text_{language}")]
