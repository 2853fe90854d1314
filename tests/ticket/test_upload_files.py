"""An operator's file and the rows that name it: a refused act leaves neither, and one in doubt leaves the file."""

import io
from pathlib import Path

import pytest
from django.db import InterfaceError, OperationalError

from apps.ticket.services.upload_files import Upload, stored
from core.errors import Forbidden

WORDS = b"words of a file"


def storing(error: Exception) -> None:
    """Store a file for an act that ends so."""
    upload = Upload(name="a.txt", mime_type="text/plain", size=len(WORDS), stream=io.BytesIO(WORDS))
    with pytest.raises(type(error)), stored([upload]):
        raise error


def kept_in(folder: Path) -> list[bytes]:
    return [file.read_bytes() for file in folder.rglob("*") if file.is_file()]


@pytest.mark.parametrize("error", [Forbidden(), KeyError("x")])
def test_the_file_of_a_refused_act_is_taken_out_again(stored_files: Path, error: Exception) -> None:
    storing(error)
    assert kept_in(stored_files) == []


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("closed")])
def test_a_lost_connection_may_have_committed_and_costs_no_file(stored_files: Path, error: Exception) -> None:
    storing(error)
    assert kept_in(stored_files) == [WORDS]
