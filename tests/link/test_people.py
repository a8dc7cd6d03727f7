"""People as a release tells of them, and the words that mean them."""

from decimal import Decimal

import pytest

from factx.find.candidate import Candidate
from factx.find.entities import EntityCandidate, find_entities, known_mentions
from factx.find.quotes import find_quotes
from factx.language import sentences
from factx.lexicon import lexicon
from factx.link.speakers import link_speakers
from factx.link.speakers.cast import Cast
from factx.link.speakers.people import link_people
from factx.release import Release

LEXICON = lexicon()


def people(text: str, *ages: str) -> list[EntityCandidate]:
    """The people of `text`, in which each of `ages` is an age in years."""
    release = Release(text)
    spans = sentences(release, LEXICON)
    quotes = find_quotes(release, spans, LEXICON)
    entities = find_entities(known_mentions(release, LEXICON), [], release, LEXICON)
    told = link_speakers(release, quotes, spans, Cast(release.text, entities, LEXICON), LEXICON)
    places = [(text.index(age), text.index(age) + len(age)) for age in ages]
    found = [Candidate("age", a, b, {"value": Decimal(text[a : a + 2])}) for a, b in places]
    return [e for e in link_people(entities, told, found, text) if e.kind == "person"]


def test_rank_surname_and_pronoun_are_one_person() -> None:
    text = "DCI Joy Brand, of the Roads Unit, said: “We are glad.”\n\nDCI Brand ran. She added: “So are they.”"
    (brand,) = people(text)
    assert (brand.name, brand.rank, brand.role) == ("Joy Brand", "Detective Chief Inspector", "DCI")
    assert brand.organisation == "Roads Unit"
    assert [text[a:b] for a, b in brand.mentions] == ["DCI Joy Brand", "DCI Brand", "She"]


def test_an_age_that_knows_whose_it_is() -> None:
    text = "Mr Lee Orr, who is now 34, left."
    release = Release(text)
    entities = find_entities(known_mentions(release, LEXICON), [], release, LEXICON)
    age = Candidate("age", text.index("34"), text.index("34") + 2, {"value": Decimal(34), "person": "Lee Orr"})
    assert [p.age for p in link_people(entities, [], [age], text)] == [34]


def test_an_office_means_its_holder() -> None:
    text = "Sheriff Tom Wade ran it.\n\n“We are glad,” the sheriff said."
    (wade,) = people(text)
    assert [text[a:b] for a, b in wade.mentions] == ["Sheriff Tom Wade", "sheriff"]


@pytest.mark.parametrize(
    ("text", "age", "expected"),
    [
        ("Lee Orr, 34, was jailed.", "34", {"Lee Orr": 34}),
        ("Lee Orr, aged 34, was jailed.", "34", {"Lee Orr": 34}),
        ("Lee Orr (34) was jailed.", "34", {"Lee Orr": 34}),
        ("Mr Lee Orr and a man, 34, were jailed.", "34", {"Lee Orr": None}),
        ("34-year-old Mr Lee Orr was jailed.", "34-year-old", {"Lee Orr": 34}),
        ("A 34-year-old Mr Lee Orr man was jailed.", "34-year-old", {"Lee Orr": None}),
    ],
)
def test_ages(text: str, age: str, expected: dict[str, int | None]) -> None:
    assert {p.name: p.age for p in people(text, age)} == expected


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ("Joy Brand, head of the Fraud Unit, left.", "head of the Fraud Unit", None),
        ("Joy Brand, chief executive of Victim Support, left.", "chief executive", None),
        ("Sgt Joy Brand of Kent Police left.", "Sgt", "Kent Police"),
        ("Kent Police Sergeant Joy Brand left.", "Police Sergeant", "Kent Police"),
        ("Sgt Joy Brand of the Elm District Attorney’s Fraud Unit left.", "Sgt", "Fraud Unit"),
        ("Elm County Sheriff Joy Brand left.", "Sheriff", "Elm County"),
        ("The charity’s director, Joy Brand, 41, left.", "director", None),
        ("A fifth man, Lee Orr, 34, was jailed.", None, None),
    ],
)
def test_roles_of_people_who_do_not_speak(text: str, role: str | None, organisation: str | None) -> None:
    (person,) = people(text)
    assert (person.role, person.organisation) == (role, organisation)


def test_a_role_is_the_one_nearest_before_the_name() -> None:
    text = "It was led by Department Manager Ed Poe and Paralegal Joy Brand of Victim Support."
    assert {p.name: p.role for p in people(text)} == {"Ed Poe": "Department Manager", "Joy Brand": "Paralegal"}


def test_a_speaker_who_is_nowhere_else_named_is_a_person() -> None:
    text = "“The horses will live,” Whitlatch said."
    (person,) = people(text)
    assert (person.name, [text[a:b] for a, b in person.mentions]) == ("Whitlatch", ["Whitlatch"])


def test_people_come_in_the_order_in_which_they_are_named() -> None:
    assert [p.name for p in people("PC Di Lane met PC Al Dow. PC Dow left. PC Lane left.")] == ["Di Lane", "Al Dow"]
