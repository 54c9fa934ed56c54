"""What is no article is refused with its reason, in eleven languages and every format; short real news is not."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest

from briefing.model import Capture, Harvest
from briefing.stages.extract import extract

BLOCKED, MISSING, FAILED, PARKED, LOG_IN, CONSENT, PAID = "browser check", "not there", "server failed", "for sale", "log-in", "consent", "paywall"  # fmt: skip
LISTING, OVERVIEW = "index of other pages", "overview of its own work"

# Pages that stand in an article's place, by language: what they say, and the reason a reader of the coverage box is given.
WALLS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("en", BLOCKED, ("One moment, please", "We are checking your browser before you go on to the Harbour Post.", "Please enable JavaScript and cookies, then load the page again.", "Reference 8c1f-220a")),
    ("en", BLOCKED, ("Access denied", "Our system has detected unusual traffic coming from your network. Complete the captcha to prove you are human.")),
    ("en", BLOCKED, ("You need to enable JavaScript to run this app.",)),
    ("uk", BLOCKED, ("Зачекайте", "Перевірка браузера триває кілька секунд.", "Увімкніть JavaScript, щоб ми впевнилися, що ви не робот.")),
    ("ru", BLOCKED, ("Минутку", "Подтвердите, что вы не робот, и мы откроем страницу.", "Если проверка не проходит, включите JavaScript в браузере.")),
    ("de", BLOCKED, ("Einen Augenblick", "Bitte bestätigen Sie, dass Sie kein Roboter sind.", "Dafür müssen Sie JavaScript aktivieren.")),
    ("fr", BLOCKED, ("Un instant", "Vérification de sécurité en cours : confirmez que vous êtes humain.", "Veuillez activer JavaScript.")),
    ("no", BLOCKED, ("Et øyeblikk", "Bekreft at du er et menneske for å gå videre til avisen.", "Du må slå på JavaScript.")),
    ("it", BLOCKED, ("Un momento", "Prima di proseguire conferma di essere umano.", "Per leggere il sito occorre abilitare JavaScript.")),
    ("es", BLOCKED, ("Un momento", "Confirma que eres humano para seguir hacia el diario.", "Para ello habilita JavaScript en tu navegador.")),
    ("pl", BLOCKED, ("Chwileczkę", "Potwierdź, że jesteś człowiekiem, a otworzymy stronę.", "Trzeba też włączyć JavaScript.")),
    ("tr", BLOCKED, ("Bir dakika", "Devam etmeden önce insan olduğunuzu doğrulayın.", "Tarayıcıda JavaScript'i açın.")),
    ("nl", BLOCKED, ("Een ogenblik", "Bevestig dat je een mens bent voordat we de krant openen.", "Schakel JavaScript in en laad de pagina opnieuw.")),
    ("en", MISSING, ("404", "Page not found", "The story may have been moved, or the address was copied without its end. Try the search above.")),
    ("uk", MISSING, ("Помилка 404", "На жаль, сторінку не знайдено. Можливо, її видалили або перенесли до іншого розділу.")),
    ("ru", MISSING, ("404", "Страница не найдена. Возможно, её перенесли в другой раздел сайта или в адресе ошибка.")),
    ("de", MISSING, ("Fehler 404", "Die gesuchte Seite gibt es hier nicht mehr. Vielleicht hilft Ihnen die Suche weiter.")),
    ("fr", MISSING, ("Oups", "Page introuvable : le lien que vous avez suivi ne mène plus nulle part.")),
    ("no", MISSING, ("Beklager", "Fant ikke siden. Den kan være flyttet, eller så er adressen skrevet feil.")),
    ("it", MISSING, ("Errore 404", "Pagina non trovata: forse l'articolo è stato spostato in un'altra sezione.")),
    ("es", MISSING, ("Error 404", "Página no encontrada. Puede que la noticia se haya movido a otra sección.")),
    ("pl", MISSING, ("Błąd 404", "Nie znaleziono strony. Być może artykuł przeniesiono do innego działu.")),
    ("tr", MISSING, ("Hata 404", "Sayfa bulunamadı. Haber başka bir bölüme taşınmış olabilir.")),
    ("nl", MISSING, ("Fout 404", "Pagina niet gevonden. Misschien is het bericht naar een andere rubriek verhuisd.")),
    ("en", FAILED, ("503 Service Unavailable", "The server is temporarily unavailable. Try again later.")),
    ("en", FAILED, ("Bad gateway", "Error 502: the web server is down, and our people have been told.")),
    ("de", FAILED, ("Störung", "Die Seite ist derzeit nicht erreichbar. Bitte versuchen Sie es später noch einmal.")),
    ("uk", FAILED, ("Ой", "Щось пішло не так, і сайт тимчасово недоступний. Спробуйте пізніше.")),
    ("fr", FAILED, ("Service indisponible", "Une erreur est survenue de notre côté. Réessayez plus tard.")),
    ("en", PARKED, ("harbourpost.example", "This domain is for sale. Inquire about this domain with its owner.")),
    ("de", PARKED, ("hafenpost.example", "Diese Domain steht zum Verkauf. Nennen Sie uns Ihren Preis.")),
    ("en", LOG_IN, ("Harbour Post Community", "You must be logged in to see this page.", "Forgot your password?", "Don't have an account?")),
    ("ru", LOG_IN, ("Вход", "Войдите, чтобы просмотреть эту страницу.", "Забыли пароль?")),
    ("it", LOG_IN, ("Area riservata", "Per vedere la pagina devi effettuare l'accesso.", "Password dimenticata?")),
    ("en", CONSENT, ("Before you continue", "We value your privacy. We and our 744 partners store information on your device and use cookies and similar technologies for personalised advertising.", "Accept all", "Reject all", "Manage preferences")),
    ("de", CONSENT, ("Willkommen", "Wir und unsere 612 Partner brauchen Ihre Einwilligung, um Cookies und ähnliche Technologien zu nutzen, auch für personalisierte Werbung.", "Alle akzeptieren", "Cookie-Einstellungen")),
    ("fr", CONSENT, ("Bienvenue", "Avec votre consentement, nous et nos 388 partenaires utilisons des cookies pour la publicité personnalisée.", "Tout accepter", "Continuer sans accepter")),
    ("no", CONSENT, ("Velkommen", "Vi bruker informasjonskapsler, og våre partnere viser deg tilpassede annonser hvis du gir ditt samtykke.", "Godta alle")),
    ("pl", CONSENT, ("Witamy", "Używamy plików cookie, a nasi partnerzy pokazują spersonalizowane reklamy, jeśli wyrażasz zgodę.", "Akceptuj wszystkie")),
    ("nl", CONSENT, ("Welkom", "Wij gebruiken cookies, en onze partners tonen gepersonaliseerde advertenties met jouw toestemming.", "Alles accepteren")),
)  # fmt: skip

# The opening of an article, and the prompt that cuts it, by language.
STUBS: tuple[tuple[str, str, str, str], ...] = (
    ("en", "Ferry to the spit stops for winter", "The last ferry of the year left the quay at Lower Sands at noon on Sunday with nine passengers and a piano.", "To continue reading, subscribe for three euros a month. Already a subscriber? Log in."),
    ("uk", "Пором до коси став на зиму", "Останній пором цього року відійшов від причалу в неділю опівдні з дев'ятьма пасажирами та піаніно на борту.", "Щоб читати далі, оформіть передплату. Вже маєте передплату?"),
    ("ru", "Паром на косу встал на зиму", "Последний паром этого года отошёл от причала в воскресенье в полдень с девятью пассажирами и пианино на борту.", "Чтобы читать дальше, оформите подписку. Уже есть подписка?"),
    ("de", "Fähre zur Nehrung macht Winterpause", "Die letzte Fähre des Jahres legte am Sonntagmittag mit neun Fahrgästen und einem Klavier an Bord ab.", "Um weiterzulesen, brauchen Sie ein Abo. Bereits Abonnent?"),
    ("fr", "Le bac s'arrête pour l'hiver", "Le dernier bac de l'année a quitté le quai dimanche à midi avec neuf passagers et un piano à son bord.", "La suite est réservée à nos lecteurs. Déjà abonné ? Pour lire la suite, identifiez-vous."),
    ("no", "Fergen går i vinteropplag", "Årets siste ferge la fra kai søndag klokken tolv med ni passasjerer og et piano om bord.", "For å lese videre må du være kunde hos oss. Allerede abonnent?"),
    ("it", "Il traghetto si ferma per l'inverno", "L'ultimo traghetto dell'anno è partito domenica a mezzogiorno con nove passeggeri e un pianoforte a bordo.", "Per continuare a leggere scegli un abbonamento. Sei già abbonato?"),
    ("es", "El transbordador para en invierno", "El último transbordador del año zarpó el domingo al mediodía con nueve pasajeros y un piano a bordo.", "Para seguir leyendo elige una suscripción. ¿Ya eres suscriptor?"),
    ("pl", "Prom staje na zimę", "Ostatni prom w tym roku odpłynął w niedzielę w południe z dziewięcioma pasażerami i pianinem na pokładzie.", "Aby czytać dalej, kup dostęp. Masz już subskrypcję?"),
    ("tr", "Feribot kış için durdu", "Yılın son feribotu pazar günü öğlen dokuz yolcu ve bir piyanoyla iskeleden ayrıldı.", "Okumaya devam etmek için bir paket seçin. Zaten abone misiniz?"),
    ("nl", "Veerboot stopt voor de winter", "De laatste veerboot van het jaar vertrok zondagmiddag met negen passagiers en een piano aan boord.", "Om verder te lezen heb je een abonnement nodig. Ben je al abonnee?"),
)  # fmt: skip

# Headlines with the leads that stand under them on an index page.
TEASERS: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
        ("Dredger clears the mouth of the river", "Work on the sandbank took eleven days longer than planned, the port office said."),
        ("School bus route changes after bridge closes", "Pupils from four villages will be collected twenty minutes earlier from Monday on."),
        ("Grain prices fall for a third week", "Traders in the port blame a good harvest and the want of ships to carry it away."),
        ("Two hurt as crane tips over at the shipyard", "The crane had been lifting a hull when the ground under one of its feet gave way."),
        ("Council votes on the harbour lights tonight", "Nine members want the old lamps back, and eight would keep the new ones."),
        ("Lighthouse opens its doors for one weekend", "Visitors may climb all of its hundred and ninety steps if they book beforehand."),
        ("Fishermen count fewer sturgeon than last year", "A survey of the lower river found forty-one of them where there had been sixty."),
    ),
    "uk": (
        ("Земснаряд розчистив гирло річки", "Роботи на мілині тривали на одинадцять днів довше, ніж планували у порту."),
        ("Шкільний автобус змінить маршрут", "Учнів із чотирьох сіл із понеділка забиратимуть на двадцять хвилин раніше."),
        ("Ціни на зерно падають третій тиждень", "Торговці у порту пояснюють це добрим урожаєм і браком суден для вивезення."),
        ("Двоє постраждали через падіння крана", "Кран піднімав корпус судна, коли ґрунт під однією з опор не витримав ваги."),
        ("Рада голосуватиме за ліхтарі на набережній", "Дев'ять депутатів хочуть повернути старі лампи, а вісім залишили б нові."),
        ("Маяк відчинить двері на вихідні", "Відвідувачі зможуть піднятися на всі його сто дев'яносто сходинок за записом."),
    ),
    "de": (
        ("Bagger räumt die Mündung des Flusses", "Die Arbeiten an der Sandbank dauerten elf Tage länger als geplant, teilte der Hafen mit."),
        ("Schulbus fährt nach Brückensperrung anders", "Kinder aus vier Dörfern werden ab Montag zwanzig Minuten früher abgeholt."),
        ("Getreidepreise sinken die dritte Woche", "Händler im Hafen nennen die gute Ernte und den Mangel an Schiffen als Grund."),
        ("Zwei Verletzte bei Unfall mit Kran", "Der Kran hob gerade einen Rumpf, als der Boden unter einem seiner Füße nachgab."),
        ("Rat stimmt über die Laternen am Kai ab", "Neun Mitglieder wollen die alten Lampen zurück, acht würden die neuen behalten."),
        ("Leuchtturm öffnet für ein Wochenende", "Besucher dürfen nach Anmeldung alle hundertneunzig Stufen hinaufsteigen."),
    ),
    "fr": (
        ("Une drague dégage l'embouchure du fleuve", "Les travaux sur le banc de sable ont duré onze jours de plus que prévu, dit le port."),
        ("Le car scolaire change de trajet", "Les élèves de quatre villages seront pris vingt minutes plus tôt dès lundi."),
        ("Le prix du grain baisse encore", "Les négociants du port invoquent une bonne récolte et le manque de navires."),
        ("Deux blessés dans la chute d'une grue", "La grue soulevait une coque quand le sol a cédé sous l'un de ses pieds."),
        ("Le conseil vote sur les lampes du quai", "Neuf élus veulent revoir les anciennes lampes, huit garderaient les nouvelles."),
        ("Le phare ouvre ses portes un week-end", "Les visiteurs pourront gravir ses cent quatre-vingt-dix marches sur réservation."),
    ),
    "it": (
        ("Una draga libera la foce del fiume", "I lavori sul banco di sabbia sono durati undici giorni più del previsto, dice il porto."),
        ("Lo scuolabus cambia percorso", "Gli alunni di quattro paesi da lunedì saliranno venti minuti prima."),
        ("Il prezzo del grano cala ancora", "I commercianti del porto parlano di un buon raccolto e di poche navi."),
        ("Due feriti per la caduta di una gru", "La gru sollevava uno scafo quando il terreno sotto un piede ha ceduto."),
        ("Il consiglio vota sui lampioni del molo", "Nove consiglieri rivogliono le vecchie lampade, otto terrebbero le nuove."),
        ("Il faro apre le porte per un fine settimana", "I visitatori potranno salire tutti i suoi centonovanta gradini su prenotazione."),
    ),
    "no": (
        ("Mudderbåt renser elvemunningen", "Arbeidet på sandbanken varte elleve dager lenger enn planlagt, opplyser havnen."),
        ("Skolebussen legges om", "Elever fra fire bygder blir hentet tjue minutter tidligere fra mandag av."),
        ("Kornprisen faller for tredje uke", "Handelsmenn i havnen viser til en god avling og for få skip."),
        ("To skadd da kran veltet ved verftet", "Kranen løftet et skrog da grunnen under en av føttene ga etter."),
        ("Rådet stemmer over lyktene på kaia", "Ni av medlemmene vil ha de gamle lampene tilbake, åtte vil beholde de nye."),
        ("Fyret holder åpent en helg", "Besøkende kan gå opp alle de hundre og nitti trinnene hvis de melder seg på."),
    ),
}  # fmt: skip
MENU = ("Home", "World", "Local", "Sport", "Weather", "Archive", "Subscribe")
PARAGRAPHS = (
    "Two drones hit a grain store in the port town of Lower Sands before dawn on Monday, the harbour master told a local radio station.",
    "The fire spread to a second warehouse and was put out after four hours, according to the regional emergency service.",
    "Nobody was hurt, but about nine hundred tonnes of barley were lost, and the quay stays closed until the roof has been taken down.",
    "The owner of the store, a cooperative of sixty farms, said it would pay its members for what they had delivered since July.",
    "It was the third strike on the town since the spring, when the old customs house burned down to its walls.",
)


def harvest(body: str, media_type: str = "text/plain") -> Harvest:
    data = body.encode()
    one = Capture(sha256=sha256(data).hexdigest(), name="it", media_type=media_type, body=data, fetched_at=datetime(2025, 5, 15, tzinfo=UTC))  # fmt: skip
    return extract(one, ZoneInfo("Europe/Kyiv"))


def reason(body: str, media_type: str = "text/plain") -> str:
    made = harvest(body, media_type)
    assert made.articles == (), made.articles[0].paragraphs
    assert [failure.kind for failure in made.failures] == ["rejected"]
    return made.failures[0].reason


def as_text(*lines: str) -> tuple[str, str]:
    return "\n".join((*MENU, *lines, "© 2025 The Harbour Post")), "text/plain"


def as_markdown(title: str, *lines: str) -> tuple[str, str]:
    return "\n\n".join(
        (f"# {title}", *lines, "[Home](https://post.example/)", "[World](https://post.example/world)")
    ), "text/markdown"


def as_html(title: str, *lines: str) -> tuple[str, str]:
    menu = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in MENU)
    text = "".join(f"<p>{line}</p>" for line in lines)
    return f"<!doctype html><html><head><title>{title}</title></head><body><nav><ul>{menu}</ul></nav><main><h1>{title}</h1>{text}</main></body></html>", "text/html"  # fmt: skip


def as_record(title: str, *lines: str) -> tuple[str, str]:
    return json.dumps({"title": title, "text": "\n".join(lines or (title,)), "url": "https://post.example/1"}), "application/json"


def as_feed(title: str, *lines: str) -> tuple[str, str]:
    text = "".join(f"&lt;p&gt;{line}&lt;/p&gt;" for line in lines or (title,))
    return f"<rss version='2.0'><channel><title>Post</title><item><title>{title}</title><link>https://post.example/1</link><description>{text}</description></item></channel></rss>", "application/xml"  # fmt: skip


def as_mail(title: str, *lines: str) -> tuple[str, str]:
    return f"From: Post <post@post.example>\nSubject: {title}\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + "\n\n".join((title, *lines)), "message/rfc822"  # fmt: skip


FORMATS: tuple[Callable[..., tuple[str, str]], ...] = (as_text, as_markdown, as_html, as_record, as_feed, as_mail)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("language", "why", "lines"), WALLS, ids=[f"{language}-{why}-{lines[0]}" for language, why, lines in WALLS]
)
def test_a_wall_in_an_articles_place_is_refused(
    form: Callable[..., tuple[str, str]], language: str, why: str, lines: tuple[str, ...]
):
    assert why in reason(*form(*lines))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("language", "title", "opening", "prompt"), STUBS, ids=[stub[0] for stub in STUBS])
def test_a_stub_before_a_pay_wall_is_refused(
    form: Callable[..., tuple[str, str]], language: str, title: str, opening: str, prompt: str
):
    assert PAID in reason(*form(title, opening, prompt))


def listings(language: str) -> Iterator[tuple[str, str]]:
    pairs = TEASERS[language]
    dates = [f"{day} November 2025" for day in range(3, 3 + len(pairs))]
    yield as_text("Latest", *(text for pair in pairs for text in pair))
    yield as_text(*(text for pair, day in zip(pairs, dates, strict=True) for text in (day, *pair)))
    yield as_text(*(text for pair, day in zip(pairs, dates, strict=True) for text in (*pair, "Staff writer", day, "Read more")))
    yield (
        "\n\n".join(f"### [{title}](https://post.example/{at})\n\n{lead}" for at, (title, lead) in enumerate(pairs)),
        "text/markdown",
    )
    yield "\n".join(f"* [{title}](https://post.example/{at})\n{lead}" for at, (title, lead) in enumerate(pairs)), "text/markdown"
    cards = "".join(f'<div class="card"><h3><a href="/{at}">{title}</a></h3><p>{lead}</p></div>' for at, (title, lead) in enumerate(pairs))  # fmt: skip
    yield f"<html><head><title>Latest</title><meta property='og:type' content='website'></head><body><main><h1>Latest</h1>{cards}</main></body></html>", "text/html"  # fmt: skip


@pytest.mark.parametrize(
    ("body", "media_type"),
    [page for language in TEASERS for page in listings(language)],
    ids=[f"{language}-{number}" for language in TEASERS for number in range(6)],
)
def test_a_list_of_other_pages_is_refused(body: str, media_type: str):
    assert harvest(body, media_type).articles == ()


def test_an_index_says_that_it_is_one():
    assert LISTING in reason(*next(listings("en")))


OVERVIEW_PAGE = (
    "Donate", "Who we are", "What we do", "Get involved", "Publications",
    "Relief on the lower river", "Relief on the lower river",
    "Since the dam broke, families along the lower river have lived without clean water, and the need is greatest among the old.",
    "Clean water", "We repair wells and pumps in forty villages, and we train the people who will look after them when we have left.",
    "Shelter", "Our teams bring stoves, blankets and window film to homes that have no heating, and help owners to mend their roofs.",
    "Schools", "Lessons go on in cellars and church halls, where our volunteers set up tables, lamps and shelves of books.",
    "Health", "Three buses with a doctor and a nurse visit places that have had no surgery since the bridges were lost.",
    "Our partners", "Together with town councils and farmers we plan what has to be done first, and who can do it best.",
    "How you can help", "A gift of any size keeps a pump running, and a monthly gift lets us plan for the winter that is coming.",
)  # fmt: skip


def test_an_organisations_undated_overview_of_its_own_work_is_refused():
    assert OVERVIEW in reason("\n".join(OVERVIEW_PAGE))
    assert OVERVIEW in reason(*as_html("Relief on the lower river", *OVERVIEW_PAGE))


POST = ("Harbour Post | Facebook", "Log In", "Forgot Account?", "Reels", PARAGRAPHS[0], "Like", "Comment", "Share", "12 comments", "Verified account", "Follow", "See more", "Most relevant", "Ostap", "Terrible news for the farmers.", "2h", "View 1 reply", "Related Reels")  # fmt: skip
VIDEO = ("Fire at the grain store", "Play video", "Mute", "Full screen", "0:00 / 1:42", "Flames over the port of Lower Sands.", "Up next", "Skip ad", "Autoplay")  # fmt: skip
WEATHER = ("Weather in Lower Sands", *(text for hour in range(24) for text in (f"{hour:02}:00", f"{hour % 9 + 3}°", f"{hour * 3 % 40} %", "Light rain.")))  # fmt: skip
SEARCH = (
    "Search results",
    "Sort by date",
    "Showing 1 to 5 of 81",
    *(text for pair in TEASERS["en"][:5] for text in pair),
    "Next page",
)


@pytest.mark.parametrize("page", [POST, VIDEO, WEATHER, SEARCH], ids=["post", "video", "weather", "search"])
def test_what_shows_something_else_is_refused(page: tuple[str, ...]):
    assert harvest("\n".join(page)).articles == ()
    assert harvest(*as_html(page[0], *page[1:])).articles == ()


def test_a_page_that_calls_itself_a_video_is_refused():
    head = '<meta property="og:type" content="video.other"><script type="application/ld+json">{"@type":"VideoObject","name":"Fire"}</script>'  # fmt: skip
    page = f"<html><head><title>Fire at the grain store</title>{head}</head><body><h1>Fire at the grain store</h1><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></body></html>"  # fmt: skip
    assert "video" in reason(page, "text/html")


@pytest.mark.parametrize("media_type", ["text/plain", "text/html", "text/markdown", "application/xml", "message/rfc822"])
def test_an_empty_capture_is_refused(media_type: str):
    assert harvest("", media_type).articles == ()


def test_a_news_flash_with_headline_and_date_is_kept():
    flash = ("Fire at the grain store of Lower Sands", "12 May 2025, 09:40", "A grain store in Lower Sands burned down on Monday morning, the harbour master said.", "Nobody was hurt. The quay is closed until further notice.")  # fmt: skip
    (article,) = harvest("\n\n".join(flash)).articles
    assert article.paragraphs == flash[2:]


def test_an_article_about_a_failed_server_is_kept():
    about = ("Ferry bookings fail for a third day", "12 May 2025", "Travellers who wanted to book the ferry to the spit saw only “503 service unavailable” on Sunday.", *PARAGRAPHS[1:4])  # fmt: skip
    assert len(harvest("\n\n".join(about)).articles) == 1


def test_an_explainer_with_a_question_over_each_paragraph_is_kept():
    sections = [(f"What happens to part {number} of the plan?", " ".join(PARAGRAPHS[at : at + 3])) for number, at in enumerate((0, 1, 2, 0, 1, 2))]  # fmt: skip
    page = (
        "The plan for the harbour, part by part",
        "By Ostap Lysenko",
        "12 May 2025",
        *(text for pair in sections for text in pair),
    )
    assert len(harvest("\n\n".join(page)).articles) == 1


def test_an_article_with_a_list_of_others_below_it_is_kept():
    page = ("Drones set grain store on fire", "12 May 2025, 09:40", *PARAGRAPHS, "Most read", *(text for pair in TEASERS["en"] for text in pair))  # fmt: skip
    (article,) = harvest("\n".join(page)).articles
    assert article.paragraphs[:3] == PARAGRAPHS[:3]


@pytest.mark.parametrize("form", [as_text, as_html], ids=["text", "html"])
def test_an_article_cut_by_a_pay_wall_is_kept_and_says_so(form: Callable[..., tuple[str, str]]):
    body, media_type = form("Drones set grain store on fire", "12 May 2025, 09:40", *PARAGRAPHS, "To continue reading, subscribe for three euros a month.")  # fmt: skip
    (article,) = harvest(body, media_type).articles
    assert article.paragraphs[-1] == PARAGRAPHS[-1]
    assert article.notes == ("The rest of the text is behind a paywall.",)


def test_a_prompt_in_the_menu_cuts_nothing():
    page = (
        "Already a subscriber? Log in",
        "Drones set grain store on fire",
        "12 May 2025, 09:40",
        *PARAGRAPHS,
        "© 2025 The Harbour Post",
    )
    (article,) = harvest("\n".join(page)).articles
    assert article.notes == ()
