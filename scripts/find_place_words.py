"""Build scripts/place_words.txt: listed places whose Cyrillic spelling, in some case, is also a Ukrainian or Russian word.

    python -m pip install spylls && npm pack dictionary-uk@4.0.0 dictionary-ru@3.0.0   # and unpack each into a folder
    python scripts/find_place_words.py dictionary-uk/index dictionary-ru/index

Runs by hand after scripts/build_places.py, which reads the list when it runs again; takes minutes. Spelling dictionaries hold names with a
capital, so that a form they know in small letters is a word.
"""

import sys
from functools import cache
from pathlib import Path

from spylls.hunspell import Dictionary

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from briefing.language.places import in_other_cases
from briefing.language.places.gazetteer import gazetteer

HERE = Path(__file__).resolve().parent
HEADER = """# Places whose Ukrainian or Russian spelling, in some case, is also a word (small letters), so that it says nothing where a sentence begins.
# Made by scripts/find_place_words.py with the spelling dictionaries of npm's dictionary-uk 4.0.0 and dictionary-ru 3.0.0.
"""


def main() -> None:
    dictionaries = [Dictionary.from_files(path) for path in sys.argv[1:]]

    @cache
    def is_a_word(form: str) -> bool:
        return any(dictionary.lookup(form) for dictionary in dictionaries)

    found = set()
    for key, number in gazetteer().by_key.items():
        place = gazetteer().place(number)
        single = place.kind == "settlement" and "а" <= key[0] <= "ї" and " " not in key and "-" not in key
        if single and any(len(form) > 2 and is_a_word(form) for form in (key, *in_other_cases(key))):
            found.add(place.name)
    (HERE / "place_words.txt").write_text(HEADER + "\n".join(sorted(found)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
