"""Arguments in, exit code out. Each command lives in `briefing.commands`, loaded only when it is called."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from briefing import __version__, delivery_arguments
from briefing.errors import BriefingError, Exit
from briefing.model import FORMATS, USUAL_FORMATS

_EXIT_CODES = """exit codes:
  0 all went well    1 unexpected, or a check failed    2 wrong use    3 wrong profile or archive
  10 partly done (a source failed, no PDF)    11 nothing to report    12 mail is owed, failed or in doubt
  13 archive locked    75 try later"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code (see `briefing --help`)."""
    args = _parser().parse_args(arguments)
    try:
        command = importlib.import_module(f"briefing.commands.{args.command}")
        code = int(command.run(args))
        sys.stdout.flush()  # what cannot be printed is said here, not by the interpreter on its way out
    except BriefingError as error:
        print(f"briefing: {error}", file=sys.stderr)
        return error.code
    except KeyboardInterrupt:
        print("briefing: stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone (`| head`): that is no error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OK
    except OSError as error:
        # A full disk, a folder that may not be written: files are put in place whole or not at all, so nothing is torn.
        where = f"{error.filename}: " if error.filename else ""
        print(f"briefing: {where}{error.strerror or error}", file=sys.stderr)
        return Exit.UNEXPECTED
    else:
        return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="briefing",
        description="A daily, sourced digest of the news whose every sentence can be checked.",
        epilog=f"""examples:
  briefing run --input pages/ --date 2024-01-23      a day's edition from a folder of pages
  briefing run --sample                              the embedded sample day
  briefing collect && briefing run                   what is new at the profile's sources, then the last complete day
  briefing verify output/ukraine/2024-01-23/briefing.json
  briefing COMMAND --help                            more on a command

{_EXIT_CODES}""",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    run = _command(
        commands,
        "run",
        "make an edition of a day or a range of days and file it",
        """examples:
  briefing run --input pages/ --date 2024-01-23
  briefing run --input 'feeds/*.xml' pages/ --from 2024-01-01 --to 2024-01-07 --formats md,pdf
  briefing run --now 2024-01-24T06:30:00+02:00       from the archive, the last complete day before that time
  briefing run --input pages/ --dry-run              what would be written, writing nothing""",
    )
    _profile(run)
    _reading(run)
    run.add_argument(
        "--formats", metavar="LIST", help=f"of {', '.join(FORMATS)}, or all; default: the profile's ({','.join(USUAL_FORMATS)})"
    )
    run.add_argument("--output", metavar="DIR", help="where editions are filed; default: the profile's, else output")
    run.add_argument("--dry-run", action="store_true", help="say what would be written and write nothing")
    delivery_arguments.due(run)

    _collecting(commands)
    delivery_arguments.add_to(commands)

    inspect = _command(
        commands,
        "inspect",
        "show what extraction finds in pages",
        """examples:
  briefing inspect page.txt                          for reading
  briefing inspect --json pages/*.html               one JSON object a line
  briefing inspect --explain page.txt                every line with what it was taken for, and why""",
    )
    _profile(inspect)
    inspect.add_argument("paths", nargs="+", metavar="PATH", help="files, folders or globs")
    inspect.add_argument("--json", action="store_true", help="one JSON object a line")
    inspect.add_argument("--explain", action="store_true", help="print the page with a mark and a reason on every line")

    group = _command(
        commands,
        "group",
        "group articles or headlines into stories",
        """examples:
  briefing group items.jsonl --json
each line of the file: {"id", "title", "text"?, "published"?, "publisher"?, "url"?}""",
    )
    group.add_argument("file", metavar="FILE.jsonl", help="one JSON object a line, also .gz")
    group.add_argument("--json", action="store_true", help="one JSON object a line: id, story, duplicate_of")
    group.add_argument("--lexical", action="store_true", help="leave semantic vectors out, though the extra for them is installed")

    _preview(commands)

    figures = _command(
        commands,
        "figures",
        "print every figure of a day or a range as a table, with passages and links",
        """examples:
  briefing figures --from 2024-01-01 --to 2024-01-07 > figures.csv
  briefing figures --input pages/ --date 2024-01-23 --format json
  briefing figures --sample
rows with the same number under "event" count the same thing; "relation" says whether their values agree""",
    )
    _profile(figures)
    _reading(figures)
    figures.add_argument("--format", choices=("csv", "json"), default="csv", help="default: csv")
    figures.add_argument("--output", metavar="DIR", help="the folder of the archive; default: the profile's, else output")

    verify = _command(
        commands,
        "verify",
        "check every citation of an edition against the archive",
        """examples:
  briefing verify output/ukraine/2024-01-23/briefing.json
  briefing verify briefing.json --archive copy.db""",
    )
    verify.add_argument("edition", metavar="EDITION.json", help="an edition's briefing.json, or its folder")
    verify.add_argument("--archive", metavar="URL", help="the archive (a file or a URL); default: the one its manifest names")
    verify.add_argument("--json", action="store_true", help="the result as one JSON object")

    source = _command(
        commands,
        "source",
        "print the archived text of a source, its paragraphs numbered as the references number them",
        """examples:
  briefing source 3f9a2c71d012                       what a reference says it is archived as
  briefing source 3f9a2c71d012-4                     the fourth article of a live blog or a feed
  briefing source 8cca7ad699ac4cb0 --json            an article by its id, every reading of it""",
    )
    _profile(source)
    source.add_argument("id", metavar="ID", help="the beginning of a capture (6 digits or more), or the id of an article")
    source.add_argument("--archive", metavar="URL", help="the archive (a file or a URL); default: the profile's")
    source.add_argument("--output", metavar="DIR", help="where editions are filed; default: the profile's, else output")
    source.add_argument("--json", action="store_true", help="one JSON object a line")

    move = _command(
        commands,
        "move",
        "put a story into another section, from the next edition on",
        """examples:
  briefing move t-3f9a2c71d0 aid                     a story by its thread, or the beginning of it
  briefing move "harbour bridge closed" other        by words of its headline, where one story has them all
  briefing move --list                               the decisions in force
  briefing move --undo t-3f9a                        let the profile's sections decide again""",
    )
    _profile(move)
    move.add_argument("story", nargs="?", metavar="STORY", help="a thread of the latest editions, or words of a headline in quotes")
    move.add_argument("section", nargs="?", metavar="SECTION", help="the id of a section of the profile, or other")
    move.add_argument("--list", action="store_true", help="print the decisions in force: thread, section, when, headline")
    move.add_argument("--undo", metavar="STORY", help="take a decision back")
    move.add_argument("--now", metavar="TIME", help="the time it is taken to be, as 2024-01-24T06:30:00+02:00")
    move.add_argument("--output", metavar="DIR", help="where editions are filed; default: the profile's, else output")

    _around(commands)
    return parser


def _collecting(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    collect = _command(
        commands,
        "collect",
        "bring what is new at the profile's sources into the archive",
        """examples:
  briefing collect                                   the sources that are due; as often as you like
  briefing collect --only "Harbour Courier" --force  one source, due or not
  briefing collect >> collect.log                    one JSON object a line, where it is no terminal that reads
exit codes: 0 every source answered, 10 some did not, 75 none did, 13 archive locked""",
    )
    _profile(collect)
    _archived(collect)
    collect.add_argument("--only", nargs="+", metavar="NAME", help="these sources of the profile only")
    collect.add_argument("--force", action="store_true", help="also sources that are not due yet")
    said = collect.add_mutually_exclusive_group()
    said.add_argument("--json", action="store_true", help="one JSON object a line, as where standard output is no terminal")
    said.add_argument("--quiet", action="store_true", help="print nothing; the exit code tells")

    add = _command(
        commands,
        "add",
        "fetch addresses given by hand into the archive, and read files into it",
        """examples:
  briefing add https://news.example.org/2024/01/23/bridge
  briefing add https://news.example.org/feed.xml     a feed: the articles it lists
  briefing add crawl.warc.gz saved/page.html         files, folders and globs, as --input takes them
  briefing add - < addresses.txt                     an address or a file a line
exit codes: 0 all were read, 10 some were not (each says why)""",
    )
    add.add_argument(
        "what", nargs="+", metavar="URL", help="an address, a file, a folder, a glob; - reads them from standard input"
    )
    _profile(add)
    _archived(add)

    discover = _command(
        commands,
        "discover",
        "find the feeds and sitemaps of a site and print the lines for the profile",
        """examples:
  briefing discover https://news.example.org
  briefing discover news.example.org >> briefing.toml
  briefing discover https://news.example.org --json  one JSON object for each found
exit codes: 0 something was found, 10 the site could not be asked, 11 nothing was found""",
    )
    discover.add_argument("url", metavar="URL", help="a page of the site; https:// is added where it is missing")
    _profile(discover)
    discover.add_argument("--json", action="store_true", help="one JSON object a line: kind, url, title, items, newest, whole")

    sources = _command(
        commands,
        "sources",
        "show how the profile's sources are doing",
        """examples:
  briefing sources                                   a line for each source
  briefing sources --json                            one JSON object a line
exit codes: 0 all are well, 10 one has been failing for hours or is dead""",
    )
    _profile(sources)
    _archived(sources)
    sources.add_argument("--json", action="store_true", help="one JSON object a line")
    sources.add_argument("--now", metavar="TIME", help="the time it is taken to be, as 2024-01-24T06:30:00+02:00")

    reparse = _command(
        commands,
        "reparse",
        "read the archived captures again with the present extractor; nothing is fetched",
        """examples:
  briefing reparse --dry-run                         what would change, changing nothing
  briefing reparse                                   captures that another version of the extractor has read
  briefing reparse --all --since 2024-01-01          all captures fetched since that day
it may be stopped at any time and called again; what a source answered is never changed""",
    )
    _profile(reparse)
    _archived(reparse)
    reparse.add_argument("--all", action="store_true", help="also captures that the present version has read")
    reparse.add_argument("--since", metavar="DAY", help="only captures fetched on that day or later")
    reparse.add_argument("--dry-run", action="store_true", help="say what would change and write nothing")


def _preview(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    preview = _command(
        commands,
        "preview",
        "show an edition in the browser while its templates, its theme or the profile are worked on",
        """examples:
  briefing preview --sample                          the embedded sample day
  briefing preview output/ukraine/2024-01-23 --theme ministry
  briefing preview --profile desk.toml               the newest edition of the profile, with its templates
it is made again on every change of a template, a style sheet or the profile, and served on 127.0.0.1 alone; what is wrong
with a template is said with file and line, and the last good edition stays""",
    )
    _profile(preview)
    preview.add_argument("edition", nargs="?", metavar="EDITION.json", help="a filed edition's briefing.json, or its folder")
    _reading(preview)
    preview.add_argument("--theme", metavar="NAME", help="a theme instead of the profile's")
    preview.add_argument("--port", type=int, default=8377, metavar="N", help="the port; 0 takes a free one; default: 8377")
    preview.add_argument("--once", action="store_true", help="make the edition once, say what is wrong, and end")
    preview.add_argument("--output", metavar="DIR", help="where editions are filed; default: the profile's, else output")


def _around(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    doctor = _command(
        commands,
        "doctor",
        "check the profile, the archive, what printing needs, schedule and mail",
        """examples:
  briefing doctor --profile briefing.toml
  briefing doctor --offline                          asking no mail server and no name server""",
    )
    _profile(doctor)
    doctor.add_argument("--offline", action="store_true", help="leave out what asks the mail server and the name server")
    doctor.add_argument("--output", metavar="DIR", help="where editions are filed; default: the profile's")

    init = _command(commands, "init", "write a profile to start from", "examples:\n  briefing init\n  briefing init floods.toml")
    init.add_argument("file", nargs="?", default="briefing.toml", metavar="FILE", help="default: briefing.toml")
    init.add_argument("--force", action="store_true", help="write over a file that is there")


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, what: str, epilog: str
) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=what,
        description=what[0].upper() + what[1:] + ".",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _reading(command: argparse.ArgumentParser) -> None:
    """The options of what is read: from where, for which days, at what time."""
    command.add_argument(
        "--input", nargs="+", metavar="PATH", help="files, folders or globs to read; default: what the archive holds"
    )
    command.add_argument("--sample", action="store_true", help="read the embedded sample day instead")
    command.add_argument("--date", metavar="DAY", help="the day to cover, as 2024-01-23; default: the last complete one")
    command.add_argument("--from", dest="first", metavar="DAY", help="first day of a range")
    command.add_argument("--to", dest="last", metavar="DAY", help="last day of a range, included")
    command.add_argument("--now", metavar="TIME", help="the time it is taken to be, as 2024-01-24T06:30:00+02:00")


def _archived(command: argparse.ArgumentParser) -> None:
    """Where the archive lies."""
    command.add_argument("--output", metavar="DIR", help="the folder of the archive; default: the profile's, else output")


def _profile(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--profile", metavar="FILE", help="the profile; default: briefing.toml here, else the built-in one")


class _Version(argparse.Action):
    """Prints the version, read only when asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="print the version")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(f"briefing {__version__}")
        parser.exit()


if __name__ == "__main__":
    sys.exit(main())
