"""The service's answers: a GET changes nothing, a POST acts, and nobody learns from an answer what a token is worth."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from briefing.edges.web.app import LARGEST_BODY

NOW = datetime(2024, 1, 24, 6, 30, tzinfo=UTC)
FORM = {"content-type": "application/x-www-form-urlencoded"}
ONE_CLICK = b"List-Unsubscribe=One-Click"
MULTIPART = (
    b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
    {"content-type": "multipart/form-data; boundary=x"},
)
WRONG = ["/u/x", "/u/" + "A" * 28, "/u/" + "é" * 28, "/u/" + "A" * 5000, "/u/\x00", "/u/{token}", "/u/..", "/u/%2e%2e"]


def test_following_a_link_changes_nothing_and_shows_a_button(web):
    number = web.reader()
    for method in ("GET", "HEAD", "GET"):
        answer = web.ask(method, web.link(number))
        assert (answer.status, answer.text) == (200, "leave|en|Harbour daily")
    assert web.state(number) == "active"


@pytest.mark.parametrize(
    "body", [(ONE_CLICK, FORM), MULTIPART, (b"do=leave", FORM), (b"", {}), (b"\xff\xfe&&&=", FORM), (b"a=1&" * 99, FORM)]
)
def test_a_post_to_a_link_acts_at_once_and_once(web, body):
    number = web.reader()
    answer = web.ask("POST", web.link(number), body[0], headers=body[1])
    assert (answer.status, answer.text) == (200, "left|en|Harbour daily")
    assert web.state(number) == "removed"
    again = web.ask("POST", web.link(number), body[0], headers=body[1])
    assert (again.status, again.text) == (200, "spent-leave|en|")
    assert web.state(number) == "removed"


def test_other_methods_are_refused_and_change_nothing(web):
    number = web.reader()
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "post", "X" * 50):
        answer = web.ask(method, web.link(number), ONE_CLICK, headers=FORM)
        assert answer.status == 405
        assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}
    assert web.state(number) == "active"


def test_whoever_left_by_the_link_may_come_back_by_a_button(web):
    number = web.reader()
    web.ask("POST", web.link(number), ONE_CLICK, headers=FORM)
    answer = web.ask("POST", web.link(number), b"do=back", headers=FORM)
    assert (answer.status, answer.text) == (200, "back|en|Harbour daily")
    assert web.state(number) == "active"
    assert web.ask("POST", web.link(number), b"do=back", headers=FORM).text == "spent-leave|en|"
    assert web.state(number) == "active"


@pytest.mark.parametrize("state", ["pending", "active", "suspended"])
def test_nobody_else_comes_back_by_it(web, state):
    number = web.reader(state=state)
    assert web.ask("POST", web.link(number), b"do=back", headers=FORM).text == "spent-leave|en|"
    assert web.state(number) == state


@pytest.mark.parametrize("erased", [False, True])
def test_whoever_was_taken_off_by_others_does_not_come_back_by_it(web, erased):
    number = web.reader()
    book = web.archive.readers()
    book.leave(number, now=NOW, reason="removed by the operator")
    if erased:
        book.erase(number, now=NOW)
    assert web.ask("POST", web.link(number), b"do=back", headers=FORM).text == "spent-leave|en|"
    assert web.state(number) == "removed"


def test_one_click_wins_over_the_button(web):
    number = web.reader()
    web.ask("POST", web.link(number), ONE_CLICK + b"&do=back", headers=FORM)
    web.ask("POST", web.link(number), ONE_CLICK + b"&do=back", headers=FORM)
    assert web.state(number) == "removed"


def test_a_subscription_is_confirmed_by_a_button_and_not_by_following_the_link(web):
    number = web.reader(state="pending")
    link = web.link(number, "confirm")
    assert web.ask("GET", link).text == "confirm|en|Harbour daily"
    assert web.state(number) == "pending"
    assert web.ask("POST", link, b"do=confirm", headers=FORM).text == "confirmed|en|Harbour daily"
    assert web.state(number) == "active"
    again = web.ask("POST", link, b"do=confirm", headers=FORM)
    assert (again.status, again.text) == (200, "spent-confirm|en|")


@pytest.mark.parametrize("state", ["suspended", "removed"])
def test_an_old_confirmation_brings_nobody_back(web, state):
    number = web.reader(state=state)
    assert web.ask("POST", web.link(number, "confirm")).text == "spent-confirm|en|"
    assert web.state(number) == state


def test_a_token_is_good_for_its_purpose_and_its_list_alone(web):
    number = web.reader(state="pending")
    token = web.link(number).removeprefix("/u/")
    assert web.ask("POST", f"/c/{token}").text == "spent-confirm|en|"
    assert web.state(number) == "pending"
    confirming = web.link(number, "confirm").removeprefix("/c/")
    assert web.ask("POST", f"/u/{confirming}").text == "spent-leave|en|"
    other = web.link(number, profile="rivers")  # signed with our key, of a list that this reader is not on
    assert web.ask("POST", other, ONE_CLICK, headers=FORM).text == "spent-leave|en|"
    unserved = web.link(number, profile="elsewhere")
    assert web.ask("POST", unserved, ONE_CLICK, headers=FORM).text == "spent-leave|en|"
    assert web.state(number) == "pending"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_used_unknown_and_invalid_tokens_are_answered_alike(web, method):
    used = web.reader()
    web.ask("POST", web.link(used))
    answers = [web.ask(method, link) for link in (web.link(used), web.link(4_000_000), *WRONG)]
    assert {(one.status, one.text, tuple(sorted(one.headers.items()))) for one in answers} == {
        (200, "spent-leave|en|", tuple(sorted(answers[0].headers.items())))
    }


@pytest.mark.parametrize(
    "path", ["/", "", "/u", "/u/", "/u/a/b", "/u/a/", "/x/a", "/u/../../etc/passwd", "//u/a", "/docs", "/openapi.json", "/U/a"]
)
def test_everything_else_is_a_plain_404(web, path):
    answer = web.ask("GET", path)
    assert (answer.status, answer.headers["content-type"]) == (404, "text/plain; charset=utf-8")


@pytest.mark.parametrize("path", ["/u/x", "/c/x", "/healthz", "/readyz", "/robots.txt", "/nothing"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_answer_has_the_strict_headers_and_no_cookie(web, method, path):
    headers = web.ask(method, path).headers
    policy = headers["content-security-policy"]
    for wanted in ("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
        assert wanted in policy.split("; ")
    assert ("style-src 'sha256-x'" in policy) == (path[:3] in ("/u/", "/c/"))
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert not {"set-cookie", "server", "location", "access-control-allow-origin"} & headers.keys()


def test_robots_are_told_to_keep_out(web):
    assert web.ask("GET", "/robots.txt").text == "User-agent: *\nDisallow: /\n"


def test_health_is_told_without_a_limit_and_as_it_is(make_web):
    web = make_web(per_minute=1)
    assert [web.ask("GET", "/healthz").status for _ in range(5)] == [200] * 5
    assert web.ask("GET", "/readyz").status == 200
    other = make_web()
    other.ready[0] = (False, {"database": "cannot be written"})
    answer = other.ask("GET", "/readyz")
    assert (answer.status, answer.text) == (503, '{"ready":false,"database":"cannot be written"}')


def test_whoever_asks_too_often_is_told_when_to_come_back_and_nothing_is_done(make_web):
    web = make_web(per_minute=60)
    number = web.reader()
    link = web.link(number)
    assert [web.ask("GET", "/x").status for _ in range(60)] == [404] * 60
    answer = web.ask("POST", link, ONE_CLICK, headers=FORM)
    assert (answer.status, answer.text, answer.headers["retry-after"]) == (429, "busy|en|", "60")
    assert web.state(number) == "active"
    assert web.ask("POST", link, peer="198.51.100.8").status == 200


def test_behind_a_proxy_each_caller_has_turns_of_their_own(make_web):
    web = make_web(per_minute=2, proxies=["10.0.0.5"])
    ask = lambda address: web.ask("GET", "/x", peer="10.0.0.5", headers={"x-forwarded-for": address}).status  # noqa: E731
    assert [ask("198.51.100.1") for _ in range(3)] == [404, 404, 429]
    assert ask("198.51.100.2") == 404
    assert ask("1.1.1.1, 198.51.100.1") == 429  # what a caller adds in front does not count
    assert [web.ask("GET", "/x", headers={"x-forwarded-for": f"1.1.1.{n}"}).status for n in range(3)] == [404, 404, 429]


def test_a_body_is_as_large_as_a_form_at_most(web):
    number = web.reader()
    answer = web.ask("POST", web.link(number), pieces=[b"a" * 6_000, b"a" * 6_000], headers=FORM)
    assert answer.status == 413
    assert web.state(number) == "active"
    assert web.ask("POST", web.link(number), b"a" * LARGEST_BODY, headers=FORM).status == 200


def test_a_body_that_does_not_end_is_not_waited_for(web, monkeypatch):
    monkeypatch.setattr("briefing.edges.web.app.BODY_SECONDS", 0.05)
    number = web.reader()
    assert web.ask("POST", web.link(number), pieces=[], headers=FORM).status == 408
    assert web.state(number) == "active"


def test_a_caller_who_goes_away_is_no_mistake(web):
    number = web.reader()
    assert web.ask("POST", web.link(number), pieces=[None], headers=FORM) is None
    assert web.state(number) == "active"


def test_a_page_is_in_the_language_of_the_reader_or_the_list(make_web):
    web = make_web()
    assert web.ask("GET", web.link(web.reader("a@example.org", language="uk"))).text == "leave|uk|Harbour daily"
    assert web.ask("GET", web.link(web.reader("b@example.org", "rivers"), profile="rivers")).text == "leave|uk|Rivers"
    assert web.ask("GET", "/u/x", headers={"accept-language": "de-DE,uk-UA;q=0.9,en;q=0.8"}).text == "spent-leave|uk|"
    assert web.ask("GET", "/u/x", headers={"accept-language": ";;,,*"}).text == "spent-leave|en|"


def test_links_work_below_the_path_of_the_public_address_too(make_web):
    web = make_web(below=["", "/news"])
    number = web.reader()
    assert web.ask("GET", "/news" + web.link(number)).status == 200
    assert web.ask("POST", "/news" + web.link(number)).status == 200
    assert web.state(number) == "removed"


def test_the_log_holds_no_token_and_no_address(web):
    number = web.reader()
    link = web.link(number)
    for method, path in (("GET", link), ("POST", link), ("GET", "/other" + link), ("GET", link[2:]), ("GET", "/healthz")):
        web.ask(method, path)
    said = repr(web.lines)
    assert [line[:3] for line in web.lines] == [("GET", "/u", 200), ("POST", "/u", 200)]
    assert link[3:] not in said
    assert "anna" not in said


def test_where_the_archive_cannot_be_used_that_is_said_and_can_be_tried_again(web):
    number = web.reader()
    link = web.link(number)
    with web.archive._database.writing() as connection:
        connection.execute(text("ALTER TABLE secret RENAME TO gone"))
    answer = web.ask("POST", link, ONE_CLICK, headers=FORM)
    assert (answer.status, answer.text, answer.headers["retry-after"]) == (503, "trouble|en|", "60")
    assert link[3:] not in repr(web.lines)


def test_a_mistake_of_ours_is_an_answer_too(web, monkeypatch):
    monkeypatch.setattr(web.app, "_clock", lambda: 1 / 0)
    answer = web.ask("GET", "/u/x")
    assert (answer.status, answer.text) == (503, "trouble|en|")
    assert web.lines[0][:2] == ("ERROR", "ZeroDivisionError")
