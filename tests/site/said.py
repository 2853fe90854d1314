"""Every sentence that source files ask gettext for, found without running them."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import django
import unfold
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

# Babel knows the functions themselves; Django has lazy ones as well.
LAZY = {f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext")}
KEYWORDS = {**DEFAULT_KEYWORDS, **LAZY}
ROOT = Path(__file__).parents[2]
OURS = (ROOT / "apps", ROOT / "core")
DJANGO, UNFOLD = (Path(str(package.__file__)).parent for package in (django, unfold))
# What of Django and of the theme can stand on a page of ours. Their further parts are not installed.
ADMIN = ("templates", "views", "filters.py", "forms.py", "helpers.py", "models.py", "options.py", "sites.py")
AUTH = ("admin.py", "base_user.py", "forms.py", "models.py", "password_validation.py", "validators.py", "views.py")
THEIRS = (
    *(DJANGO / "contrib" / "admin" / part for part in (*ADMIN, "utils.py", "widgets.py")),
    *(DJANGO / "contrib" / "auth" / part for part in AUTH),
    *(DJANGO / part for part in ("forms", "core/validators.py", "db/models", "views", "utils/timesince.py")),
    *(UNFOLD / part for part in ("templates", "templatetags", "mixins", "admin.py", "fields.py", "forms.py")),
    *(UNFOLD / part for part in ("paginator.py", "sections.py", "sites.py", "widgets.py")),
    UNFOLD.parent / "axes" / "conf.py",
)
# Of those, what no page of ours can show: resetting a password by mail (nobody here has an address), groups and
# permissions (categories are ours), the plain admin's own switch of themes, kinds of fields that we do not have, and
# three pairs of keys that are no sentences.
NEVER_SHOWN = {
    "Dataset not found. No action performed.",
    "Disable password-based authentication",
    "Email address:",
    "Enable password-based authentication",
    "Forgotten your password? Enter your email address below, and we’ll email instructions for setting a new one.",
    "IPv4",
    "IPv4 or IPv6",
    "IPv6",
    "If you don’t receive an email, please make sure you’ve entered the address you registered with, and check your "
    "spam folder.",
    "In case you’ve forgotten, you are:",
    "LogEntry Object",
    "Password reset",
    "Password reset complete",
    "Password reset confirmation",
    "Password reset sent",
    "Password reset unsuccessful",
    "Please enter your new password twice so we can verify you typed it in correctly.",
    "Please go to the following page and choose a new password:",
    "Select currency",
    "Something’s wrong with your database installation. Make sure the appropriate database tables have been created, "
    "and make sure the database is readable by the appropriate user.",
    "String (unlimited)",
    "Thanks for using our site!",
    "The %(site_name)s team",
    "The password reset link was invalid, possibly because it has already been used.  Please request a new password "
    "reset.",
    "This action will <strong>enable</strong> password-based authentication for this user.",
    "Toggle theme (current theme: auto)",
    "Toggle theme (current theme: dark)",
    "Toggle theme (current theme: light)",
    "We’ve emailed you instructions for setting your password, if an account exists with the email you entered. You "
    "should receive them shortly.",
    "You can not create nested object without parent",
    "You're receiving this email because you requested a password reset for your user account at %(site_name)s.",
    "Your password has been set.  You may go ahead and log in now.",
    "addedname",
    "changedname",
    "codename",
    "deletedname",
    "group",
    "permission",
    "permissions",
    "users",
}
# The languages' own names are said by settings, not by gettext; bytes by a filter of Django's templates.
NAMED_ELSEWHERE = {"Oʻzbekcha", "Русский", "English", "%(size)d byte"}


@cache
def sentences_in(*places: Path) -> frozenset[str]:
    """Return what the Python files and the templates in these files and folders say; of a plural, the singular."""
    files = {file for place in places for file in (place.rglob("*") if place.is_dir() else (place,))}
    return frozenset(sentence for file in sorted(files) for sentence in sentences_of(file))


def sentences_of(path: Path) -> Iterator[str]:
    """Yield the sentences of one file; a file of another kind has none."""
    if path.suffix == ".py":
        yield from _found(path.read_text())
    elif path.suffix in {".html", ".svg", ".txt"} and "templates" in path.parts:
        # Django makes of a template a Python text of the same lines; only their indentation means nothing there.
        lines = templatize(path.read_text()).splitlines()
        yield from _found("\n".join(line.strip() for line in lines))


def _found(source: str) -> Iterator[str]:
    for _line, said, _comments, context in extract("python", BytesIO(source.encode()), keywords=KEYWORDS):
        sentence = said if isinstance(said, str) else said[0]
        # This is how catalogues keep a sentence with its context.
        yield f"{context}\x04{sentence}" if context else sentence
