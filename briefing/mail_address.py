"""Mail addresses as they may stand in an envelope and in a header: checked when they come in, so that nothing after need ask.

Taken: a local part of letters, digits and the signs of RFC 5322's atoms, or one in quotation marks; letters of any script in
either half (RFC 6531). What another program could take for two addresses is not taken, though the grammar allows some of it:
mailers exist that deliver "a@b c"@example.org to a@b. No reason given here repeats the address, as reasons end up in logs.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from hashlib import sha256
from ipaddress import IPv4Address, IPv6Address
from typing import Any

LOCAL_LIMIT, LIMIT = 64, 254  # octets, RFC 5321 §4.5.3.1.1; §4.5.3.1.3 gives a path 256 with its angle brackets
NAME_LIMIT = 200  # characters of a name beside an address
_LABEL, _DOMAIN = 63, 253  # octets, RFC 1035 §2.3.4
_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+")
_QUOTED = re.compile(r"[ !#-'*+./0-9=?A-Z^_`a-z{|}~$-]+")  # of RFC 5321's qtext what no mailer takes for a separator
_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>")
_LITERAL = re.compile(r"\[(?:IPv6:(?P<six>[0-9A-Fa-f:.]+)|(?P<four>[0-9.]+))\]")
_EXAMPLE = "as in reader@example.org"


@dataclass(frozen=True, kw_only=True, slots=True)
class MailAddress:
    """An address that was checked: the local part as it was written, the domain in ASCII (IDNA) and small letters."""

    local: str
    domain: str
    name: str = ""

    @property
    def address(self) -> str:
        """For an envelope."""
        return f"{self.local}@{self.domain}"

    @property
    def shown(self) -> str:
        """For people: the domain in its own script."""
        return f"{self.local}@{in_unicode(self.domain)}"

    @property
    def smtputf8(self) -> bool:
        """Whether only a server that offers SMTPUTF8 (RFC 6531) can take mail for it."""
        return not self.local.isascii()

    @property
    def key(self) -> str:
        """The same for every spelling of it that reaches one mailbox at all usual servers: SHA-256 of it in small letters."""
        return key_of(self.address)


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why a text is no address that can be used: a phrase that goes on from "it "."""

    reason: str


def parse(written: str, *, named: bool = False, literals: bool = False) -> MailAddress | Unfit:
    """The address in a text, or why there is none; with `named` also in the form `Desk <desk@example.org>`.

    `literals` takes an IP address in brackets for a domain (RFC 5321 §4.1.3).
    """
    text, name = written.strip(" \t"), ""
    if named and (found := _NAMED.fullmatch(text)):
        text, name = found["address"], _unquoted(found["name"].strip())
        if wrong := _wrong_name(name):
            return Unfit(wrong)
    if not text:
        return Unfit(f"is empty where an address has to be, {_EXAMPLE}")
    if hidden := _hidden(text):
        return Unfit(hidden)
    text = unicodedata.normalize("NFC", text)
    local, at, host = text.rpartition("@")
    if not at:
        return Unfit(f"has no @, {_EXAMPLE}")
    domain = _literal(host) if literals and host.startswith("[") else _domain(host)
    found_local = _local(local)
    for half in (found_local, domain):
        if isinstance(half, Unfit):
            return half
    made = MailAddress(local=str(found_local), domain=str(domain), name=name)
    if len(made.address.encode()) > LIMIT:
        return Unfit(f"is longer than {LIMIT} bytes")
    return made


def check(value: Any) -> str | None:
    """What a key of the profile that is one mail address, with or without a name, has to be; None where it is."""
    found = parse(value, named=True) if isinstance(value, str) else Unfit("is not text")
    return f"is a mail address such as Desk <briefing@example.org>; this one {found.reason}" if isinstance(found, Unfit) else None


def key_of(address: str) -> str:
    """Under what an address is kept, and known again after it was erased: the SHA-256 of it in small letters."""
    return sha256(unicodedata.normalize("NFC", address.casefold()).encode("utf-8", "replace")).hexdigest()


def tagged(address: str, tag: str) -> str:
    """`bounces+TAG@example.org` for bounces@example.org; the address as it is where the tag would make it too long or it is quoted."""
    local, _, domain = address.rpartition("@")
    tagged_local = f"{local}+{tag}"
    fits = len(tagged_local.encode()) <= LOCAL_LIMIT and not local.startswith('"')
    return f"{tagged_local}@{domain}" if fits else address


def named(address: MailAddress, name: str) -> MailAddress:
    """The same address with another name beside it."""
    return replace(address, name=name)


def wrong_name(name: str) -> str | None:
    """Why a text cannot stand as a name beside an address; None where it can."""
    return _wrong_name(name)


def in_unicode(domain: str) -> str:
    """A domain in the script it was registered in; where its ASCII form stands for nothing, as it is."""
    return ".".join(_label_in_unicode(label) for label in domain.split("."))


def _hidden(text: str) -> str | None:
    """What in a text cannot be seen, or ends the line it stands in."""
    for char in text:
        kind = unicodedata.category(char)
        if kind in ("Cc", "Zl", "Zp"):
            return "holds a line break or another control character"
        if kind.startswith("C") or (kind == "Zs" and char != " "):
            return f"holds an invisible or unassigned character (U+{ord(char):04X})"
    return None


