"""What a template cannot do: leave text unescaped, go on for ever, reach into the program, fail without saying where."""

import re
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from briefing.edges.templates import load_design
from briefing.errors import Exit, ProfileError
from briefing.model import Design, Template, Window
from briefing.stages.typeset.environment import sandbox
from briefing.stages.typeset.fill import fill
from briefing.stages.typeset.inert import inert, readable
from briefing.stages.typeset.restraint import printable

FOREIGN = "<b>*x*</b> [y](z) # {{ 1 }} &lt;"


AT = datetime(2025, 3, 12)
WINDOW = Window(first=AT.date(), last=AT.date(), start=AT, end=AT, zone="UTC")


def finalize(value):
    if isinstance(value, Markup):
        return value
    return Markup(inert(value)) if isinstance(value, str) else value


def only_text(value):
    return finalize(printable(value))


def design(text, **others):
    files = {"t.md.j2": text} | {name.replace("_", "."): other for name, other in others.items()}
    return Design(templates=tuple(Template(name=name, text=body, origin=f"/desk/{name}") for name, body in files.items()))


def run(text, /, *, page=False, **names):
    environment = sandbox(design(text), finalize=None if page else finalize)
    given_names = {
        "foreign": FOREIGN,
        "escaped": Markup("ab"),
        "pattern": Markup("%s"),
        "at": datetime(2025, 3, 12),
        "big": list(range(9000)),
    }
    return environment.get_template("t.md.j2").render(**given_names | names)


def problem(text, **names):
    with pytest.raises(ProfileError) as caught:
        run(text, **names)
    assert caught.value.code == Exit.CONFIG
    (one,) = caught.value.problems
    return one


WAYS_TO_JOIN = [
    "{{ foreign }}",
    "{{ foreign|e }}",
    "{{ foreign|escape }}",
    "{{ escaped ~ foreign }}",
    "{{ escaped + foreign }}",
    "{{ foreign + escaped }}",
    "{{ pattern|format(foreign) }}",
    '{{ "%s %s"|format(escaped, foreign) }}',
    '{{ "%(a)s %(b)s"|format(a=escaped, b=foreign) }}',
    "{{ [escaped, foreign]|join }}",
    "{{ [escaped, escaped]|join(foreign) }}",
    "{% set x %}{{ foreign }}{% endset %}{{ x ~ escaped }}",
    "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ foreign }}{% endcall %}",
    "{% filter trim %}{{ foreign }}{% endfilter %}",
    "{{ nothing|default(foreign) }}",
    "{{ [foreign]|map('string')|first }}",
    "{{ escaped.split('a')|join(foreign) }}",
]


@pytest.mark.parametrize("template", WAYS_TO_JOIN)
def test_foreign_text_is_escaped_whichever_way_it_is_joined(template):
    assert inert(FOREIGN) in run(template)
    assert "<b>" not in run(template)
    assert "*x*" not in run(template)
    assert "<b>" not in run(template, page=True)


@given(st.text(max_size=40), st.sampled_from(WAYS_TO_JOIN))
def test_no_text_comes_through_unescaped(foreign, template):
    printed = run(template, foreign=foreign).replace("<bdi>", "").replace("</bdi>", "")
    assert not set("<>*[]`_!\\\"'|") & set(printed)


@pytest.mark.parametrize(
    "template",
    [
        "{{ foreign|safe }}",
        "{{ [foreign]|map('safe')|first }}",
        "{{ foreign|forceescape }}",
        "{{ foreign|urlize }}",
        "{{ {'a': foreign}|xmlattr }}",
        "{{ foreign|tojson }}",
        "{% autoescape false %}{{ foreign }}{% endautoescape %}",
        "{% set no = false %}{% autoescape no %}{{ foreign }}{% endautoescape %}",
        "{{ Markup(foreign) }}",
        "{{ escaped.__class__(foreign) }}",
        "{{ escaped.join([foreign]) }}",
        "{{ escaped.format(foreign) }}",
        "{{ escaped.replace('a', foreign) }}",
        "{{ escaped|replace('a', foreign) }}",
        "{{ escaped.unescape() }}",
        "{{ pattern % foreign }}",
        "{{ [foreign]|sum(start=escaped) }}",
        "{{ escaped|truncate(1, end=foreign) }}",
    ],
)
def test_escaping_cannot_be_switched_off_or_gone_round(template):
    assert problem(template).startswith("/desk/t.md.j2, line 1: ")


