"""Who said a quote."""

from typing import Any

import pytest

from factx.find.entities import EntityCandidate
from factx.find.quotes import find_quotes
from factx.language import sentences
from factx.lexicon import lexicon
from factx.link.speakers import link_speakers
from factx.link.speakers.cast import Cast
from factx.release import Release

LEXICON = lexicon()


def speakers(text: str, *people: str, publisher: str | None = None) -> list[dict[str, Any] | None]:
    """The speaker of each quote; `people` are persons that spaCy knew."""
    release = Release(text, publisher=publisher)
    spans = sentences(release, LEXICON)
    found = find_quotes(release, spans, LEXICON)
    known = [EntityCandidate("person", p, None, ((text.index(p), text.index(p) + len(p)),)) for p in people]
    link_speakers(release, found, spans, Cast(release.text, known, LEXICON), LEXICON)
    return [q.fields["speaker"] for q in found]


def named(speaker: dict[str, Any] | None) -> tuple[Any, ...] | None:
    return None if speaker is None else (speaker["name"], speaker["role"], speaker["organisation"])


ONE = [
    ("Inspector Joy Brand said: “We are glad.”", ("Joy Brand", "Inspector", None)),
    ("Inspector Joy Brand, of BTP’s York team, said: “We are glad.”", ("Joy Brand", "Inspector", "BTP")),
    ("PC Joy Brand, who taught for 5 years, and met DC Ian Moss, said: “We are glad.”", ("Joy Brand", "PC", None)),
    ("PC Joy Brand, 27, said: “We are glad.”", ("Joy Brand", "PC", None)),
    ("Joy Brand, head of road safety, said: “We are glad.”", ("Joy Brand", "head of road safety", None)),
    ("Joy Brand, the Met’s lead for theft, said: “We are glad.”", ("Joy Brand", "lead for theft", "Met")),
    ("Road Safety Manager, Joy Brand said: “We are glad.”", ("Joy Brand", "Road Safety Manager", None)),
    (
        "Cabinet Secretary for Health Joy Brand said: “We are glad.”",
        ("Joy Brand", "Cabinet Secretary for Health", None),
    ),
    (
        "Joy Brand, Water Safety Executive Director said: “We are glad.”",
        ("Joy Brand", "Water Safety Executive Director", None),
    ),
    ("Speaking after the case, DS Joy Brand said: “We are glad.”", ("Joy Brand", "DS", None)),
    ("After the case DS Joy Brand said: “We are glad.”", ("Joy Brand", "DS", None)),
    ("DS Joy Brand told Judge Amos Hill: “We are glad.”", ("Joy Brand", "DS", None)),
    ("DS Joy Brand thanked the public and added: “We are glad.”", ("Joy Brand", "DS", None)),
    ("He met DS Joy Brand, who said: “We are glad.”", ("Joy Brand", "DS", None)),
    ("A friend of DS Joy Brand said: “We are glad.”", (None, "friend of DS Joy Brand", None)),
    ("“We are glad,” said DS Joy Brand of the Theft Unit.", ("Joy Brand", "DS", "Theft Unit")),
    ("“We are glad,” DS Joy Brand, head of theft, told the BBC.", ("Joy Brand", "DS", None)),
    ("“We are glad.” – Judge Amos Hill", ("Amos Hill", "Judge", None)),
    ("Mayor of Leeds, Joy Brand:\n“We are all very glad.”", ("Joy Brand", "Mayor of Leeds", None)),
    ("A Kent Police spokeswoman said: “We are glad.”", (None, "spokeswoman", "Kent Police")),
    ("“We are glad,” said a spokesman for Kent Police.", (None, "spokesman", "Kent Police")),
    ("Kent Police spokesman Lee Orr said: “We are glad.”", ("Lee Orr", "spokesman", "Kent Police")),
    ("The Crown Prosecution Service said: “We are glad.”", (None, None, "Crown Prosecution Service")),
    ("The family of Lee Orr said: “We are so sad.”", (None, "family of Lee Orr", None)),
    ("Lee’s sister Joy Brand said: “We are so sad.”", ("Joy Brand", "Lee’s sister", None)),
    ("The report found there were “gaps at every level”.", (None, "report", None)),
    ("It cost £5, which DS Joy Brand called “a very fair price”.", ("Joy Brand", "DS", None)),
    ("He texted the victim: “I know you.”", None),
    ("Mr Cole and others had gone. “We are all glad.”", None),
]


