"""Words that say what a speaker is: an office of a state, the press, an organisation, somebody without an office.

Latin words count whole, Cyrillic ones by how they begin (their endings change). Everything is compared in small letters.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’ʼ]s?$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sort:
    """A sort of speaker by the words for it: `latin` whole, `cyrillic` as beginnings (of up to three letters: with an ending of two at most)."""

    latin: frozenset[str]
    cyrillic: re.Pattern[str]

    def at(self, words: Sequence[str]) -> int | None:
        """The number of the first of `words` (in small letters) that is of this sort; None where none is."""
        return next((at for at, word in enumerate(words) if self.has(word)), None)

    def has(self, word: str) -> bool:
        """Whether a word in small letters is of this sort."""
        return word in self.latin if word.isascii() else bool(self.cyrillic.fullmatch(word))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, without the possessive."""
    return tuple(_POSSESSIVE.sub("", match.group()).casefold() for match in _WORD.finditer(text))


def _sort(latin: str, cyrillic: str) -> Sort:
    beginnings = "|".join(
        one + ("" if len(one) < 3 else r"\w{0,2}" if len(one) == 3 else r"[\w'’ʼ-]*")
        for one in sorted(cyrillic.split(), key=len, reverse=True)
    )
    return Sort(latin=frozenset(latin.split()), cyrillic=re.compile(beginnings))


