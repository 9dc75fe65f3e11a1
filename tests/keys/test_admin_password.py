"""The admin password."""

from __future__ import annotations

from pathlib import Path

import pytest

from filmgate.keys.admin_password import (
    WeakPassword,
    has_admin_password,
    is_admin_password,
    set_admin_password,
)
from filmgate.settings import AdminSettings, FilmgateSettings


def test_it_is_kept_as_a_hash_that_only_the_owner_reads(tmp_path: Path) -> None:
    settings = FilmgateSettings(data_dir=tmp_path / "data")
    assert not has_admin_password(settings)
    file = set_admin_password(settings.data_dir, "correct horse battery")
    assert has_admin_password(settings)
    assert is_admin_password(settings, "correct horse battery")
    assert not is_admin_password(settings, "correct horse batter")
    assert "horse" not in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    set_admin_password(settings.data_dir, "another long one")
    assert not is_admin_password(settings, "correct horse battery")


def test_the_settings_come_before_the_file(tmp_path: Path) -> None:
    hashed = set_admin_password(tmp_path / "other", "the one of the settings").read_text().strip()
    settings = FilmgateSettings(data_dir=tmp_path, admin=AdminSettings(password_hash=hashed))  # type: ignore[arg-type]
    set_admin_password(tmp_path, "the one of the file")
    assert is_admin_password(settings, "the one of the settings")
    assert not is_admin_password(settings, "the one of the file")


def test_a_short_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeakPassword):
        set_admin_password(tmp_path, "elevenchars")
    assert not has_admin_password(FilmgateSettings(data_dir=tmp_path))


def test_a_broken_hash_opens_nothing(tmp_path: Path) -> None:
    (tmp_path / "admin-password").write_text("garbage\n")
    assert not is_admin_password(FilmgateSettings(data_dir=tmp_path), "garbage")