@pytest.mark.parametrize(("text", "expected"), ONE)
def test_one_speaker(text: str, expected: tuple[Any, ...] | None) -> None:
    (speaker,) = speakers(text)
    assert named(speaker) == expected
    if speaker is not None:
        assert text[speaker["start"] : speaker["end"]].strip()


CHAINS = [
    (
        "DS Joy Brand said: “We are glad.”\n\nShe added: “So are they.”",
        [("Joy Brand", "cue"), ("Joy Brand", "pronoun")],
    ),
    ("“We are glad,” said DS Joy Brand.\n\n“So are they.”", [("Joy Brand", "cue"), ("Joy Brand", "continuation")]),
    ("DS Joy Brand leads the team. “Come to us first,” she said.", [("Joy Brand", "pronoun")]),
    (
        "DS Joy Brand said: “We are glad.”\n\nDS Brand added: “So are they.”",
        [("Joy Brand", "cue"), ("Joy Brand", "cue")],
    ),
    ("Sheriff Tom Wade ran it.\n\n“We are glad,” the sheriff said.", [("Tom Wade", "pronoun")]),
    ("DS Joy Brand met DI Una Pell. She said: “We are glad.”", [("Joy Brand", "pronoun")]),
    ("With DS Joy Brand and DI Una Pell there, she said: “We are glad.”", [None]),
    ("She said: “We are glad.”", [None]),
    (
        "DS Joy Brand said: “We are glad.”\n\nA man ran.\n\nFour went.\n\nIt ended.\n\nShe said: “So.”",
        [("Joy Brand", "cue"), None],
    ),
    (
        "“We are glad,”\n\nDS Joy Brand said.\n\n“So are they.”",
        [("Joy Brand", "cue"), ("Joy Brand", "continuation")],
    ),
    (
        "DS Joy Brand said: “We are glad.\n\nCall us.\n\n“So are they.”",
        [("Joy Brand", "cue"), ("Joy Brand", "continuation")],
    ),
    ("DS Joy Brand said: “We.”\n\nJoy added: “So.”", [("Joy Brand", "cue"), ("Joy Brand", "cue")]),
    ("DS Joy Brand ran.\n\n“So,” the officer said.", [("Joy Brand", "pronoun")]),
    ("A spokesman said: “We are glad.”\n\nDS Joy Brand said: “So am I.”", [(None, "cue"), ("Joy Brand", "cue")]),
    ("DS Joy Brand said it was “very sad” and “quite wrong”.", [("Joy Brand", "cue"), ("Joy Brand", "cue")]),
]


