"""`riwaya serve`: who may be let in is settled before the door opens."""

from __future__ import annotations

from pathlib import Path

from riwaya import ledger
from riwaya.ledger.people import People
from tests.cli import riwaya


def test_an_account_is_added_with_its_password_hashed(tmp_path: Path) -> None:
    place = tmp_path / "l.db"
    made = riwaya("serve", "--ledger", place, "--add-person", "منى:admin", env={"RIWAYA_PASSWORD": "كلمة سر طويلة"})
    assert made.code == 0 and "منى" in made.out
    with ledger.open(place) as book:
        kept = People(book).get("منى")
    assert kept is not None and kept.role == "admin" and kept.password.startswith("$argon2id$")


def test_short_passwords_and_unknown_roles_are_refused(tmp_path: Path) -> None:
    place = tmp_path / "l.db"
    assert riwaya("serve", "--ledger", place, "--add-person", "منى:admin", env={"RIWAYA_PASSWORD": "قصيرة"}).code == 2
    assert riwaya("serve", "--ledger", place, "--add-person", "منى:king", env={"RIWAYA_PASSWORD": "كلمة سر طويلة"}).code == 2


def test_no_other_address_without_accounts(tmp_path: Path) -> None:
    made = riwaya("serve", "--ledger", tmp_path / "l.db", "--host", "0.0.0.0")
    assert made.code == 2 and "--add-person" in made.err
