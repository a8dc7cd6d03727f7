"""Entities: what the tables find, and how spaCy's are mended. spaCy stands in as labelled spans of a blank pipeline."""

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from factx.find.entities import EntityCandidate, find_entities, known_mentions
from factx.find.names import people_in
from factx.find.organisations import organisations
from factx.language import Sentence
from factx.lexicon import lexicon
from factx.release import Release

LEXICON = lexicon()
NLP = spacy.blank("en")


def entities(text: str, **labels: str) -> list[EntityCandidate]:
    """The entities of `text`, where spaCy labelled each key of `labels` (`_` for a space) at its first place."""
    release = Release(text)
    whole = Sentence(0, len(text), 0, 0, text)
    doc = NLP.make_doc(text)
    spans = []
    for words, label in labels.items():
        start = text.index(words.replace("_", " "))
        span = doc.char_span(start, start + len(words), label=label)
        assert span is not None
        spans.append((span, whole))
    return find_entities(known_mentions(release, LEXICON), spans, release, LEXICON)


def test_a_rank_before_a_name_makes_a_person() -> None:
    text = "Det Supt Ann Moss thanked Dee. Superintendent Moss and Moss’s team left."
    (person,) = entities(text)
    assert (person.kind, person.name, person.rank) == ("person", "Ann Moss", "Detective Superintendent")
    assert [text[a:b] for a, b in person.mentions] == ["Det Supt Ann Moss", "Superintendent Moss", "Moss"]


@pytest.mark.parametrize(
    ("text", "name", "role", "rank"),
    [
        ("Maj. Tia Roe of", "Tia Roe", "Maj.", "Major"),
        ("T/DCI Tia Roe said", "Tia Roe", "T/DCI", "Temporary Detective Chief Inspector"),
        ("Chief of Police Tia Roe", "Tia Roe", "Chief of Police", "Chief of Police"),
        ("Police and Crime Commissioner Tia Roe", "Tia Roe", "Police and Crime Commissioner", None),
        ("Garda Aoife Ní Bhriain", "Aoife Ní Bhriain", "Garda", "Garda"),
        ("Staff Sergeant Tia de la Roe", "Tia de la Roe", "Staff Sergeant", "Staff Sergeant"),
        ("Detective Sergeant (DS) Tia Roe", "Tia Roe", "Detective Sergeant", "Detective Sergeant"),
        ("Community Officer PC Tia Roe", "Tia Roe", "PC", "Police Constable"),
        ("Dr Tia Roe", "Tia Roe", None, None),
        ("Conservation Officer Tia Roe", "Tia Roe", "Conservation Officer", "Officer"),
        ("T/Supt Tia Roe", "Tia Roe", "T/Supt", "Temporary Superintendent"),
        ("PC 1234 Tia Roe", "Tia Roe", "PC", "Police Constable"),
        ("PC Di Roe", "Di Roe", "PC", "Police Constable"),
        ("Judge Rachel A. Roe", "Rachel A. Roe", "Judge", None),
        ("Detective Paula St. Clair of", "Paula St. Clair", "Detective", "Detective"),
        ("Commissioner John O’ Roe", "John O’ Roe", "Commissioner", "Commissioner"),
        ("Captain Chris West said", "Chris West", "Captain", "Captain"),
        ("Chief Roe Announces Arrests", "Roe", "Chief", "Chief"),
        ("Mayor Pro tem Tia Roe", "Tia Roe", "Mayor Pro tem", None),
        ("Capt. Tia M. Roe Jr. of", "Tia M. Roe Jr.", "Capt.", "Captain"),
    ],
)
def test_ranks_and_roles(text: str, name: str, role: str | None, rank: str | None) -> None:
    (named,) = people_in(text, LEXICON)
    assert (named.name, named.role, named.rank) == (name, role, rank)


