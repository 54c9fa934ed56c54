"""A mail as it goes out, with whatever a test wants to be different; and other programs that read mails.

The other programs: Perl, whose own modules decode, and mailparser for Node where NODE_PATH names a folder with it
(`npm install --prefix FOLDER mailparser`, then NODE_PATH=FOLDER/node_modules).
"""

import base64
import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from briefing.model import Body, Delivery, Posting
from briefing.stages.mail import WayOut, file_name, imprint, letter, message_id, sealed

HERE = Path(__file__).parent
PAGE = "https://briefing.example.org/u/k3v9Qw2LrT8yBnM4xZc7Ha1DfGs6"
WAY_OUT = WayOut(page=PAGE, address="bounces+abc@example.org")
TEXT = ("What happened in Київ.\n\nTo leave: ", "\n")
HTML = ('<p>What happened in Київ.</p><p><a href="', '">Leave</a></p>\n')


class Mail:
    """What a test may say otherwise of a mail, and the mail made of it."""

    def __init__(self, **facts):
        self.facts = {
            "subject": "Ukraine daily briefing, 23 January 2024",
            "text": TEXT,
            "html": HTML,
            "language": "en",
            "pdf": b"%PDF-1.7 " + bytes(range(256)) * 30,
            "profile": "ukraine",
            "edition": "2024-01-23",
            "subscriber": 7,
            "address": "reader@example.net",
            "name": "Олена Петренко",
            "sender": '"Briefing Desk, Kyiv" <briefing@example.org>',
            "reply_to": None,
            "title": "Ukraine daily briefing",
            "archive": "https://briefing.example.org/ukraine/",
            "way_out": WAY_OUT,
            "sign": None,
        } | facts

    def sealed(self):
        said = self.facts
        body = Body(subject=said["subject"], text=said["text"], html=said["html"], language=said["language"])
        return sealed(body, pdf=said["pdf"], pdf_name=file_name(said["profile"], said["edition"]))

    def letter(self, body=None):
        """The mail, or why there is none."""
        said = self.facts
        due = datetime(2024, 1, 23, 4, 30, tzinfo=UTC)
        posting = Posting(profile=said["profile"], edition=said["edition"], due=due, briefing=b"", pdf=said["pdf"])
        ours = imprint(
            posting, title=said["title"], zone=ZoneInfo("Europe/Kyiv"),
            sender=said["sender"], reply_to=said["reply_to"], archive=said["archive"],
        )  # fmt: skip
        delivery = Delivery(
            profile=said["profile"], edition=said["edition"], revision=0, subscriber=said["subscriber"], address=said["address"],
            name=said["name"], sections=(), style="pdf", language=None, state="planned", attempts=0, token=1,
            message_id=message_id(said["profile"], said["edition"], 0, said["subscriber"], domain="example.org"),
        )  # fmt: skip
        return letter(
            body or self.sealed(), delivery, imprint=ours, way_out=said["way_out"], return_path="bounces+abc@example.org",
            sign=said["sign"],
        )  # fmt: skip

    def wire(self):
        """The bytes of the mail."""
        return self.letter().message()


class Reader:
    """A program that is handed a mail as a line of base64 and answers with a line of JSON."""

    def __init__(self, *command):
        self._running = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")

    def read(self, wire):
        print(base64.b64encode(wire).decode(), file=self._running.stdin, flush=True)
        return json.loads(self._running.stdout.readline())

    def close(self):
        self._running.kill()
        self._running.communicate()


@pytest.fixture
def mail():
    return Mail


@pytest.fixture(scope="module")
def perl():
    if not shutil.which("perl") or subprocess.run(["perl", "-MJSON::PP", "-e1"], capture_output=True, check=False).returncode:
        pytest.skip("there is no Perl with its usual modules on this machine")
    reader = Reader("perl", str(HERE / "read_mail.pl"))
    yield reader
    reader.close()


@pytest.fixture(scope="module")
def mailparser():
    if not shutil.which("node"):
        pytest.skip("there is no Node on this machine")
    if subprocess.run(["node", "-e", "require('mailparser')"], capture_output=True, check=False).returncode:
        pytest.skip("Node's mailparser is not here: npm install --prefix FOLDER mailparser, then NODE_PATH=FOLDER/node_modules")
    reader = Reader("node", str(HERE / "read_mail.js"))
    yield reader
    reader.close()
