"""Quotes: what is one, from where to where, and what is not."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factx.find.candidate import Candidate
from factx.find.quotes import find_quotes, quote_problems
from factx.language import sentences
from factx.lexicon import lexicon
from factx.link.speakers import link_speakers
from factx.link.speakers.cast import Cast
from factx.release import Release

LEXICON = lexicon()


def quotes(text: str) -> list[Candidate]:
    release = Release(text)
    spans = sentences(release, LEXICON)
    found = find_quotes(release, spans, LEXICON)
    link_speakers(release, found, spans, Cast(release.text, [], LEXICON), LEXICON)
    return found


FOUND = [
    pytest.param("Inspector Joy Brand said: “We are glad.”", ["We are glad."], id="curly"),
    pytest.param('Inspector Joy Brand said: "We are glad."', ["We are glad."], id="straight"),
    pytest.param(
        "Inspector Joy Brand said: 'It's the drivers' fault, and we won't stop.'",
        ["It's the drivers' fault, and we won't stop."],
        id="single with apostrophes",
    ),
    pytest.param("Inspector Joy Brand said: «We are glad.»", ["We are glad."], id="guillemets"),
    pytest.param('Inspector Joy Brand said:"We are glad."', ["We are glad."], id="no space behind the colon"),
    pytest.param('Inspector Joy Brand said,\xa0"We are glad."', ["We are glad."], id="no-break space"),
    pytest.param(
        'A spokesman said: "We are glad.\n\n"Drive with care.\n\n"Stay safe."\n\nCall 101.',
        ["We are glad.\n\nDrive with care.\n\nStay safe."],
        id="re-opened without a close",
    ),
    pytest.param(
        "A spokesman said: 'The drivers' lights were off.\n\n'Drive with care.'\n\nCall 101.",
        ["The drivers' lights were off.\n\nDrive with care."],
        id="re-opened single marks",
    ),
    pytest.param(
        'A spokesman said: "We are glad.\n\nDrive with care."\n\nCall 101.',
        ["We are glad.\n\nDrive with care."],
        id="opened once, closed a paragraph later",
    ),
    pytest.param("A spokesman said: \"We are glad.'\n\nCall 101.", ["We are glad."], id="closed with another mark"),
    pytest.param("A spokesman said: “We are glad.\n\nCall 101.", ["We are glad."], id="never closed"),
    pytest.param(
        "A spokesman said: 'We are glad.\n\n'Drive with care. '\n\nCall 101.",
        ["We are glad.\n\nDrive with care."],
        id="a stray space before the last mark",
    ),
    pytest.param(
        'Lt. Ana Ruiz said: "We are glad."\n\n"Drive with care."',
        ["We are glad.", "Drive with care."],
        id="a second quote",
    ),
    pytest.param(
        "“We are glad,” said DC Ian Moss. “Drive with care.”",
        ["We are glad, Drive with care."],
        id="interrupted, one paragraph",
    ),
    pytest.param(
        "“We are glad,” said DC Ian Moss, “and we thank you.\n\n“Drive with care.”",
        ["We are glad, and we thank you.\n\nDrive with care."],
        id="interrupted and re-opened",
    ),
    pytest.param(
        "“We are glad,” said DC Ian Moss.\n\n“Drive with care.”",
        ["We are glad,", "Drive with care."],
        id="interrupted by a paragraph",
    ),
    pytest.param(
        '"We are glad." Sheriff Tom Wade said, "Drive with care."',
        ["We are glad.", "Drive with care."],
        id="the tag leads in to the second",
    ),
    pytest.param(
        "“We are glad,” said DC Ian Moss. “So are we,” said PC Di Lane.",
        ["We are glad,", "So are we,"],
        id="two speakers in a paragraph",
    ),
    pytest.param(
        "PC Di Lane said: “He told us, ‘Get out’, and ran.”", ["He told us, ‘Get out’, and ran."], id="nested"
    ),
    pytest.param("PC Di Lane said the fall was “very welcome indeed”.", ["very welcome indeed"], id="fragment"),
    pytest.param("Mr Cole described it as “shameful”.", ["shameful"], id="one word that is a judgement"),
    pytest.param(
        "The men said it was “far too late” and “rather sad”.", ["far too late", "rather sad"], id="two fragments"
    ),
    pytest.param(
        "According to Dr Una Pell, “cold cases do not stay cold”.", ["cold cases do not stay cold"], id="according"
    ),
    pytest.param(
        'The blade was 9" long. PC Di Lane said: "It was 9" long and sharp."',
        ['It was 9" long and sharp.'],
        id="inches",
    ),
    pytest.param("''We are glad,'' said PC Di Lane.", ["We are glad,"], id="two single marks for a double"),
    pytest.param("``We are glad,'' said PC Di Lane.", ["We are glad,"], id="backticks"),
    pytest.param("PC Di Lane said:”We are glad.”", ["We are glad."], id="turned the wrong way"),
    pytest.param('PC Di Lane said: " We are glad.', ["We are glad."], id="a space behind the mark"),
    pytest.param(
        "PC Di Lane said: ‘He said, “I told Al, ‘Run’, and hid.” So he did.’",
        ["He said, “I told Al, ‘Run’, and hid.” So he did."],
        id="three deep",
    ),
    pytest.param(
        "\"He said, 'I ran,'\" PC Di Lane said.", ["He said, 'I ran,'"], id="an inner quote ends with the outer"
    ),
    pytest.param(
        "“We are glad,” PC Di Lane said. “Drive with care.” Cllr Al Dow said gritting went on.",
        ["We are glad, Drive with care."],
        id="the next sentence has a speaker of its own",
    ),
    pytest.param("Recorder Al Dow called the cells “cold” and “dirty”.", ["cold", "dirty"], id="single words judged"),
    pytest.param('According to PC Di Lane, it was "a real mess".', ["a real mess"], id="according, a fragment"),
    pytest.param(
        "Thieves took the drivers’ ’90s stereos. PC Di Lane said: ‘It’s a shame.’", ["It’s a shame."], id="elision"
    ),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_quotes_are_found(text: str, expected: list[str]) -> None:
    assert [q.fields["content"] for q in quotes(text)] == expected


NONE = [
    "The “Night Owl” scheme starts on Monday.",
    "Schools can book the ‘Think Twice’ team.",
    "He was convicted of “causing a nuisance”.",
    "Lee “Tiny” Hobbs was jailed.",
    "The gang, known as “the Crew”, used a “burner” phone.",
    "Police said the “paper mill” problem is growing.",
    "The post is titled “Report It Now”, the force said.",
    "A 6' 2\" man was chased for 12' 30\".",
    "It’s the officers’ work on the victims’ behalf.",
    "PC Di Lane said: We will be back.”",
    "He was charged with “causing a nuisance” and said nothing.",
    "Lee Hobbs admitted “going equipped”.",
    "A fund called “Warm Hands”, said to be new, pays for it.",
    "The men, from the cast of “Heat”, admitted two raids.",
    "He ran what he called ‘the pot’.",
    "“Stop Thief Now” – Metal Theft Poster",
    "The campaign asks drivers to “Slow Down Now.”",
    "",
]


@pytest.mark.parametrize("text", NONE)
def test_marks_that_are_no_quote(text: str) -> None:
    assert [q.fields["content"] for q in quotes(text)] == []


def test_offsets_parts_and_style() -> None:
    text = "“We are glad,” said DC Ian Moss. “Drive with care.”"
    (quote,) = quotes(text)
    assert (quote.start, quote.end) == (0, len(text))
    assert [text[a:b] for a, b in quote.fields["parts"]] == ["We are glad,", "Drive with care."]
    assert (quote.fields["style"], quote.fields["cue"]) == ("direct", "say")
    (fragment,) = quotes("PC Di Lane called it “a very good week”.")
    assert (fragment.fields["style"], fragment.fields["cue"]) == ("mixed", "call")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PC Di Lane said: “We are glad.\n\nCall 101.", [("unclosed", "“")]),
        ("PC Di Lane said: We are glad.”", [("unopened", "”")]),
        ("PC Di Lane said: “We are glad.\n\n“Drive with care.”", []),
        ('A 10" blade', []),
        ("The officers’ cars", []),
        ("PC Di Lane said: 'We are glad. '\n\nCall 101.", []),
        ('PC Di Lane said: "We are glad.\u00a0"', []),
    ],
)
def test_marks_without_a_fellow_are_reported(text: str, expected: list[tuple[str, str]]) -> None:
    found = quote_problems(Release(text))
    assert [(rule, text[start:end]) for start, end, rule, _ in found] == expected


# The probes mark each stretch of a quote as [[quote||speaker as written||speaker meant]].
_PROBE = re.compile(r"\[\[(.*?)\|\|(.*?)\|\|(.*?)\]\]", re.DOTALL)


def _probes() -> list[tuple[str, str]]:
    blocks = Path(__file__).with_name("quote_probes.txt").read_text("utf-8").split("\n---\n")
    lines = [[line for line in block.strip("\n").split("\n") if not line.startswith("#")] for block in blocks]
    return [(block[0], "\n".join(block[1:])) for block in lines]


@pytest.mark.parametrize(("name", "marked"), _probes(), ids=[f"{i}: {p[0]}" for i, p in enumerate(_probes())])
def test_probe(name: str, marked: str) -> None:  # noqa: ARG001 (the name is the test's id)
    text = _PROBE.sub(lambda m: m[1], marked)
    found = quotes(text)
    stretches = [m[1] for m in _PROBE.finditer(marked)]
    words = [p.strip().strip("\"“”„‘’'") for s in stretches for p in s.split("\n\n")]
    assert [text[a:b].strip("‘’'\"“”") for q in found for a, b in q.fields["parts"]] == words
    position = 0
    for stretch, (_, _, meant) in zip(stretches, (m.groups() for m in _PROBE.finditer(marked)), strict=True):
        position = text.index(stretch, position)
        quote = next(q for q in found if q.start <= position < q.end)
        speaker = quote.fields["speaker"] or {}
        names = [speaker.get("name"), *quote.fields["speakers"]]
        fields = [speaker.get("organisation"), speaker.get("role"), speaker.get("name")]
        known = [*names, " ".join(f for f in fields[:2] if f), " ".join(f for f in fields[1:] if f)]
        assert meant in [k or "" for k in known] or (not meant and not speaker)
        position += len(stretch)


MARKS = "\"“”„«»'‘’‚‹›`"
prose = st.lists(
    st.sampled_from(
        [*MARKS, " ", "\n\n", ". ", ", ", ": ", "PC Di Lane", " said", "she added", "10", "we", "They", "s", "-"]
    ),
    max_size=60,
).map("".join)


@settings(deadline=None)
@given(prose | st.text(max_size=80))
def test_any_marks_anywhere(text: str) -> None:
    end = 0
    for quote in quotes(text):
        assert end <= quote.start < quote.end <= len(text)
        end = quote.end
        reached = quote.start
        for first, last in quote.fields["parts"]:
            assert reached <= first < last <= quote.end
            assert text[first - 1] in MARKS or first == reached or not text[reached:first].strip()
            reached = last
        assert text[quote.start] in MARKS
        speaker = quote.fields["speaker"]
        assert speaker is None or 0 <= speaker["start"] < speaker["end"] <= len(text)
    assert all(0 <= a < b <= len(text) for a, b, _, _ in quote_problems(Release(text)))


@settings(deadline=None)
@given(
    st.text(st.characters(categories=["L", "Zs"]), min_size=1).filter(str.strip), st.sampled_from(["“”", '""', "«»"])
)
def test_content_has_no_outer_marks(words: str, marks: str) -> None:
    found = quotes(f"PC Di Lane said: {marks[0]}We {words.strip()}.{marks[1]}")
    assert [q.fields["content"] for q in found] == [f"We {words.strip()}."]


@pytest.mark.parametrize(
    "unit", ["'a ", '"a ', "“", "“a” said ", "A's' ", "Chief ", "of The ", "(", "said, ", "A “b\n\n"]
)
def test_odd_text_stays_cheap(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    started = time.perf_counter()
    quotes(text)
    assert time.perf_counter() - started < 15