def test_that_raw_printing_is_not_to_be_had_is_said_in_words():
    assert "everything printed is escaped, and no template can change that" in problem("{{ foreign|safe }}")


@pytest.mark.parametrize(
    "template",
    [
        "{{ escaped.split(mark)|join }}",
        "{{ escaped.split(mark)|join(lt) }}",
        "{{ escaped.removeprefix(mark) }}",
        "{{ escaped.strip(mark) }}",
        "{{ escaped|trim(mark) }}",
        "{{ [escaped]|map('trim', mark)|first }}",
        "{{ escaped.partition(mark)[2] }}",
        "{{ escaped.partition(mark)|join(lt) }}",
        "{{ escaped|reverse }}",
        "{{ escaped[1:] }}",
        "{{ escaped[::-1] }}",
        "{{ escaped[5] }}",
        "{{ escaped|list|join }}",
        "{% for c in escaped %}{{ c }}{% endfor %}",
        "{{ escaped['split'](mark)|join(lt) }}",
        "{{ [escaped]|map(attribute='split')|list|length }}{% for m in [escaped]|map(attribute='split') %}{{ m(mark)|join(lt) }}{% endfor %}",
    ],
)
@pytest.mark.parametrize(("escape", "mark"), [(inert, "&#60;"), (readable, "\\"), (readable, "&lt;")])
def test_a_part_of_escaped_text_is_escaped_again(template, escape, mark):
    escaped, lt = Markup(escape(FOREIGN)), Markup("/")
    environment = sandbox(
        design(template), finalize=lambda value: Markup(escape(value)) if not isinstance(value, Markup | int) else value
    )
    printed = environment.get_template("t.md.j2").render(escaped=escaped, mark=mark, lt=lt)
    assert "<b>" not in printed.replace("&#62;", ">").replace("&gt;", ">")
    assert not re.search(r"(?<!\\)(?:\\\\)*[*\[]", printed)


LOOP = "{% for i in range(99) %}"
ENDLESS = [
    "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}",
    "{% for i in range(10**9) %}{% endfor %}",
    "{% for a in range(900) %}{% for b in big if false %}{% endfor %}{% endfor %}",
    "{% for a in range(900) %}{{ big|select('equalto', -1)|list|length }}{% endfor %}",
    "{% for a in range(9000) %}{{ 1 if -1 in big }}{% endfor %}",
    "{{ 10**10**10 }}",
    "{{ 'x' * 10**10 }}",
    "{% set a = [1] * 10**9 %}",
    "{% set a = big * 10**9 %}",
    "{% set n = namespace(s='x') %}" + LOOP + "{% set n.s = n.s ~ n.s %}{% endfor %}",
    "{% set n = namespace(s='x') %}" + LOOP + "{% set n.s = n.s + n.s %}{% endfor %}",
    "{% set n = namespace(s='x') %}" + LOOP + "{% set n.s %}{{ n.s }}{{ n.s }}{% endset %}{% endfor %}",
    "{% set n = namespace(s=[1]) %}" + LOOP + "{% set n.s = [n.s, n.s] %}{% endfor %}{{ n.s|string }}",
    "{% set n = namespace(s=(1,)) %}" + LOOP + "{% set n.s = n.s + n.s %}{% endfor %}",
    "{% set n = namespace(s={}) %}" + LOOP + "{% set n.s = {'a': n.s, 'b': n.s} %}{% endfor %}",
    "{% set n = namespace(s='a') %}" + LOOP + "{% set n.s = n.s|replace('a', 'aa') %}{% endfor %}",
    "{% set n = namespace(s='a') %}" + LOOP + "{% set n.s = '%s%s'|format(n.s, n.s) %}{% endfor %}",
    "{% set n = namespace(s='a') %}" + LOOP + "{% set n.s = [n.s, n.s]|join %}{% endfor %}",
    "{% set n = namespace(s=9) %}{% for i in range(9000) %}{% set n.s = n.s * n.s %}{% endfor %}",
    "{{ big|join('x' * 90000) }}",
    "{{ '%1000000000d'|format(1) }}",
    "{{ '%*d'|format(1000000000, 1) }}",
    "{{ '%.1000000000f'|format(1) }}",
    "{{ 'x'.ljust(10**9) }}",
    "{{ 'x'|center(10**9) }}",
    "{{ '{:1000000000}'.format(1) }}",
    "{{ at.strftime('%1000000000d') }}",
    "{% include 't.md.j2' %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% block a %}{{ self.a() }}{% endblock %}",
    "{% for x in [[1]] recursive %}{{ loop([x, x]) }}{{ loop([x, x]) }}{% endfor %}",
    "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "{% for a in big %}" * 40 + "{% endfor %}" * 40,
    "{{ " + "9" * 6000 + " }}",
]