# Whom a pronoun means: by first name, title and relation, by what stands between, and nobody where two could be meant.
MEANT = [
    ("Martin Coe, 40, attacked Ms Lisa Ward. She said: “It hurt.”", "Lisa Ward"),
    ("Mr Coe, 40, was jailed by Judge Jane Roe. She said: “You are a danger.”", "Jane Roe"),
    ("DC Jane Roe arrested Mr Martin Coe. In interview he said: “I did it.”", "Martin Coe"),
    ("DI Mark Ely told Mrs Susan Pike at home. “I fell,” she said.", "Susan Pike"),
    ("Mr Rao met Mrs Gill. She said: “We are glad.”", "Gill"),
    ("PCSO Jill Dean was praised by Inspector Ray Holt. He said: “She is great.”", "Ray Holt"),
    ("DS John Mal said: “We.” DS Susan Pike said a van was found. He added: “Call 101.”", "John Mal"),
    ("PC Amy Orr was hurt, Chief Graham Ash said today.\n\n“We wish her well,” he said.", "Graham Ash"),
    ("DS Joy Brand said: “We.”\n\nHer brother, Lee, still works there. He wrote to us.\n\n“We try,” he said.", "Lee"),
    ("Mr Lee Orr works here.\n\nHe walks a lot.\n\n“I like it,” he said.", "Lee Orr"),
    ("Mr Lee Orr works here.\n\nWhy do you like it?\n\n“I like it very much.”", "Lee Orr"),
    ("Mr Lee Orr and Mrs Di Poe work here.\n\nWhy do you like it?\n\n“I like it very much.”", None),
    ("With DC Al Roe and DC Ed Poe there, he said: “We are glad.”", None),
    ("PC Ann Orr and PC Eve Poe ran in. “I saw it,” she said.", None),
    ("Mr Stott rang Ms Moss: “I am here.” She texted back: “Go away.”", None),
]


@pytest.mark.parametrize(("text", "expected"), MEANT)
def test_pronouns(text: str, expected: str | None) -> None:
    last = speakers(text)[-1]
    assert (last and last["name"]) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("“We are all very glad.”", "nothing says who speaks"),
        ("Stumbling out said: “We are glad.”", "the subject of “said” could not be read"),
        ("DC Al Roe met DC Ed Poe. He shouted: “We.”", "“he” could be Al Roe or Ed Poe"),
        ("PC Ann Orr and PC Eve Poe ran. “I saw it,” she said.", "“she” could be any of those who are named together"),
        ("She said: “We are glad.”", "nobody before “she” is surely meant"),
    ],
)
def test_why_there_is_no_speaker(text: str, reason: str) -> None:
    release = Release(text)
    spans = sentences(release, LEXICON)
    (quote,) = find_quotes(release, spans, LEXICON)
    link_speakers(release, [quote], spans, Cast(release.text, [], LEXICON), LEXICON)
    assert quote.fields["speaker"] is None
    assert str(quote.fields["reason"]).startswith(reason)


# A speaker who is another than the nearest name, or who is known by what they are.
OTHERS = [
    ("PC Joy Brand said that later Mr Orr told her: “I did.”", ("Orr", None, None)),
    ("Ann Poe, prosecuting, said Marsh told her: “I did it.”", ("Marsh", None, None)),
    ("Inspector Joy Brand was told by Mr Orr: “You are great.”", ("Orr", None, None)),
    ("He was described by Judge Joy Brand as “the worst of them all”.", ("Joy Brand", "Judge", None)),
    ("DI Joy Brand, speaking beside Lee’s mum, Ann, said: “We.”", ("Joy Brand", "DI", None)),
    ("The victim fled but the defendant followed, telling her, “Stop right there.”", (None, "defendant", None)),
    ("Police found a letter. It read: “You are next, all of you.”", (None, "letter", None)),
    ("The family of Lee Orr issued a statement. It said: “We miss him.”", (None, "family of Lee Orr", None)),
    ("The following statement was issued by Sgt Joy Brand.\n\n“We are glad.”", ("Joy Brand", "Sgt", None)),
    ("Kent Police issued the following update:\n\n“We are glad.”", (None, None, "Kent Police")),
    ("Sgt Joy Brand, Roads Unit\n\n“We are all glad.”", ("Joy Brand", "Sgt", "Roads Unit")),
    ("Chief Joy Brand said it was bad.\n\n“We are all glad.”", ("Joy Brand", "Chief", None)),
    ("Road safety campaigner Joy Brand said: “We are glad.”", ("Joy Brand", "Road safety campaigner", None)),
    ("Force lead for hate crime Supt Joy Brand said: “We.”", ("Joy Brand", "Supt", None)),
    ("His sister, Joy, said: “We are glad.”", ("Joy", "sister", None)),
    ("Lee Orr’s mother Joy Brand said: “We are glad.”", ("Joy Brand", "Lee Orr’s mother", None)),
    ("A neighbour said: “We are glad.”", (None, "neighbour", None)),
    ("A senior law enforcement official said: “We are glad.”", (None, "senior law enforcement official", None)),
    ("“We are glad,” said the Hawks in a statement.", (None, None, "Hawks")),
    ("“We are glad,” said Acting Commissioner, Joy Brand.", ("Joy Brand", "Acting Commissioner", None)),
    ("Elm County Sheriff Joy Brand said: “We are glad.”", ("Joy Brand", "Sheriff", "Elm County")),
    ("NHS Elm director Joy Brand said: “We are glad.”", ("Joy Brand", "NHS Elm director", "NHS Elm")),
    ("PC 1234 Joy Brand said: “We are glad.”", ("Joy Brand", "PC", None)),
    ("A/Insp Joy Brand said: “We are glad.”", ("Joy Brand", "A/Insp", None)),
    ("Captain Joy West said: “We are glad.”", ("Joy West", "Captain", None)),
    ("Joy Brand OBE, chief executive, Elm Trust said: “We.”", ("Joy Brand", "chief executive", "Elm Trust")),
    ("Operator: “Is the patient breathing?”", (None, "Operator", None)),
    ("According to Lt. Joy Brand, he was “armed and dangerous”.", ("Joy Brand", "Lt.", None)),
    ("Quotes attributable to DI Joy Brand, of Kent Police:\n\n“We are.”", ("Joy Brand", "DI", "Kent Police")),
    ("“We are glad.” – Elm Police Chief Joy Brand", ("Joy Brand", "Police Chief", "Elm Police")),
]


