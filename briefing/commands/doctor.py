"""`briefing doctor`: says whether the profile, the archive, what printing needs, schedule and mail are in order."""

import argparse
import platform
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from briefing.commands import doctor_delivery
from briefing.commands.context import archive_url, design_for, output_for, profile_file, profile_for
from briefing.edges import fonts, senses
from briefing.edges.archive import SqlArchive
from briefing.edges.press import Press, missing
from briefing.edges.stray import stray
from briefing.errors import BriefingError, Exit, PressError
from briefing.language.catalogue import catalogue, without_words
from briefing.settings import Profile
from briefing.source_address import never_asked
from briefing.stages.typeset.environment import sandbox

_LOW_DISK = 500 * 2**20  # bytes


def run(args: argparse.Namespace) -> int:
    """Print a line for each check; exit code 3 where something must be mended, 10 where only the PDF cannot be made."""
    worst = Exit.OK
    for name, good, said in _checks(args):
        mark = "note" if name == "not used" else "ok  " if good is Exit.OK else "FAIL" if good is Exit.CONFIG else "warn"
        print(f"{mark}  {name}: {said}")
        worst = max(worst, good, key=lambda code: (code is Exit.CONFIG, code is Exit.PARTIAL))
    return worst


def _checks(args: argparse.Namespace) -> Iterator[tuple[str, Exit, str]]:
    yield "Python", Exit.OK, platform.python_version()
    try:
        profile = profile_for(args)
    except BriefingError as error:
        yield "profile", Exit.CONFIG, str(error)
        return
    sections = ", ".join(section.id for section in profile.sections)
    yield (
        "profile",
        Exit.OK,
        f"{profile.title} ({profile.id}), days of {profile.timezone} from {profile.day_starts:%H:%M}, sections {sections}",
    )
    output = output_for(args, profile)
    yield _guarded("output", lambda: _output(output))
    yield _guarded("archive", lambda: _archive(args, profile, output))
    yield _guarded("templates", lambda: _templates(args, profile))
    if file := profile_file(args):
        yield from (("not used", Exit.OK, remark) for remark in stray(file, profile.theme))
    yield _sources(profile)
    yield _words(profile)
    yield _grouping(profile)
    yield _printing()
    try:
        yield from doctor_delivery.checks(args, profile, offline=args.offline)
    except BriefingError as error:
        yield "schedule and mail", Exit.CONFIG, str(error)


def _guarded(name: str, check: Callable[[], tuple[Exit, str]]) -> tuple[str, Exit, str]:
    try:
        code, said = check()
    except BriefingError as error:
        code, said = Exit.CONFIG, str(error)
    return name, code, said


def _output(output: Path) -> tuple[Exit, str]:
    existing = next(path for path in (output, *output.resolve().parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=existing):  # asking for the right to write proves nothing for root
            pass
    except OSError as error:
        return Exit.CONFIG, f"{output} cannot be written ({error.strerror})"
    free = shutil.disk_usage(existing).free
    said = f"{output}, {free // 2**20:,} MB free"
    return (Exit.OK, said) if free > _LOW_DISK else (Exit.PARTIAL, f"{said}: that is little")


def _archive(args: argparse.Namespace, profile: Profile, output: Path) -> tuple[Exit, str]:
    address = archive_url(args, profile, output)
    if address.startswith("sqlite:///") and not Path(address.removeprefix("sqlite:///")).exists():
        return Exit.OK, f"{address.removeprefix('sqlite:///')} is not there yet; the first run makes it"
    with SqlArchive.open(address, create=False) as archive:
        facts = archive.facts()
    said = ", ".join(f"{name} {value}" for name, value in facts.items())
    return (Exit.OK if facts.get("integrity", "ok") == "ok" else Exit.CONFIG), said


def _templates(args: argparse.Namespace, profile: Profile) -> tuple[Exit, str]:
    """The theme and the user's own templates, each read as the edition will read it."""
    design = design_for(args, profile)
    environment = sandbox(design)
    for template in design.templates:
        if template.name.endswith(".j2"):
            environment.parse(template.text, template.name)
    own = [template.name for template in design.templates if template.own]
    return Exit.OK, f"theme {design.theme}, of your own: {', '.join(own) or 'none'}"


def _sources(profile: Profile) -> tuple[str, Exit, str]:
    """The sources by kind, and whether a webmaster can reach whoever asks them. To have none is no fault: there is --input."""
    if not profile.sources:
        return "sources", Exit.OK, "none"
    doubts = [(one.name, why) for one in profile.sources for why in never_asked(one.kind, one.url, profile.fetch.allow_hosts)]
    if doubts:
        return "sources", Exit.PARTIAL, "; ".join(f"{name}: {why}" for name, why in doubts)
    kinds = Counter(source.kind for source in profile.sources)
    said = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    if profile.fetch.contact or not kinds.keys() - {"folder", "imap"}:
        return "sources", Exit.OK, said
    return "sources", Exit.OK, f"{said}; whom a webmaster may write to is not said: `contact` under [fetch]"


def _words(profile: Profile) -> tuple[str, Exit, str]:
    """The language of the edition's own words. One that has none is no fault: they are English then."""
    said = without_words(profile.language)
    return "words", Exit.OK, said or f"the edition's own words are in “{catalogue(profile.language).tag}”"


def _grouping(profile: Profile) -> tuple[str, Exit, str]:
    """What stories are grouped by. Doing without the extra is no fault; an extra that is there and does not load is one."""
    signals = "words, names, places, numbers and times"
    if profile.semantic == "off":
        return "grouping", Exit.OK, f"{signals}; the profile switches semantic vectors off"
    if said := senses.missing():
        return "grouping", Exit.OK, f"{signals}; {said}"
    found, said = senses.load()
    if found is None:
        return "grouping", Exit.PARTIAL, f"{signals}; {said}"
    found(["A test of the English model", "Перевірка багатомовної моделі"])
    return "grouping", Exit.OK, f"{signals}, and {said}"


def _printing() -> tuple[str, Exit, str]:
    gone = missing()
    if gone:
        return "PDF", Exit.PARTIAL, " ".join(gone)
    page = '<!doctype html><html lang="en"><head><title>Test</title></head><body><h1>Test ґєї₴</h1></body></html>'
    try:
        size = len(Press()(page))
    except PressError as error:
        return "PDF", Exit.PARTIAL, str(error)
    return "PDF", Exit.OK, f"a test page of {size:,} bytes was printed; fonts for {', '.join(fonts.scripts())}"
