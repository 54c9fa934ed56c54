"""Sources that give captures and not addresses: mailboxes and folders."""

import asyncio

from briefing.collecting.ports import Box, Letter
from briefing.collecting.tools import Tally, Tools, note
from briefing.model import Failure
from briefing.settings import Source


async def empty(source: Source, box: Box, tools: Tools, tally: Tally) -> None:
    """A mailbox or a folder: what is new in it."""
    known = await tools.desk(tools.book.of_source, source.key)
    letters = box.letters(source, known, now=tools.clock())
    while (one := await asyncio.to_thread(next, letters, None)) is not None:
        if not isinstance(one, Failure):
            await _file(one, tools, tally)
        elif one.subject == source.name:
            tally.wrong = one.reason
        else:
            tally.failed += one.kind == "failed"  # a file of a kind that is not read is no failure
            tally.said.append(one)


async def _file(letter: Letter, tools: Tools, tally: Tally) -> None:
    if letter.capture:
        await tools.reading.keep(letter.capture)
        tally.listed, tally.fresh, tally.fetched = tally.listed + 1, tally.fresh + 1, tally.fetched + 1
    await note(tools, letter.note)
    if letter.capture:
        tally.add(await tools.reading.read(letter.capture))
