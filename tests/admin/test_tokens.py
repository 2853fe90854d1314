"""An operator's own token: only its digest is kept, a new one ends the old, a dismissal ends it too."""

import pytest
from django.core.management import CommandError, call_command

from apps.admin.models import ApiToken
from apps.admin.services.accounts import renew_api_token
from apps.admin.services.staff import dismiss_admin
from tests.doors import Api
from tests.personas import DILNOZA, RUSTAM, Desk


def _status(token: str) -> int:
    return int(Api(token=token).get("admin/actor/").status_code)


def test_only_a_digest_is_kept(desk: Desk) -> None:
    token = renew_api_token(admin=DILNOZA.admin)

    kept = ApiToken.objects.get()
    assert token not in str(vars(kept))
    assert (len(kept.digest), _status(token), _status(kept.digest)) == (64, 200, 401)


def test_a_new_one_ends_the_old(desk: Desk) -> None:
    old, new = renew_api_token(admin=DILNOZA.admin), renew_api_token(admin=DILNOZA.admin)

    assert (old == new, _status(old), _status(new)) == (False, 401, 200)
    assert ApiToken.objects.count() == 1


def test_it_acts_as_that_operator(desk: Desk) -> None:
    actor = Api(token=renew_api_token(admin=DILNOZA.admin)).get("admin/actor/").json()

    assert (actor["role"], actor["admin"], actor["first_name"]) == ("admin", DILNOZA.admin.pk, "Dilnoza")


def test_it_acts_for_nobody_else(desk: Desk) -> None:
    answer = Api(token=renew_api_token(admin=DILNOZA.admin), persona=RUSTAM).get("admin/actor/")

    assert (answer.status_code, answer.json()["code"]) == (403, "person_not_allowed")


def test_a_dismissal_ends_it_for_good(desk: Desk) -> None:
    token = renew_api_token(admin=DILNOZA.admin)
    dismiss_admin(actor=RUSTAM.in_telegram, admin_id=DILNOZA.admin.pk)

    assert (_status(token), ApiToken.objects.count()) == (401, 0)


def test_a_command_makes_one(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("create_api_token", "dilnoza")

    assert _status(capsys.readouterr().out.strip()) == 200
    with pytest.raises(CommandError):
        call_command("create_api_token", "nobody")
