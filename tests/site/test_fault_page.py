"""What an operator sees where the desk, or its database, has a fault: words of ours, in their language."""

from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from tests.api.desk import build_desk
from tests.site.office import seat

SAID = {
    "uz": "Xizmat javob bera olmadi",
    "ru": "Служба не смогла ответить",
    "en": "The desk could not answer",
}


def look(client: Client) -> str:
    client.raise_request_exception = False
    answer = client.get(reverse("health"))
    assert answer.status_code == 500
    return answer.content.decode()


@pytest.mark.parametrize("language", SAID)
def test_a_database_that_is_away_is_said_in_the_readers_language(db: None, language: str) -> None:
    client = seat(build_desk().rustam, language)
    with patch("django.db.backends.utils.CursorWrapper.execute", side_effect=OperationalError("host 10.0.0.7")):
        page = look(client)
    assert SAID[language] in page
    assert "10.0.0.7" not in page


def test_a_fault_of_our_own_is_said_too(db: None) -> None:
    client = seat(build_desk().rustam)
    with patch("apps.report.site.health.read_health", side_effect=ValueError("words of somebody")):
        page = look(client)
    assert SAID["en"] in page
    assert "words of somebody" not in page
