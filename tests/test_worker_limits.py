"""The limits of a page in the profile: read, checked, handed to the workers, and no part of what an edition says."""

import sys
from collections.abc import Callable
from typing import Any

import pytest

from briefing.commands.context import crew_for, workers_for
from briefing.edges import workers
from briefing.errors import ProfileError, UsageError
from briefing.settings import built_in, built_in_text, fingerprint, parse


def test_limits_of_the_profile_reach_the_workers():
    made = workers_for(parse(f"{built_in_text()}\n[workers]\nprocesses = 3\nseconds = 4\nmegabytes = 120\n", "mine"))
    assert (made.processes, made.seconds, made.megabytes) == (3, 4, 120)


def test_without_a_word_the_limits_are_those_of_the_workers():
    made = workers_for(built_in())
    assert (made.seconds, made.megabytes) == (workers.SECONDS, workers.MEGABYTES)


def test_the_same_limits_hold_for_items_one_by_one():
    with crew_for(parse(f"{built_in_text()}\n[workers]\nprocesses = 3\nseconds = 4\nmegabytes = 120\n", "mine")) as made:
        assert (made.processes, made.limits.seconds, made.limits.megabytes) == (3, 4, 120)


@pytest.mark.parametrize("made_for", [workers_for, crew_for])
def test_a_cluster_without_its_extra_is_a_mistake_that_says_what_to_do(
    made_for: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "briefing.edges.workers.cluster", raising=False)
    monkeypatch.delattr(workers, "cluster", raising=False)
    with pytest.raises(UsageError, match=r"install briefing\[cluster\]"):
        made_for(parse(f'{built_in_text()}\n[workers]\nscheduler = "tcp://127.0.0.1:1"\n', "mine"))


@pytest.mark.parametrize("key", ["seconds = 0", "seconds = 2.5", "seconds = true", "megabytes = 49", "megabytes = '1 GB'"])
def test_a_limit_that_makes_no_sense_is_named(key: str):
    with pytest.raises(ProfileError, match=rf"workers\.{key.split(maxsplit=1)[0]}: is a whole number from"):
        parse(f"{built_in_text()}\n[workers]\n{key}\n", "mine")


def test_limits_change_nothing_an_edition_says():
    assert fingerprint(parse(f"{built_in_text()}\n[workers]\nseconds = 4\n", "mine")) == fingerprint(built_in())