# A state's own: whoever holds or is one of these speaks for a state, unless another sort of word says otherwise.
STATE = _sort(
    """pm fm administrator administrators gov govs gen lt col maj adm administration administrations admiral airforce ambassador ambassadors armies army attorney authorities authority
    battalion brigade brigades cabinet chancellor coastguard colonel commander commanders congress congressman congressmen
    congresswoman constitutional consul consulate corps councillor councilor councilors counterintelligence court courts
    customs czar democrats deputies diplomat diplomats division embassy emergency envoy envoys firefighter firefighters
    fleet forces gendarmerie general generals government governmental governments governor governors intelligence
    investigators judge junta king kremlin lawmaker lawmakers legislator legislators legislature lieutenant magistrate
    major-general marshal mayor mayors military minister ministers ministries ministry monarch mp mps municipality navy
    oblast official officials ombudsman ombudswoman parliament parliamentary police policeman premier presidency president
    presidential prime-minister prosecutor prosecutor's prosecutors queen regiment rep reps republican republicans rescuers
    sen senate senator senators sheriff sheriff's squadron statesman treasury troops tsar undersecretary vice-president""",
    """администрац адмирал адміністрац адмірал арми армі армія батальйон батальон бригад ведомств влад власт военн відомств
    військов генерал генпрок генштаб глава глави главк главноком главой главы голов голова голови головнокоманд госуд гсчс
    губернатор делегац депутат держ дипломат должност дснс захисник кабмин кабмін канцлер командир командова командува
    командующ консул мва мвд мвс мер мзс мид мин министерств министр минобор мо мчс мэр мід міноборон міністерств міністр
    нардеп начальник оборон ова оккупант оккупац окупант окупац омбудсман омбудсмен очільник парламент повітрян погран
    погранич полиц полк поліц посадов посол посольств правительств президент прем'єр премʼєр премьер прем’єр прикордон
    прокурат прокурор развед рнбо розвід рятувальник сенатор сили силы след следств слідч снбо сну спасател суд уряд флот
    цпд чиновник""",
)
# An office only where nothing says of what: a company has a spokesman and a department too.
WEAK = _sort(
    """force guard guards adviser advisers advisor advisors agency aide aides bureau chair chairman chairperson chairwoman chief chiefs commission
    commissioner committee council delegate delegation department departments deputy director directorate head heads
    inspector inspectorate leader leaders leadership negotiator negotiators office officer officers representative
    representatives secretary secretary-general service services spokesman spokespeople spokesperson spokespersons
    spokeswoman state-owned""",
    """департамент директор заместител заступник керівник комитет комітет лидер лідер помощник помічник представител
    представник прес-секретар прес-служб пресс пресс-секретар пресс-служб рад радник речни руководител секретар секретарь
    служб совет советник спикер спікер""",
)
# Of a town or region: its country is that of the place spoken of.
LOCAL = _sort(
    """gov city county district emergency firefighter firefighters governor governors local mayor mayors municipal oblast police
    prosecutor prosecutor's prosecutors province provincial regional rescuers sheriff sheriff's town village""",
    """голов городск гсчс губернатор дснс мва мер местн мчс мэр місцев міськ област ова полиц поліц прокурат район регион
    регіон рятувальник спасател""",
)
PRESS = _sort(
    """outlet outlets anchor broadcaster columnist columnists commentator commentators contributor correspondent correspondents daily editor
    editors journalist journalists magazine media news newspaper newspapers newswire newswires photographer podcast
    presenter reporter reporters tabloid""",
    """агентств агенці ведуч видання газет журналист журналіст змі издани кореспондент корреспондент медиа медіа редактор сми
    телеканал""",
)
ORGANISATION = _sort(
    """giant organizer organizers organiser organisers manager managers owner owners partner vice-chairman school schools hospital hospitals clinic app website platform panel agencies airline airlines airport alliance association bank banks bloc brand center centre ceo chairman-ceo charities
    charity church club co-founder coalition cofounder companies company consortium corporation developer
    exchange executive federation firm firms foundation founder fund grid group groups inc institute institution league
    llc lobby ltd maker manufacturer manufacturers mission monitor monitors ngo ngos nonprofit operator operators
    organisation organisations organization organizations patriarchate plc railway railways regulator researchers resistance retailer
    society startup supplier tank think think-tank thinktank tracker union unions university utility watchdog""",
    """асоціац ассоциац банк завод институт компан концерн корпорац мисси місі оператор организац організац предприят
    підприємств союз университет університет фирм фонд фірм інститут""",
)
# People without an office who are asked or heard.
PERSONS = _sort(
    """economist economists strategists campaign ally allies partners countries nations counterparts archbishop bishop patriarch cardinal imam academic academics activist activists actor actress advocate advocates analyst analysts athlete attorneys author authors
    blogger bloggers blogosphere businessman businesswoman campaigner campaigners celebrity co-host coach critic critics
    dissident dissidents driver drivers expert experts farmer farmers fellow hacker hackers historian historians host
    influencer investor investors lawyer lawyers lecturer milblogger milbloggers militants militia observer observers
    oligarch oligarchs opponent opponents opposition pilot pilots player poll polls professor professors propagandist
    propagandists psychologist pundit pundits rebel rebels researcher scholar scholars scientist scientists separatist
    separatists singer source sources strategist streamer study supporter supporters survey trader traders veteran writer""",
    """адвокат активист активіст аналитик аналітик блогер военкор вчен військкор джерел економіст експерт историк источник
    канал мешканец наблюдател опозиц оппозиц паблик паблік политолог політолог правозахис правозащит професор профессор
    спостерігач ученые ученый экономист эксперт історик""",
)
WITNESSES = _sort(
    """servicemember servicemembers troop user users commenter commenters boy brother couple daughter demonstrators doctor doctors employee employees evacuee evacuees eyewitness eyewitnesses
    families family father fighter fighters girl grandmother hostage hostages husband local locals man medic medics mother
    neighbor neighbors neighbour neighbours nurse nurses paramedic paramedics parents passenger passengers patient patients
    pensioner prisoner prisoners protester protesters refugee refugees relative relatives resident residents serviceman
    servicemen shopkeeper sister soldier soldiers son staff student students surgeon survivor survivors teacher teachers
    victim victims villager villagers volunteer volunteers waiter wife witness witnesses woman worker workers""",
    """боец бойц боєц волонт волонтер врач військовослужбов жител лікар медик мешкан очевид пострадавш постраждал родич
    родствен свидет свідк солдат""",
)
# Before an office: no office any more.
FORMER = _sort(
    """ex exiled former fugitive late ousted retired""",
    """бывш екс колишн экс""",
)


@lru_cache(maxsize=1 << 14)  # the words of a page are asked over and over, by each name they may belong to
def is_role(word: str) -> bool:
    """Whether a word says what a speaker is: an office, a trade, a body."""
    small = _POSSESSIVE.sub("", word).casefold().rstrip(".")
    return any(sort.has(small) for sort in (STATE, WEAK, PRESS, ORGANISATION, PERSONS, WITNESSES))