@pytest.mark.timeout(30)
@pytest.mark.parametrize("template", ENDLESS, ids=range(len(ENDLESS)))
def test_whatever_would_take_for_ever_or_all_memory_ends_and_says_where(template):
    assert "line 1: " in problem(template)


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_a_macro_that_calls_itself_twice_ends():
    twice = "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}"
    assert "without end" in problem(twice)


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ("a\nb\n{% iff x %}", 3, "unknown tag 'iff'"),
        ("a\n{{ foreign|uper }}", 2, "there is no filter 'uper'; is 'upper' meant?"),
        ("a\n\n{{ brefing.title }}", 3, "there is no 'brefing'; is 'briefing' meant?"),
        ("a\n{{ at.yeer }}", 2, "a point in time has no 'yeer'"),
        ("a\n{% include 'parts/glanse.md.j2' %}", 2, "there is no template 'parts/glanse.md.j2'"),
        ("a\n{% include 'p' ~ 'q' %}", 2, "named in so many words"),
        ("a\n{{ 1 // 0 }}", 2, "nothing can be divided by 0"),
        ("a\n{{ at.now() }}", 2, "'now' of a point in time is not to be had in a template"),
        ("a\n{{ foreign.title(3) }}", 2, "'title()' of text is given a whole number (3) and cannot use that"),
        ("a\n{{ 'x' + 1 }}", 2, "'+' cannot stand between text (“x”) and a whole number (1)"),
        ("a\n{% for x in 3 %}{% endfor %}", 2, "a list is needed here; this is a whole number"),
        ("a\n{{ range.__globals__ }}", 2, "is not to be had in a template"),
        ("a\n{{ lipsum() }}", 2, "there is no 'lipsum'"),
        ("a\n{{ big|random }}", 2, "there is no filter 'random'"),
        ("a\n{{ step() }}", 2, "there is no 'step'"),
        ("a\n{{ range.__self__ }}", 2, "a function has no '__self__'"),
        ("a\n{{ at.tzinfo.utcoffset(at) }}", 2, "is not to be had in a template"),
        ("a\n{{ cycle(1) }}", 2, "there is no 'cycle'"),
    ],
)
def test_a_mistake_is_said_with_its_file_and_line_in_words(template, line, words):
    said = problem(template)
    assert said.startswith(f"/desk/t.md.j2, line {line}: ")
    assert words in said


