"""Mail addresses: what is taken, how it is kept and shown, what is refused and that no reason repeats it."""

from email.headerregistry import Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.mail_address import MailAddress, Unfit, check, in_unicode, key_of, parse, tagged


@pytest.mark.parametrize(
    ("written", "kept", "shown"),
    [
        ("a@b.example", "a@b.example", "a@b.example"),
        (" Anna.B+x@Mail.EXAMPLE ", "Anna.B+x@mail.example", "Anna.B+x@mail.example"),
        ("o'hara_!#$%&*/?=^`{|}~-@b.example", "o'hara_!#$%&*/?=^`{|}~-@b.example", "o'hara_!#$%&*/?=^`{|}~-@b.example"),
        ('"a b"@b.example', '"a b"@b.example', '"a b"@b.example'),
        ('"ab"@b.example', "ab@b.example", "ab@b.example"),
        ("desk@Кафе.example", "desk@xn--80akn5b.example", "desk@кафе.example"),
        ("desk@faß.example", "desk@xn--fa-hia.example", "desk@faß.example"),
        ("desk@b。example", "desk@b.example", "desk@b.example"),
        ("пошта@кафе.example", "пошта@xn--80akn5b.example", "пошта@кафе.example"),
        ("root@localhost", "root@localhost", "root@localhost"),
    ],
)
def test_an_address_is_kept_in_one_form_and_shown_in_its_own_script(written, kept, shown):
    found = parse(written)
    assert isinstance(found, MailAddress)
    assert (found.address, found.shown) == (kept, shown)
    assert parse(found.address) == found
    assert found.smtputf8 == (not kept.isascii())


REFUSED = [
    "", " ", "a", "=?utf-8?q?a=40b?=@b.example", "@", "a@", "@b.example", "a@@b.example", "a@b@c.example", "a@b", "a@b..example", "a@.example", "a@b.example.",
    "a.@b.example", ".a@b.example", "a..b@b.example", "a b@c.example", "a@b c.example", "a@-b.example", "a@b-.example",
    "a@b_c.example", "a@192.0.2.1", "a@[192.0.2.1]", "a@b.example,c@d.example", "a@b.example;c@d.example", "a@b.example c@d.example",
    "a@b.example\nBcc: c@d.example", "a@b.example\r", "a\x00@b.example", "a\u2028@b.example", "a\u200b@b.example", "a\u202e@b.example",
    '"a@b c"@d.example', '"a,b"@d.example', '"a\\"b"@d.example', '""@d.example', "<a@b.example>", "Ann <a@b.example>",
    "a(c)@b.example", "a@b.example>", "a@xn--a.example", "a\ud800@b.example", f"{'a' * 65}@b.example", f"a@{'b' * 64}.example",
    f"a@{'.'.join(['b' * 60] * 5)}", f"{'a' * 60}@{'.'.join(['b' * 60] * 3)}.{'c' * 20}.example",
]  # fmt: skip


@pytest.mark.parametrize("written", REFUSED)
def test_what_is_no_single_plain_address_is_refused_and_not_repeated(written):
    found = parse(written)
    assert isinstance(found, Unfit)
    assert len(written) < 4 or written.strip() not in found.reason


def test_a_name_may_stand_beside_it_where_that_is_asked_for():
    found = parse('"Desk, \\"Kyiv\\"" <desk@b.example>', named=True)
    assert isinstance(found, MailAddress)
    assert (found.name, found.address) == ('Desk, "Kyiv"', "desk@b.example")
    assert isinstance(parse("a\x1b[2J <a@b.example>", named=True), Unfit)
    assert isinstance(parse("a <a@b.example> <c@d.example>", named=True), Unfit)
    assert isinstance(parse(f"{'n' * 201} <a@b.example>", named=True), Unfit)


def test_an_address_of_the_net_stands_for_a_domain_where_that_is_asked_for():
    assert [parse(one, literals=True).address for one in ("a@[192.0.2.1]", "a@[IPv6:2001:DB8::1]")] == [
        "a@[192.0.2.1]",
        "a@[IPv6:2001:db8::1]",
    ]
    assert isinstance(parse("a@[192.0.2.999]", literals=True), Unfit)


def test_spellings_of_one_mailbox_have_one_key():
    assert parse("Ann@Кафе.example").key == parse("ann@кафе.EXAMPLE").key == key_of("ANN@xn--80akn5b.example")
    assert parse("ann@b.example").key != parse("anna@b.example").key


def test_a_key_of_the_profile_is_checked_and_what_is_wrong_said():
    assert check("Desk <desk@b.example>") is None
    assert "no @" in check("desk")
    assert "not text" in check(7)


def test_a_tag_is_added_where_there_is_room():
    assert tagged("bounces@b.example", "x7") == "bounces+x7@b.example"
    assert tagged(f"{'a' * 60}@b.example", "x7abc") == f"{'a' * 60}@b.example"
    assert tagged('"a b"@b.example', "x7") == '"a b"@b.example'


@given(st.text(max_size=40) | st.from_regex(r"[a-z.\"@ ,<>\[\]-]{1,20}@[a-zé.-]{1,20}", fullmatch=True))
def test_whatever_is_written_there_is_an_address_or_a_reason(written):
    found = parse(written, named=True)
    if isinstance(found, MailAddress):
        assert parse(found.address) == parse(found.shown)
        assert not {*found.address} & {*",;<>\r\n"}
        parsed = Address(addr_spec=found.address)  # Python's own reader takes it for one address, and for the same
        assert parsed.domain == found.domain
    else:
        assert not found.reason.endswith(".")


@given(st.text(max_size=30))
def test_any_domain_can_be_shown(domain):
    assert isinstance(in_unicode(domain), str)
