"""Settings are read strictly: a mistyped one stops the start and says what to write."""

import stat

import pytest

from concord.wiring.configuration import Configuration, MailServer


def test_a_flag_is_yes_or_no():
    assert Configuration.read({"CONCORD_HTTPS": "Yes"}).flag("CONCORD_HTTPS") is True
    assert Configuration.read({}).flag("CONCORD_HTTPS") is False
    with pytest.raises(ValueError, match="say yes or no"):
        Configuration.read({"CONCORD_HTTPS": "true"}).flag("CONCORD_HTTPS")


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("", None),
        ("smtp://mail.example.org", MailServer("mail.example.org", 587, "", "")),
        ("smtp://me%40x:p%2Fw@mail.example.org:2525", MailServer("mail.example.org", 2525, "me@x", "p/w")),
    ],
)
def test_a_mail_server_is_read_from_its_address(address, server):
    assert Configuration.read({"CONCORD_EMAIL_URL": address}).mail_server() == server


@pytest.mark.parametrize("address", ["mail.example.org", "http://mail.example.org", "smtp://"])
def test_another_address_is_no_mail_server(address):
    with pytest.raises(ValueError, match="smtp://user"):
        Configuration.read({"CONCORD_EMAIL_URL": address}).mail_server()


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    configuration = Configuration.read({"CONCORD_HOME": str(tmp_path)})
    key = configuration.secret_key()
    assert configuration.secret_key() == key
    assert len(key) >= 50
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_names_are_listed():
    configuration = Configuration.read({"CONCORD_HOSTS": "a.example, b.example,"})
    assert configuration.names("CONCORD_HOSTS") == ["a.example", "b.example"]