PUZZLES = [
    "{{ foreign|round }}",
    "{{ none|abs }}",
    "{{ 3|length }}",
    "{{ 3|join }}",
    "{{ at|first }}",
    "{{ [1, foreign]|sort }}",
    "{{ [1, foreign]|max }}",
    "{{ [foreign]|sum }}",
    "{{ big|groupby }}",
    "{{ foreign|upper(3) }}",
    "{{ at|upper }}",
    "{{ none|trim }}",
    "{{ {}|items|lower }}",
    "{{ 3|dictsort }}",
    "{{ 3|reverse }}",
    "{{ [[1]]|unique|list }}",
    "{{ '%d'|format(foreign) }}",
    "{{ '%s %s'|format(1) }}",
    "{{ '%(a)s'|format(b=1) }}",
    "{{ '%q'|format(1) }}",
    "{{ foreign|replace(1, 2) }}",
    "{{ foreign|replace }}",
    "{{ foreign|int|round(foreign) }}",
    "{{ foreign.split(3) }}",
    "{{ foreign() }}",
    "{{ foreign[:foreign] }}",
    "{{ foreign.nothing }}",
    "{{ none.day }}",
    "{{ big[9999] }}",
    "{{ big[1.5] }}",
    "{{ {}[at] }}",
    "{{ {[]: 1} }}",
    "{{ range(foreign) }}",
    "{{ range() }}",
    "{{ namespace(3) }}",
    "{{ namespace(a=1).b }}",
    "{{ 1 - foreign }}",
    "{{ foreign / 2 }}",
    "{{ none ** 2 }}",
    "{{ -foreign }}",
    "{{ at + 1 }}",
    "{{ 5 % 0 }}",
    "{{ 5 / 0 }}",
    "{{ foreign < 1 }}",
    "{{ at < none }}",
    "{{ 1 in 3 }}",
    "{{ 1 in foreign }}",
    "{{ 3 is divisibleby(0) }}",
    "{{ 3 is divisibleby }}",
    "{{ 3 is nonesuch }}",
    "{% for x in none %}{% endfor %}",
    "{% for a, b in big %}{% endfor %}",
    "{% for a, b in [[1, 2, 3]] %}{% endfor %}",
    "{% set a, b = 3 %}",
    "{% set foreign.x = 3 %}",
    "{% call foreign() %}{% endcall %}",
    "{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}",
    "{% macro m(a) %}{% endmacro %}{{ m(b=2) }}",
    "{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}",
    "{{ self.nothing() }}",
]
OF_PYTHON = re.compile(
    r"object|NoneType|\bstr\b|\bint\b|\bfloat\b|tuple|dict\b|datetime|iterable|subscript|has no attribute|argument|positional|operand|instances"
    r"|__|lambda|do_|sync_|unhashable|unpack|literal|bytes|jinja|Error|Undefined|unsafe|format character|index"
)


@pytest.mark.parametrize("puzzle", PUZZLES)
def test_no_mistake_is_said_in_the_words_of_python(puzzle):
    said = problem(f"a\n{puzzle}")
    place, _, words = said.partition(": ")
    assert place == "/desk/t.md.j2, line 2"
    assert words
    assert "cannot be worked out" not in words
    assert OF_PYTHON.findall(words) == []


def test_what_a_filter_is_given_and_cannot_use_is_shown():
    assert problem("{{ 'about ten'|round }}").endswith("'|round' is given text (“about ten”) and cannot use that")
    assert problem("{{ none|replace('a', 3) }}").endswith("in brackets text (“a”) and a whole number (3), and cannot use that")
    assert problem("{{ foreign|replace }}").endswith("'|replace' takes old, new in its brackets")
    assert "a Window has no 'frist'; is 'first' meant?" in problem("{{ w.frist }}", w=WINDOW)


def test_a_mistake_of_a_function_that_nobody_foresaw_names_the_function(sample_day):
    template = Template(name="briefing.md.j2", text="{{ said(briefing.title, 3) }}", origin="/desk/briefing.md.j2")
    with pytest.raises(
        ProfileError, match=r"line 1: 'said\(\)' is given text \(“.+”\) and a whole number \(3\) and cannot use that"
    ):
        fill(sample_day, replace(load_design(), templates=(template,)), for_page=True)


