"""A name server on loopback (UDP) whose answers a test writes, and that may change its mind from one question to the next.

with NameServer() as names:
    names["news.example"] = ["203.0.113.7"]                     # always the same
    names.texts["sel._domainkey.news.example"] = ["v=DKIM1; p=…"]   # TXT records
    names["turns.example"] = Turning(["203.0.113.7"], ["127.0.0.1"])   # the first answer, then the second for good
    fetcher = Fetcher(..., resolve=names.ask)
"""

import socket
import threading
from collections import Counter
from collections.abc import Sequence
from typing import Self

import dns.asyncresolver
import dns.exception
import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset


class Turning:
    """Answers that are given one after the other, the last one for good."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self._answers = list(answers)

    def next(self) -> Sequence[str]:
        """The addresses given now."""
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]


class NameServer:
    """The server; `asked` counts the questions by name and type ("news.example A"). A name that is silent is never answered."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.silent: set[str] = set()
        self.texts: dict[str, Sequence[str]] = {}
        self._names: dict[str, Turning] = {}
        self._now: dict[str, Sequence[str]] = {}
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.settimeout(0.05)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
        self._socket.close()

    def __setitem__(self, name: str, answer: Sequence[str] | Turning) -> None:
        self._names[name] = answer if isinstance(answer, Turning) else Turning(answer)

    @property
    def port(self) -> int:
        """Where it listens on 127.0.0.1."""
        return int(self._socket.getsockname()[1])

    async def ask(self, host: str) -> list[str]:
        """The IPv4 and IPv6 addresses it gives for a name, over the network; `OSError` where there are none."""
        resolver = dns.asyncresolver.Resolver(configure=False)
        resolver.nameservers, resolver.port, resolver.lifetime = ["127.0.0.1"], self.port, 60.0
        resolver.search = []
        found: list[str] = []
        for kind in ("A", "AAAA"):
            try:
                found += [row.address for row in await resolver.resolve(f"{host}.", kind)]
            except dns.asyncresolver.NoAnswer:
                continue
            except (dns.asyncresolver.NXDOMAIN, dns.exception.DNSException) as error:
                raise socket.gaierror(socket.EAI_NONAME, str(error)) from None
        return found

    def _serve(self) -> None:
        while not self._ended.is_set():
            try:
                data, client = self._socket.recvfrom(4096)
            except TimeoutError:
                continue
            if reply := self._reply(dns.message.from_wire(data)):
                self._socket.sendto(reply.to_wire(), client)

    def _reply(self, query: dns.message.Message) -> dns.message.Message | None:
        question = query.question[0]
        name = question.name.to_text(omit_final_dot=True).lower()
        self.asked[f"{name} {dns.rdatatype.to_text(question.rdtype)}"] += 1
        if name in self.silent:
            return None
        reply = dns.message.make_response(query)
        reply.flags |= dns.flags.RA
        if question.rdtype == dns.rdatatype.TXT and name in self.texts:
            for text in self.texts[name]:
                reply.answer.append(dns.rrset.from_text(question.name, 0, "IN", "TXT", _strings(text)))
            return reply
        if name not in self._names:
            reply.set_rcode(dns.rcode.NXDOMAIN)
            return reply
        wanted = {dns.rdatatype.A: lambda one: ":" not in one, dns.rdatatype.AAAA: lambda one: ":" in one}
        fits = wanted.get(question.rdtype)
        # A turning name turns with each look-up, which asks for IPv4 first: the answer for IPv6 is of the same turn.
        if question.rdtype == dns.rdatatype.A:
            self._now[name] = self._names[name].next()
        now = self._now.get(name, ())
        rows = [one for one in now if fits and fits(one)]
        if rows:
            reply.answer.append(dns.rrset.from_text_list(question.name, 0, "IN", dns.rdatatype.to_text(question.rdtype), rows))
        return reply


def _strings(text: str) -> str:
    """A TXT record as it is written: strings of at most 255 characters."""
    return " ".join(
        '"' + text[at : at + 255].replace("\\", "\\\\").replace('"', '\\"') + '"' for at in range(0, max(len(text), 1), 255)
    )