def _wrong_name(name: str) -> str | None:
    if len(name) > NAME_LIMIT:
        return f"has a name longer than {NAME_LIMIT} characters"
    for char in name:
        kind = unicodedata.category(char)
        # ZWJ and ZWNJ belong to the spelling of names in some scripts.
        if kind in ("Cc", "Cs", "Co", "Zl", "Zp") or (kind == "Cf" and char not in "\u200c\u200d"):
            return f"has a name with a control character or an invisible one (U+{ord(char):04X})"
    return None


def _unquoted(name: str) -> str:
    if len(name) >= 2 and name[0] == name[-1] == '"':
        return re.sub(r"\\(.)", r"\1", name[1:-1])
    return name


def _local(local: str) -> str | Unfit:
    if not local:
        return Unfit(f"has nothing before the @, {_EXAMPLE}")
    if len(local.encode()) > LOCAL_LIMIT:
        return Unfit(f"has more than {LOCAL_LIMIT} bytes before the @")
    if "=?" in local:  # RFC 2047: some programs decode =?utf-8?q?eve=40evil.example?=@example.org before they ask where it goes
        return Unfit("holds an encoded word before the @, which some mailers read as another address")
    if local.startswith('"') and local.endswith('"') and len(local) > 2:
        inside = local[1:-1]
        if not _QUOTED.fullmatch(inside):
            return Unfit("holds a sign between the quotation marks that some mailers read as another address")
        return inside if _is_dotted(inside) else local  # RFC 5321 §4.1.2: unquoted where it can be
    if _is_dotted(local):
        return local
    if any(sign in local for sign in ',;<>@"\\'):
        return Unfit("has to be one address, without commas, semicolons, brackets or quotation marks")
    if " " in local:
        return Unfit("holds a space")
    if local.startswith(".") or local.endswith(".") or ".." in local:
        return Unfit("has a dot at the wrong place before the @")
    return Unfit("holds a sign before the @ that may not stand there")


def _is_dotted(local: str) -> bool:
    """Whether it is a dot-atom, of any script (RFC 5322 §3.2.3, RFC 6532 §3.2)."""
    return all(_ATOM.fullmatch("".join(char for char in atom if char.isascii()) or "x") and atom for atom in local.split("."))


def _domain(host: str) -> str | Unfit:
    if not host:
        return Unfit(f"has nothing after the @, {_EXAMPLE}")
    if host.startswith("["):
        return Unfit("names an IP address where a domain has to be")
    if host.endswith("."):
        return Unfit("ends in a dot; write the domain without it")
    # The other dots of IDNA2003: typed with an Asian keyboard. Small letters, but "ß" stays: strasse.example is somebody else's.
    shown = unicodedata.normalize("NFKC", re.sub("[\u3002\uff0e\uff61]", ".", host)).lower()
    labels = [_label(label) for label in unicodedata.normalize("NFC", shown).split(".")]
    for label in labels:
        if isinstance(label, Unfit):
            return label
    domain = ".".join(map(str, labels))
    if len(domain) > _DOMAIN:
        return Unfit(f"has a domain longer than {_DOMAIN} bytes")
    if len(labels) == 1 and domain != "localhost":  # RFC 5321 §2.3.5: fully qualified names alone
        return Unfit(f"has a domain without a dot, {_EXAMPLE}")
    if domain.rpartition(".")[2].isdigit():
        return Unfit("names an IP address where a domain has to be")
    return domain


def _label(label: str) -> str | Unfit:
    """A part of a domain in ASCII: letters, digits and hyphens (RFC 1123 §2.1), others in Punycode (RFC 5891 §4.4)."""
    if not label:
        return Unfit("has two dots beside each other, or one at an end of the domain")
    if not all(char == "-" or unicodedata.category(char)[0] in "LMN" for char in label):
        return Unfit("has a domain with a sign that is no letter, digit or hyphen")
    if label.startswith("-") or label.endswith("-") or unicodedata.category(label[0]).startswith("M"):
        return Unfit("has a domain with a part that begins or ends wrongly")
    if label[2:4] == "--" and _label_in_unicode(label) == label:
        return Unfit("has a domain in an encoding that stands for nothing")
    ascii_form = label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}"
    return ascii_form if len(ascii_form) <= _LABEL else Unfit(f"has a domain with a part longer than {_LABEL} bytes")


def _label_in_unicode(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        shown = label[4:].encode("ascii").decode("punycode")
        same = shown.encode("punycode").decode("ascii") == label[4:]
    except (UnicodeError, ValueError, OverflowError):
        return label
    proper = same and not shown.isascii() and all(char == "-" or unicodedata.category(char)[0] in "LMN" for char in shown)
    return shown if proper and unicodedata.normalize("NFKC", shown).lower() == shown else label


def _literal(host: str) -> str | Unfit:
    found = _LITERAL.fullmatch(host)
    try:
        if found and found["six"]:
            return f"[IPv6:{IPv6Address(found['six'])}]"
        if found:
            return f"[{IPv4Address(found['four'])}]"
    except ValueError:
        pass
    return Unfit("has brackets without an IP address in them")
