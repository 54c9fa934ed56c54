"""The keys of the profile that weigh and limit: what they default to, what is refused and how it is said."""

import pytest

from briefing.errors import ProfileError
from briefing.settings import Length, Ranking, built_in, built_in_text, fingerprint, parse

PLAIN = """
title = "Harbour news"
timezone = "UTC"
[[section]]
id = "harbour"
title = "Harbour"
about = "ships and quays"
"""


def said_of(text: str) -> str:
    with pytest.raises(ProfileError) as told:
        parse(text, "mine")
    return str(told.value)


def test_a_profile_without_the_tables_weighs_and_limits_as_built_in():
    profile = parse(PLAIN, "mine")
    assert (profile.ranking, profile.length, profile.sections[0].limit) == (Ranking(), Length(), None)
    assert profile.elsewhere == ()


def test_the_built_in_profile_writes_the_defaults_out():
    assert (built_in().ranking, built_in().length) == (Ranking(), Length())
    assert "[ranking]" in built_in_text()
    assert "[length]" in built_in_text()


def test_every_weight_and_limit_is_read():
    text = f"""{PLAIN}limit = 3
    [ranking]
    origins = 2
    scale = 0
    novelty = 0.5
    officials = 1.5
    recency = 10
    [length]
    minutes = 5
    stories = 4
    """
    profile = parse(text, "mine")
    assert profile.ranking == Ranking(origins=2.0, scale=0.0, novelty=0.5, officials=1.5, recency=10.0)
    assert profile.length == Length(minutes=5, stories=4)
    assert profile.sections[0].limit == 3


def test_the_words_for_other_desks_are_read():
    assert parse('elsewhere = ["chess", "opera"]\n' + PLAIN, "mine").elsewhere == ("chess", "opera")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("[ranking]\norigins = -1", "ranking.origins: is a number from 0 to 10, not -1"),
        ("[ranking]\nscale = 11", "ranking.scale: is a number from 0 to 10, not 11"),
        ("[ranking]\nnovelty = true", "ranking.novelty: is a number from 0 to 10, not True"),
        ("[ranking]\nofficials = nan", "ranking.officials: is a number from 0 to 10, not nan"),
        ('[ranking]\nrecency = "much"', "ranking.recency: is a number from 0 to 10, not 'much'"),
        ("[ranking]\norigin = 1", "ranking.origin: is not a key of the profile; did you mean origins?"),
        ("[length]\nminutes = 0", "length.minutes: is a whole number from 1 up, not 0"),
        ("[length]\nstories = 2.5", "length.stories: is a whole number from 1 up, not 2.5"),
        ("limit = 0", "section[1].limit: is a whole number from 1 up, not 0"),
    ],
)
def test_a_weight_or_limit_that_makes_no_sense_is_refused_with_its_key(lines, said):
    assert said in said_of(PLAIN + lines)


def test_what_weighs_or_limits_changes_what_an_edition_says():
    tables = ("[ranking]\nscale = 0", "[length]\nminutes = 5", "[length]\nstories = 4", "limit = 3")
    prints = [fingerprint(parse(PLAIN + lines, "mine")) for lines in ("", *tables)]
    assert len(set(prints)) == len(prints)
    assert fingerprint(parse(PLAIN + "[ranking]\nscale = 1", "mine")) == prints[0]


MAIL = """[mail]
smtp = "smtp://mail.example.org"
from = "Desk <desk@example.org>"
"""
HERE = "https://news.example.org/editions"


def published(top: str = "", mail: str = "") -> str:
    return f'public_url = "{top}"\n{PLAIN}' * bool(top) + PLAIN * (not top) + (f'{MAIL}public_url = "{mail}"\n' if mail else "")


@pytest.mark.parametrize("text", [published(HERE), published(mail=HERE), published(HERE, HERE), published(HERE, f"{HERE}/")])
def test_where_editions_are_published_is_said_at_the_top_or_with_the_mail_or_in_both(text):
    assert parse(text, "mine").public_url == HERE


def test_where_editions_are_published_needs_no_mail_and_changes_no_edition():
    assert parse(published(HERE), "mine").mail is None
    assert fingerprint(parse(published(HERE), "mine")) == fingerprint(parse(PLAIN, "mine"))


def test_two_places_of_publication_are_a_mistake_that_names_both():
    said = said_of(published(HERE, "https://elsewhere.example"))
    assert said.splitlines()[1:] == [
        f"  public_url: is {HERE!r} here and 'https://elsewhere.example' in [mail]; say it once",
    ]


def test_a_table_of_mail_with_the_place_of_publication_alone_is_told_where_that_stands():
    assert "mail.public_url: stands at the top of the file" in said_of(f'{PLAIN}[mail]\npublic_url = "{HERE}"\n')


@pytest.mark.parametrize(
    "wrong",
    [
        "news.example.org",
        "ftp://news.example.org",
        "https://me@news.example.org",
        f"{HERE}?day=",
        f"{HERE}#now",
        "https://a b.example",
        "https://news.example.org:x",
        "https://news.example.org:99999",
    ],
)
def test_a_place_of_publication_that_no_file_name_can_be_added_to_is_refused(wrong):
    assert "public_url: is a" in said_of(published(wrong))
