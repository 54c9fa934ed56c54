"""Which IP addresses are of the inside: every range by its ends, and every way one address hides in another."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.edges.fetch import forbidden

INNER = """
0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16
198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
::/128 ::1/128 64:ff9b:1::/48 100::/64 2001::/32 2001:20::/28 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10
ff00::/8 4000::/3 8000::/1 200::/7 64:ff9b:2::/48
""".split()
PUBLIC = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.255.255 172.15.255.255 172.32.0.0
192.0.1.0 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 223.255.255.255
2a00:1450:4001:81b::200e 2606:4700:4700::1111 2001:4860:4860::8888 2400:cb00::1 ::ffff:8.8.8.8 64:ff9b::808:808
""".split()


@pytest.mark.parametrize("network", INNER)
def test_both_ends_of_every_inner_range_are_forbidden(network):
    found = ip_network(network)
    assert forbidden(str(found[0]))
    assert forbidden(str(found[-1]))


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_public_internet_are_not(address):
    assert forbidden(address) is None


@given(st.sampled_from([one for one in INNER if "." in one]), st.data())
def test_an_inner_address_is_forbidden_in_whatever_it_hides(network, data):
    ip = ip_network(network)
    inner = int(data.draw(st.integers(int(ip[0]), int(ip[-1]))))
    v4 = IPv4Address(inner)
    hiding = [
        f"::ffff:{v4}", f"::{v4}", f"::ffff:0:{v4}", f"64:ff9b::{v4}", f"64:ff9b:1::{v4}",
        str(IPv6Address((0x2002 << 112) | inner << 80)), str(IPv6Address((0x20010000 << 96) | (inner ^ 0xFFFFFFFF))),
        f"2a00:1450::5efe:{v4}", f"2a00:1450::200:5efe:{v4}", f"fe80::5efe:{v4}",
    ]  # fmt: skip
    assert [one for one in hiding if forbidden(one) is None] == []


@given(st.ip_addresses())
def test_what_python_knows_as_private_is_forbidden_too(ip):
    if not ip.is_global or ip.is_multicast or ip.is_reserved:
        carried = ip.version == 6 and (ip.ipv4_mapped or ip in ip_network("64:ff9b::/96") or ip in ip_network("::/96"))
        assert carried or forbidden(str(ip))


@pytest.mark.parametrize("address", ["", "news.example", "1.2.3", "fe80::1%lo", "2a00:1450::1%eth0", "１.1.1.1", "1.1.1.1/32"])
def test_what_is_no_plain_address_is_forbidden(address):
    assert forbidden(address)


def test_the_tables_of_this_test_are_addresses():
    assert all(ip_address(one) for one in PUBLIC)