@pytest.mark.parametrize(
    "text",
    [
        "Chief Statistician",
        "Chief Professional Officer",
        "Youth Justice Task Force",
        "Anytown Sheriff Court",
        "the Chief Constable’s Office",
        "Major Crime Unit",
        "Garda Station",
        "an Inspector said",
    ],
)
def test_ranks_without_a_name(text: str) -> None:
    assert list(people_in(text, LEXICON)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("officers from Kent Police and the Ministry of Justice", ["Kent Police", "Ministry of Justice"]),
        ("DC Lee Orr of BTP’s York team", ["BTP"]),
        ("at Anytown Crown Court on Monday", ["Anytown Crown Court"]),
        ("the Anytown County Sheriff’s Office", ["Anytown County Sheriff’s Office"]),
        (
            "Head of the Road Safety Unit at Dumfries and Galloway Constabulary",
            ["Road Safety Unit", "Dumfries and Galloway Constabulary"],
        ),
        ("Anytown Magistrates’ Court", ["Anytown Magistrates’ Court"]),
        ("of the Major Crime Team, who", ["Major Crime Team"]),
        ("for CPS Wessex, who", ["CPS Wessex"]),
        ("Elm Valley RCMP", ["Elm Valley RCMP"]),
        ("the Elm Farmers’ Union", ["Elm Farmers’ Union"]),
        ("Northvale NHS Trust", ["Northvale NHS Trust"]),
        ("the charity Words Not Weapons", ["Words Not Weapons"]),
        ("the Elm Team Investigation Bureau (ETIB). An ETIB van", ["Elm Team Investigation Bureau", "ETIB", "ETIB"]),
        ("Police in Anytown", []),
        ("the Council", []),
    ],
)
def test_organisations(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in organisations(text, LEXICON)] == expected


@pytest.mark.parametrize(
    ("text", "labels", "expected"),
    [
        ("Operation Lark began.", {"Operation_Lark": "EVENT"}, [("operation", "Operation Lark")]),
        ("OPERATION LARK: Operation Lark’s team", {}, [("operation", "Operation Lark")]),
        ("Strike Force Wren", {"Wren": "PERSON"}, [("operation", "Strike Force Wren")]),
        ("the Theft Act 1968", {}, [("law", "Theft Act 1968")]),
        ("section 5(1)(b) of the Firearms Act 1968", {}, [("law", "section 5(1)(b) of the Firearms Act 1968")]),
        ("under Section 60", {}, [("law", "Section 60")]),
        ("He is Lee Orr. Orr ran.", {"Lee_Orr": "PERSON", "Orr": "ORG"}, [("person", "Lee Orr")]),
        ("in Leeds today", {"Leeds": "ORG"}, [("place", "Leeds")]),
        ("near Elm Road in town", {"Elm_Road": "PERSON"}, [("place", "Elm Road")]),
        ("Two held: Fierce Blaze. It was fierce.", {"Fierce_Blaze": "PERSON"}, []),
        ("a Vauxhall Corsa was seen", {"Vauxhall_Corsa": "PERSON"}, []),
        ("a man in Elm Point ran", {"Elm_Point": "PERSON"}, [("place", "Elm Point")]),
        (
            "an Elm Point broker, Lee Orr, 34, formerly of Elm Point, ran",
            {"Elm_Point": "PERSON"},
            [("place", "Elm Point"), ("person", "Lee Orr")],
        ),
        ("Man Held In Elm Way Case Today", {"Elm_Way": "PERSON"}, [("place", "Elm Way")]),
        ("Lee Orr, 34, ran", {}, [("person", "Lee Orr")]),
        ("Vic Orr, chair of the trust, ran", {}, [("person", "Vic Orr")]),
        ("Jane Doe #2 and Mr Lee Orr ran", {"Jane_Doe": "PERSON"}, [("person", "Jane Doe"), ("person", "Lee Orr")]),
        ("Elm Theft Team (ETT) met. ETT left.", {}, [("organisation", "Elm Theft Team")]),
        ("the A62 and MDMA", {"A62": "ORG", "MDMA": "ORG"}, []),
        ("Bank of Elm closed", {"Bank_of_Elm": "ORG"}, [("organisation", "Bank of Elm")]),
        ("on Monday 12 of them left", {"Monday": "DATE", "12": "CARDINAL"}, []),
        ("PSNI and Police Service of Northern Ireland", {}, [("organisation", "Police Service of Northern Ireland")]),
    ],
)
def test_kinds(text: str, labels: dict[str, str], expected: list[tuple[str, str]]) -> None:
    assert [(e.kind, e.name) for e in entities(text, **labels)] == expected


def test_nothing_in_the_apparatus() -> None:
    text = "Kent Police, 3 May\n\nEssex Police said so."
    release = Release(text, apparatus=((0, 18),))
    assert [e.name for e in find_entities(known_mentions(release, LEXICON), [], release, LEXICON)] == ["Essex Police"]


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Chief", "PC", "Ann", "Moss", "’s", " ", " ", ".", ",", "of", "Police", "Operation", "Act", "(", "\n"]
        )
    )
)
def test_mentions_stand_in_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    reached = 0
    for start, end in sorted(m for e in entities(text) for m in e.mentions):
        assert reached <= start < end <= len(text)
        reached = end