@pytest.mark.parametrize("constant", ["1/3", "1.5", "none", "true", "[1]", "{'a': 1}", "(1, 2)", "1 == 1", "big", "at - at"])
def test_a_constant_is_printed_by_the_same_rule_as_a_value(constant):
    for page in (False, True):
        environment = sandbox(design("{{ " + constant + " }}"), finalize=None if page else only_text)
        with pytest.raises(ProfileError, match="only text and whole numbers are printed; this is "):
            environment.get_template("t.md.j2").render(big=[1], at=AT)


@pytest.mark.parametrize("constant", ["'*x*'", "'*x' ~ '*'", "'*X*'|lower", "('*x*' if 1 else 0)", "['*x*'][0]"])
def test_a_constant_text_is_escaped_for_the_place_it_goes_to(constant):
    assert run("{{ " + constant + " }}") == inert("*x*")


def test_a_mistake_in_an_included_file_names_that_file():
    environment = sandbox(design("{% include 'u' %}", u="a\n{{ 1 // 0 }}"))
    with pytest.raises(ProfileError, match=r"/desk/u, line 2: "):
        environment.get_template("t.md.j2").render()


def test_a_wrong_field_of_the_briefing_is_named_with_the_right_one(sample_day):
    template = Template(name="briefing.md.j2", text="# {{ briefing.titel }}", origin="/desk/briefing.md.j2")
    mine = replace(load_design(), templates=(template,))
    with pytest.raises(ProfileError, match=r"a Briefing has no 'titel'; is 'title' meant\?"):
        fill(sample_day, mine, for_page=True)


def test_a_message_holds_nothing_a_terminal_acts_on():
    assert "\x1b" not in problem('{{ {}["\x1b[2Jx"] }}')


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("{% for i in range(3) %}{{ i }}{% endfor %}", "012"),
        ("{% set n = namespace(k=0) %}{% for i in range(4) %}{% set n.k = n.k + i %}{% endfor %}{{ n.k }}", "6"),
        ('{{ "%02d&%d"|format(at.month, at.year) }}', inert("03&2025")),
        ('{{ [foreign[0], "b"]|join(", ") }}', inert("<, b")),
        ('{{ "abc"|replace("b", "x") }}', "axc"),
        ("{{ 2 * 3 + 4 ** 2 - 7 % 4 }}", "19"),
        ('{{ "A b".lower().split()|first }}', "a"),
        ("{{ [3, 1, 2]|sort|map('string')|join }}", "123"),
        ("{{ 1 if 2 in big and (1, 2) + (3,) == (1, 2, 3) else 0 }}", "1"),
        ("{% for a, b in {'k': 1}.items() %}{{ a }}{{ b }}{% endfor %}", "k1"),
        ("{{ escaped ~ 1 ~ ' ' ~ escaped }}", "ab1 ab"),
    ],
)
def test_what_a_template_needs_works(template, printed):
    assert run(template) == printed


def test_each_filling_has_the_whole_budget():
    template = sandbox(design("{% for i in range(90000) %}{% endfor %}")).get_template("t.md.j2")
    assert [template.render() for _ in range(4)] == ["", "", "", ""]


@pytest.mark.parametrize("attempt", ["said.func", "_.func", "said.args", "drawing.func", "section_titles.func", "said.__wrapped__"])
def test_the_functions_of_a_template_show_nothing_of_themselves(sample_day, attempt):
    """Else a template could call one with a way of escaping of its own: `said.func(true, "en", {}, {text: text}.get, text, none)`."""
    template = Template(name="briefing.md.j2", text=f"{{{{ {attempt}|string }}}}", origin="/desk/briefing.md.j2")
    with pytest.raises(ProfileError, match=r"line 1: (a function has no|'__\w+__' of a function is not to be had)"):
        fill(sample_day, replace(load_design(), templates=(template,)), for_page=True)
