"""`briefing preview`: an edition in the browser, made again whenever its templates, its theme or the profile change."""

import argparse
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from watchfiles import watch

from briefing.commands.context import archive_url, design_for, now_for, output_for, profile_file, profile_for
from briefing.commands.edition import brief_of
from briefing.commands.reading import archive_at, senses_for, take_sample, window_of
from briefing.edges.inputs import in_batches
from briefing.edges.loopback import Server, Shown
from briefing.edges.paint import paint
from briefing.edges.press import Press
from briefing.edges.stray import stray
from briefing.edges.templates import own_templates
from briefing.errors import BriefingError, Exit, UsageError
from briefing.model import Briefing
from briefing.record import read
from briefing.settings import Profile, fingerprint
from briefing.stages.typeset import typeset

_KINDS = (".j2", ".css", ".toml", ".json", ".png", ".jpg", ".jpeg", ".webp", ".svg")
_MOST_FOLDERS = 200
_AT_LEAST = ("html", "pdf", "md", "txt")


def run(args: argparse.Namespace) -> int:
    """Make the edition, serve it on this machine, and make it again on every change until Ctrl-C."""
    given = sum(map(bool, (args.edition, args.sample, args.date or args.first or args.last or args.input)))
    if given > 1:
        raise UsageError("an edition's file, --sample, and days or pages to make one of exclude each other")
    shown, desk = Shown(), _Desk(args)
    _tell_stray(args)
    if args.once:
        good = _make(desk, shown)
        return (Exit.PARTIAL if desk.lacking else Exit.OK) if good else Exit.CONFIG
    with _serving(Server(shown, args.port)) as server:
        print(f"preview: {server.address} (Ctrl-C ends it)", flush=True)
        try:
            for _ in _changes(desk):
                _make(desk, shown)
        except KeyboardInterrupt:
            pass
        finally:
            shown.end()
    print("preview: ended")
    return Exit.OK


def _tell_stray(args: argparse.Namespace) -> None:
    """Say once what lies among the templates and is not used; a profile that is wrong is told of with the edition."""
    with suppress(BriefingError):
        file, theme = profile_file(args), args.theme or profile_for(args).theme
        for remark in stray(file, theme) if file else ():
            print(f"briefing: {remark}", file=sys.stderr, flush=True)


class _Desk:
    """What is previewed: the briefing, made once and again only when what it is made from has changed."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self._briefing: Briefing | None = None
        self._made_from: object = None
        self.lacking = False

    def files(self, profile: Profile) -> Iterator[Mapping[str, bytes]]:
        """The edition's files: first those that are made at once, then with the PDF."""
        design = design_for(self.args, profile)
        briefing = self._of(profile)
        wanted = tuple(dict.fromkeys((*_AT_LEAST, *profile.formats)))
        made: dict[str, bytes] = {}
        self.lacking = False
        for formats in ([one for one in wanted if not one.startswith("pdf")], [one for one in wanted if one.startswith("pdf")]):
            edition, failures = typeset(
                briefing,
                formats=formats,
                design=design,
                press=Press(),
                paint=paint,
                archive="",
                facts={},
            )
            made |= {name: content for name, content in edition.files if name != "manifest.json"}
            for failure in failures:
                self.lacking = True
                print(f"briefing: {failure.subject}: {failure.reason}", file=sys.stderr)
            yield dict(made)

    def folders(self) -> list[Path]:
        """Every folder in which a change may matter."""
        file = profile_file(self.args)
        roots = [own_templates(), *([file.parent / "templates"] if file else [])]
        found = [path for root in roots for path in (root, *root.rglob("*")) if path.is_dir()][:_MOST_FOLDERS]
        beside = [path.parent for path in (file, Path(self.args.edition) if self.args.edition else None) if path]
        return list(dict.fromkeys(path.resolve() for path in (*found, *beside) if path.is_dir()))

    def _of(self, profile: Profile) -> Briefing:
        if self.args.edition:
            filed = _filed(Path(self.args.edition))
            return replace(filed, marks=profile.marks) if profile_file(self.args) else filed
        made_from = fingerprint(profile)
        if self._briefing is None or self._made_from != made_from:
            self._briefing, self._made_from = self._made(profile), made_from
        return self._briefing

    def _made(self, profile: Profile) -> Briefing:
        args = argparse.Namespace(**vars(self.args))
        if args.sample:
            take_sample(args)
        output = output_for(args, profile)
        if not (args.input or args.date or args.first or args.last):
            return _filed(_latest(output / profile.id))
        now = now_for(args.now, profile)
        window = window_of(args, profile, now)
        inputs = in_batches(args.input, now=now) if args.input else None
        with archive_at(archive_url(args, profile, output), dry=True, fresh=inputs is not None) as archive:
            return brief_of(archive, inputs, profile, window, now, senses_for(profile))[0]


def _make(desk: _Desk, shown: Shown) -> bool:
    """Make the edition and show it; where that cannot be, say why here and in the browser, and leave what is shown."""
    try:
        for files in desk.files(profile_for(desk.args)):
            shown.show(files)
    except BriefingError as error:
        if isinstance(error, UsageError) and not shown.files:
            raise  # there is nothing that a change of a template could mend
        shown.complain(str(error))
        print(f"briefing: {error}", file=sys.stderr, flush=True)
        return False
    sizes = ", ".join(f"{name} {len(content) / 1000:,.0f} kB" for name, content in shown.files.items() if "/" not in name)
    print(f"preview: made {sizes}", flush=True)
    return True


def _changes(desk: _Desk) -> Iterator[None]:
    """Now, and whenever something that matters has changed; folders that have come are watched too."""
    seen: object = None
    while True:
        folders = desk.folders()
        while seen != (seen := _state(folders)):  # what changes while it is made counts too
            yield
        for _ in watch(*folders, recursive=False, raise_interrupt=True, debounce=200, rust_timeout=2_000, yield_on_timeout=True):
            while seen != (seen := _state(desk.folders())):
                yield
            if desk.folders() != folders:
                break


def _matters(path: str) -> bool:
    found = Path(path)
    return not found.name.startswith(".") and (found.suffix in _KINDS or not found.suffix)


def _state(folders: list[Path]) -> list[tuple[str, int, int]]:
    found = []
    for folder in folders:
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if _matters(str(path)) and path.is_file():
                facts = path.stat()
                found.append((str(path), facts.st_mtime_ns, facts.st_size))
    return found


def _filed(path: Path) -> Briefing:
    file = path / "briefing.json" if path.is_dir() else path
    try:
        return read(file.read_bytes())
    except OSError as error:
        raise UsageError(f"{file}: cannot be read ({error.strerror})") from None
    except UsageError as error:
        raise UsageError(f"{file}: {error}") from None


def _latest(shelf: Path) -> Path:
    """The newest edition on the shelf that has its facts beside it."""
    editions = [path for path in shelf.glob("*/briefing.json") if path.is_file()] if shelf.is_dir() else []
    if not editions:
        raise UsageError(f"there is no edition in {shelf} yet; name one, or a day with --date, or try --sample")
    return max(editions, key=lambda path: (path.parent.name.rpartition("_")[2], path.parent.name))


@contextmanager
def _serving(server: Server) -> Iterator[Server]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.2}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