@pytest.mark.parametrize(("text", "expected"), OTHERS)
def test_who_speaks(text: str, expected: tuple[Any, ...]) -> None:
    assert [named(s) for s in speakers(text)] == [expected]


def test_three_who_speak_together() -> None:
    text = "Sheriff Al Dow, Chief Joy Brand and Mayor Una Pell said: “We are glad.”"
    release = Release(text)
    spans = sentences(release, LEXICON)
    (quote,) = find_quotes(release, spans, LEXICON)
    link_speakers(release, [quote], spans, Cast(release.text, [], LEXICON), LEXICON)
    assert quote.fields["speakers"] == ("Al Dow", "Joy Brand", "Una Pell")


@pytest.mark.parametrize(("text", "expected"), CHAINS)
def test_later_mentions(text: str, expected: list[tuple[Any, ...] | None]) -> None:
    assert [s and (s["name"], s["via"]) for s in speakers(text)] == expected


def test_joint_statement() -> None:
    text = "DS Joy Brand and the CPS’s Una Pell said: “We are glad.”"
    release = Release(text)
    spans = sentences(release, LEXICON)
    (quote,) = find_quotes(release, spans, LEXICON)
    link_speakers(release, [quote], spans, Cast(release.text, [], LEXICON), LEXICON)
    assert quote.fields["speakers"] == ("Joy Brand", "Una Pell")
    assert quote.fields["speaker"]["name"] is None


def test_a_police_spokesman_is_the_publisher_s() -> None:
    text = "A police spokesman said: “We are glad.”"
    assert [named(s) for s in speakers(text, publisher="Kent Police")] == [(None, "spokesman", "Kent Police")]
    assert [named(s) for s in speakers(text)] == [(None, "spokesman", "police")]


def test_rank_in_full() -> None:
    (speaker,) = speakers("DCI Joy Brand said: “We are glad.”")
    assert speaker is not None
    assert (speaker["role"], speaker["rank"]) == ("DCI", "Detective Chief Inspector")


def test_people_known_to_spacy_only() -> None:
    text = "Lee Orr was jailed.\n\nOrr said: “I am sorry.”"
    assert [named(s) for s in speakers(text, "Lee Orr")] == [("Lee Orr", None, None)]
    assert [named(s) for s in speakers(text)] == [("Orr", None, None)]
