"""What several commands build alike: the profile, the archive's address, days and times from the command line."""

import argparse
import os
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from briefing import settings
from briefing.edges.logo import load_logo
from briefing.edges.templates import load_design
from briefing.edges.workers import LocalWorkers
from briefing.edges.workers.crew import Crew
from briefing.errors import ProfileError, UsageError
from briefing.model import Design
from briefing.pipeline import Workers

if TYPE_CHECKING:
    from briefing.edges.workers.cluster import ClusterCrew

DEFAULT_FILE = "briefing.toml"
AS_IT_WAS = "BRIEFING_PROFILE_AS_IT_WAS"  # names a copy of the profile as it was last right, for what `schedule` starts


def profile_file(args: argparse.Namespace) -> Path | None:
    """The file of the profile: the one named by --profile, else briefing.toml in the working folder; None for the built-in one."""
    path = Path(args.profile or DEFAULT_FILE)
    return path if args.profile or path.is_file() else None


def profile_for(args: argparse.Namespace) -> settings.Profile:
    """The profile named by --profile, else briefing.toml in the working folder, else the built-in one."""
    path = profile_file(args)
    if path is None:
        return settings.built_in()
    try:
        text = Path(os.environ.get(AS_IT_WAS) or path).read_bytes().decode("utf-8")
    except OSError as error:
        raise UsageError(f"{path}: the profile cannot be read ({error.strerror})") from None
    except UnicodeDecodeError as error:
        raise ProfileError(str(path), (f"is not UTF-8 text (byte {error.start})",)) from None
    return settings.parse(text, str(path))


def output_for(args: argparse.Namespace, profile: settings.Profile) -> Path:
    """Where editions are filed: --output, else the profile's folder (relative to the profile's file)."""
    if args.output:
        return Path(args.output)
    return _beside_profile(args, profile.output)


def base_for(args: argparse.Namespace) -> Path:
    """The folder that paths in the profile are relative to."""
    return _beside_profile(args, "")


def archive_url(args: argparse.Namespace, profile: settings.Profile, output: Path) -> str:
    """The archive's address: the profile's, else briefing.db in the output folder."""
    if profile.archive is None:
        return f"sqlite:///{output / 'briefing.db'}"
    if profile.archive.startswith("sqlite:///") and args.profile:
        return f"sqlite:///{_beside_profile(args, profile.archive.removeprefix('sqlite:///'))}"
    return profile.archive


def workers_for(profile: settings.Profile) -> Workers:
    """Whoever extracts pages within the profile's limits: this machine, or the cluster that the profile names."""
    limits = {"seconds": profile.page_seconds, "megabytes": profile.page_megabytes}
    return (
        _cluster().ClusterWorkers(profile.scheduler, **limits) if profile.scheduler else LocalWorkers(profile.processes, **limits)
    )


def crew_for(profile: settings.Profile) -> "Crew | ClusterCrew":
    """The same for one item at a time, as an Executor; to be used in a `with` block."""
    limits = {"seconds": profile.page_seconds, "megabytes": profile.page_megabytes}
    return _cluster().ClusterCrew(profile.scheduler, **limits) if profile.scheduler else Crew(profile.processes, **limits)


def _cluster() -> ModuleType:
    try:
        from briefing.edges.workers import cluster  # noqa: PLC0415 (an extra, and a second to load)
    except ImportError as error:
        raise UsageError(
            f"the profile names a cluster's scheduler, and the extra for that is missing ({error.name}); "
            "install briefing[cluster], or take [workers] scheduler out of the profile"
        ) from None
    return cluster


def design_for(args: argparse.Namespace, profile: settings.Profile) -> Design:
    """What the profile's editions are set with: templates of its own folder first, its theme, its logo."""
    file = profile_file(args)
    own = file.parent / "templates" if file else None
    logo = load_logo(_beside_profile(args, profile.logo), profile=str(file)) if profile.logo else ""
    named = getattr(args, "theme", None)
    return load_design(
        named or profile.theme,
        override=own,
        logo=logo,
        public_url=profile.public_url or "",
        asked=f"--theme {named}" if named else str(file or "the built-in profile"),
    )


def day(text: str) -> date:
    """A day written as 2024-01-23."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is not a day; write it as 2024-01-23") from None


def now_for(text: str | None, profile: settings.Profile) -> datetime:
    """The time given with --now (local time of the profile where it has no offset), else this moment."""
    if text is None:
        return datetime.now(UTC).astimezone(profile.zone).replace(microsecond=0)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is not a time; write it as 2024-01-24T06:30:00+02:00") from None
    return moment.replace(tzinfo=profile.zone) if moment.tzinfo is None else moment


def _beside_profile(args: argparse.Namespace, path: str) -> Path:
    return Path(args.profile).parent / path if args.profile else Path(path)
