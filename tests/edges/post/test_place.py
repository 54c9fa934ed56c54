"""Addresses of mail servers, in a profile and taken apart."""

import pytest

from briefing.edges.post.place import Place, place_of
from briefing.profile_reader import smtp_address


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("smtp://mail.example.org", Place(host="mail.example.org", port=25)),
        ("smtp://desk%40example.org@mail.example.org", Place(host="mail.example.org", port=587, user="desk@example.org")),
        ("smtps://desk@mail.example.org/", Place(host="mail.example.org", port=465, implicit=True, user="desk")),
        ("smtp://[::1]:2525", Place(host="::1", port=2525)),
        ("smtp://127.0.0.1:65535", Place(host="127.0.0.1", port=65535)),
    ],
)
def test_a_right_address_is_taken_and_taken_apart(address, place):
    assert smtp_address(address) is None
    assert place_of(address) == place


@pytest.mark.parametrize(
    "address",
    [
        "",
        7,
        "mail.example.org",
        "http://mail.example.org",
        "smtp://",
        "smtp://:25",
        "smtp://mail.example.org/folder",
        "smtp://mail.example.org?tls=no",
        "smtp://mail.example.org#x",
        "smtp://mail.example.org:0",
        "smtp://mail.example.org:70000",
        "smtp://mail.example.org:port",
        "smtp://mail example.org",
        "smtp://desk%0d%0a@mail.example.org",
        "smtp://[::1",
    ],
)
def test_a_wrong_address_is_told_what_a_right_one_is(address):
    assert "the address of a mail server" in smtp_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "smtp://desk:hunter2@mail.example.org",
        "smtp://desk%40example.org:hunter2@mail.example.org:587",
        "smtp//desk:hunter2@mail.example.org",
        "smtp://desk:hunter2@mail.example.org:99999",
    ],
)
def test_a_password_in_an_address_is_refused_and_not_shown(address):
    said = smtp_address(address)
    assert said
    assert "hunter2" not in said


def test_where_a_password_belongs_is_said():
    assert smtp_address("smtp://desk:secret@mail.example.org") == "holds a password, which belongs into BRIEFING_SMTP_PASSWORD"
