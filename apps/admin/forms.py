"""The forms by which the desk is managed at the site. The rules are the services'; here is what may be typed."""

from typing import Any, cast

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.admin.actors import Door, operator
from apps.admin.models import Admin, Category
from apps.admin.services.accounts import change_password
from apps.admin.services.settings import BOUNDS, GREETING_LIMIT, GREETINGS
from apps.user.models import Language
from core.errors import Refusal

GREATEST_ID = 2**52 - 1


class DeskForm(forms.Form):
    """A form that can say what a service refused."""

    def refuse(self, refusal: Refusal, words: str) -> None:
        """Put a refusal where it belongs: at its fields, else above them all in `words`."""
        for name, sentences in (refusal.fields or {}).items():
            for sentence in sentences:
                self.add_error(name if name in self.fields else None, gettext(sentence))
        if not refusal.fields:
            self.add_error(None, words)


class AccessForm(DeskForm):
    """What an admin may see and do."""

    categories = forms.TypedMultipleChoiceField(
        label=_("Categories"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The admin sees the tickets of these categories, and no others. A super admin sees all of them."),
    )
    is_super_admin = forms.BooleanField(
        label=_("Super admin"),
        required=False,
        help_text=_("Sees every ticket and manages admins, categories and settings."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = cast(forms.TypedMultipleChoiceField, self.fields["categories"])
        offered.choices = [(category.pk, _offered(category)) for category in Category.objects.all()]


def _offered(category: Category) -> str:
    """Return the category's name; one that is switched off is told apart, and may stay bound."""
    return str(category) if category.is_active else gettext("%(name)s (switched off)") % {"name": category}


class TelegramForm(DeskForm):
    """Whose Telegram account it is."""

    telegram_id = forms.IntegerField(
        label=_("Telegram id"),
        min_value=1,
        max_value=GREATEST_ID,
        help_text=_(
            "Begin to type a name to find somebody who wrote to the desk, or enter the number of their account."
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-people": "true"}),
    )


class AppointForm(TelegramForm, AccessForm):
    """Somebody in Telegram who becomes an admin."""

    first_name = forms.CharField(
        label=_("First name"),
        max_length=150,
        required=False,
        help_text=_("Only for somebody who never wrote to the desk; others keep the name that Telegram gives."),
    )
    field_order = ("telegram_id", "first_name", "categories", "is_super_admin")


class NamesForm(DeskForm):
    """What an admin is called."""

    first_name = forms.CharField(
        label=_("First name"), max_length=150, help_text=_("People who write to the desk see this name.")
    )
    last_name = forms.CharField(
        label=_("Last name"), max_length=150, required=False, help_text=_("Only colleagues see it.")
    )


class LoginForm(NamesForm):
    """The same, with the login: for super admins."""

    username = forms.CharField(
        label=_("Login"),
        max_length=150,
        help_text=_("With it and a password the admin signs in to the site. Letters, digits and @ . + - _"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )


class NewcomerForm(LoginForm, AccessForm):
    """An operator without Telegram."""

    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    field_order = ("username", "first_name", "last_name", "language", "categories", "is_super_admin")


class CategoryForm(DeskForm):
    """A category in three languages."""

    name_uz = forms.CharField(label=_("Name in Uzbek"), max_length=64, required=False)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=64, required=False)
    name_en = forms.CharField(
        label=_("Name in English"),
        max_length=64,
        required=False,
        help_text=_("One name is enough. Where one is missing, readers of that language see another."),
    )
    slug = forms.SlugField(
        label=_("Short name for links"),
        max_length=50,
        help_text=_("Latin letters, digits, - and _. A link with it opens the bot with this category chosen."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one name at least, at the first of the three."""
        given = super().clean() or self.cleaned_data
        if not self.errors and not any(given[name] for name in ("name_uz", "name_ru", "name_en")):
            self.add_error("name_uz", gettext("A category needs a name in one language at least."))
        return given


class SettingsForm(DeskForm):
    """The desk's rules. An empty number is the server's own."""

    reopen_hours = forms.IntegerField(
        label=_("Hours in which a closed ticket may be reopened"),
        required=False,
        min_value=BOUNDS["reopen_hours"][0],
        max_value=BOUNDS["reopen_hours"][1],
        help_text=_(
            "Whoever writes within this time after a closing is asked first whether it belongs to the closed ticket. "
            "Later a new ticket opens. 0 offers no reopening."
        ),
    )
    reminder_minutes = forms.IntegerField(
        label=_("Minutes after which a waiting ticket is announced again"),
        required=False,
        min_value=BOUNDS["reminder_minutes"][0],
        max_value=BOUNDS["reminder_minutes"][1],
        help_text=_("The admins of its category, or the one who holds it, hear of it once more in Telegram."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {"uz": _("Greeting in Uzbek"), "ru": _("Greeting in Russian"), "en": _("Greeting in English")}
        for name in GREETINGS:
            self.fields[name] = forms.CharField(
                label=labels[name.removeprefix("greeting_")],
                required=False,
                max_length=GREETING_LIMIT,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        self.fields[GREETINGS[-1]].help_text = _(
            "The bot says it above the categories when somebody presses Start. Plain text: no formatting. Where one is "
            "missing, another is said; where all are, the bot greets in its own words."
        )


class ReasonForm(DeskForm):
    """Why somebody is blocked."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("For colleagues: the person is told that they are blocked, not why."),
    )


class FirstPasswordForm(SetPasswordForm):  # type: ignore[type-arg]
    """A password set by a one-time link, kept by the service, so that it is noted who did it."""

    def save(self, commit: bool = True) -> Admin:
        """Keep the password."""
        admin = cast(Admin, self.user)
        change_password(actor=operator(admin, Door.SITE), admin=admin, password=self.cleaned_data["new_password1"])
        return admin
