"""What lies on the shelf is believed only when every byte is the one that was written."""

import json
from pathlib import Path
from typing import Any

import pytest

from core.backup import media, shelf
from core.backup.failure import BackupFailed


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """Return something that lies there as a backup does."""
    backup = tmp_path / "yordam-20260101T000000Z"
    backup.mkdir()
    for name in (shelf.DATABASE, shelf.MEDIA):
        (backup / name).write_bytes(name.encode() * 1000)
    facts: dict[str, Any] = {
        "format": shelf.FORMAT,
        "version": "1.0",
        "made_at": "2026-01-01T00:00:00+00:00",
        "postgresql": 15,
        "migrations": [],
        "counts": {},
        "media_files": 0,
        "missing_files": [],
        "sha256": {name: media.sha256(backup / name) for name in (shelf.DATABASE, shelf.MEDIA)},
    }
    shelf.write_manifest(backup, shelf.Manifest(**facts))
    return backup


def test_what_is_whole_passes(backup: Path) -> None:
    shelf.check_sums(backup, shelf.read_manifest(backup))
    assert shelf.newest(backup.parent) == shelf.made_at(backup)


@pytest.mark.parametrize("name", [shelf.DATABASE, shelf.MEDIA])
@pytest.mark.parametrize("harm", ["damaged", "cut short", "missing"])
def test_a_harmed_file_is_named(backup: Path, name: str, harm: str) -> None:
    victim = backup / name
    content = bytearray(victim.read_bytes())
    if harm == "missing":
        victim.unlink()
    elif harm == "cut short":
        victim.write_bytes(content[:-1])
    else:
        content[len(content) // 2] ^= 1
        victim.write_bytes(content)
    with pytest.raises(BackupFailed, match=f"{name} is (damaged|missing)"):
        shelf.check_sums(backup, shelf.read_manifest(backup))


@pytest.mark.parametrize("manifest", ["", "{", "[]", json.dumps({"format": 2}), json.dumps({"format": shelf.FORMAT})])
def test_a_manifest_that_says_nothing_is_refused(backup: Path, manifest: str) -> None:
    (backup / shelf.MANIFEST).write_text(manifest)
    with pytest.raises(BackupFailed):
        shelf.read_manifest(backup)


def test_without_a_manifest_it_is_no_backup(backup: Path) -> None:
    (backup / shelf.MANIFEST).unlink()
    with pytest.raises(BackupFailed, match="no whole backup"):
        shelf.read_manifest(backup)
    assert shelf.newest(backup.parent) is None
