"""A profile's marks on their way into an edition: the logo beside the profile, errors that name it."""

from argparse import Namespace

import pytest
from PIL import Image

from briefing import settings
from briefing.cli import main
from briefing.commands.context import design_for
from briefing.errors import Exit, ProfileError

PROFILE = """
title = "Desk"
timezone = "UTC"
theme = "ministry"
[[section]]
id = "all"
title = "All"
about = "everything"
[marks]
classification = "tlp:green"
contact = "desk@example.org"
logo = "pictures/seal.png"
"""


@pytest.fixture
def profile(tmp_path):
    path = tmp_path / "desk.toml"
    path.write_text(PROFILE, encoding="utf-8")
    return path


def design(path):
    return design_for(Namespace(profile=str(path)), settings.parse(path.read_text(encoding="utf-8"), str(path)))


def test_the_logo_lies_beside_the_profile_and_no_path_goes_into_the_edition(profile, monkeypatch, tmp_path_factory):
    (profile.parent / "pictures").mkdir()
    Image.new("RGB", (30, 20), "navy").save(profile.parent / "pictures" / "seal.png")
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    made = design(profile)
    assert made.logo.startswith("data:image/png;base64,")
    assert made.theme == "ministry"
    assert "seal" not in made.logo


def test_a_logo_that_is_not_there_is_a_mistake_of_the_profile(profile):
    with pytest.raises(ProfileError, match=r"desk\.toml: 1 mistake\n  marks\.logo: 'seal\.png' cannot be read"):
        design(profile)


def test_the_command_says_so_and_makes_nothing(profile, capsys):
    output = profile.parent / "editions"
    arguments = ["run", "--profile", str(profile), "--sample", "--now", "2025-05-15T06:30:00+00:00", "--output", str(output)]
    assert main(arguments) == Exit.CONFIG
    said = capsys.readouterr().err
    assert "marks.logo: 'seal.png' cannot be read" in said
    assert "Traceback" not in said
    assert not output.exists()
