"""Who asks is known by an address nobody can make up, and may ask so often."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.edges.web.callers import Turnstile, caller, networks

PROXIES = networks(["10.0.0.5", "192.168.0.0/16", "fd00::/8"])


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.9", [], "203.0.113.9"),
        ("203.0.113.9", ["198.51.100.1"], "203.0.113.9"),  # nobody's proxy: what it says does not count
        ("10.0.0.5", ["198.51.100.1"], "198.51.100.1"),
        ("10.0.0.5", ["1.2.3.4, 198.51.100.1"], "198.51.100.1"),  # the first was written by whoever asks
        ("10.0.0.5", ["1.2.3.4", "198.51.100.1, 192.168.7.7"], "198.51.100.1"),  # two proxies of ours
        ("10.0.0.5", ["192.168.7.7"], "192.168.7.7"),
        ("10.0.0.5", [], "10.0.0.5"),
        ("10.0.0.5", ["unknown"], "10.0.0.5"),
        ("10.0.0.5", ["1.2.3.4, <script>"], "10.0.0.5"),
        ("::ffff:10.0.0.5", ["[2001:db8::1]"], "2001:db8::1"),
        ("fd00::5", ["2001:db8::1"], "2001:db8::1"),
        ("", ["1.2.3.4"], ""),
        ("testclient", [], ""),
    ],
)
def test_a_caller_is_the_last_address_that_none_of_our_proxies_has(peer, forwarded, address):
    assert caller(peer, forwarded, PROXIES) == address


@given(st.lists(st.text()), st.sampled_from(["10.0.0.5", "203.0.113.9", "", "fd00::1"]))
def test_no_header_is_a_mistake(forwarded, peer):
    assert isinstance(caller(peer, forwarded, PROXIES), str)


@pytest.mark.parametrize("wrong", ["proxy.example.org", "10.0.0.0/99", "::g"])
def test_a_proxy_is_an_address_or_a_network(wrong):
    with pytest.raises(ValueError, match=r"."):
        networks([wrong])


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_sixty_in_a_minute_pass_and_then_the_next_minute_begins():
    clock = Clock()
    turnstile = Turnstile(clock=clock)
    assert [turnstile.wait("198.51.100.7") for _ in range(60)] == [0] * 60
    assert turnstile.wait("198.51.100.7") == 60
    assert turnstile.wait("198.51.100.8") == 0
    clock.now = 58.5
    assert turnstile.wait("198.51.100.7") == 2
    clock.now = 60.0
    assert turnstile.wait("198.51.100.7") == 0


def test_the_addresses_of_one_household_share_their_turns():
    turnstile = Turnstile(per_minute=1, clock=Clock())
    assert turnstile.wait("2001:db8:1:1::1") == 0
    assert turnstile.wait("2001:db8:1:1:ffff::2") > 0
    assert turnstile.wait("2001:db8:1:2::1") == 0
    assert turnstile.wait("fe80::1%eth0") == 0


def test_so_many_callers_are_remembered_and_no_more():
    clock = Clock()
    turnstile = Turnstile(most=100, clock=clock)
    for number in range(1000):
        turnstile.wait(f"198.51.{number // 250}.{number % 250}")
        assert len(turnstile) <= 100
    clock.now = 61.0
    turnstile.wait("203.0.113.1")
    assert len(turnstile) == 1
