"""The date finder: which stretches of a release are dates, and what their words say.

What a date looks like stands in dates.toml. `pieces` finds the pieces and joins them, `_stands` drops what only
looks like a date, and `calendar` says which days are meant, from the publication date, the way in which the sentence
looks and the dates before it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from factx.find.candidate import Candidate
from factx.find.dates.calendar import Reading, resolve
from factx.find.dates.context import Cue, Earlier, cues_of, days_in_full, frame_of, looks_ahead, written_on, years_named
from factx.find.dates.hedges import qualifier
from factx.find.dates.parts import Day, Month, Offset, Range, Said, Same, Shifted, Stretch, UpTo, Year
from factx.find.dates.pieces import (
    FOLLOWER,
    LOOK_BACK,
    SPOKEN,
    WORD_BEFORE,
    Joints,
    Piece,
    clocks,
    joints,
    pieces,
    word_before,
)
from factx.find.dates.shapes import Setting

if TYPE_CHECKING:
    from factx.language import Sentence
    from factx.lexicon import Lexicon
    from factx.release import Release

# So many dates are remembered.
_REMEMBERED = 40


def find_dates(release: Release, sentences: list[Sentence], lexicon: Lexicon) -> list[Candidate]:
    """Every date of `release`, in text order, none overlapping another or a line of `release.apparatus`.

    Args:
        release: its `published`, `order` and `country` settle what a date leaves out.
        sentences: the sentences of `release`, in text order.
        lexicon: what dates look like.

    Returns:
        Candidates of kind "date"; `fields` hold what `factx.claims.Date` asks for, but for `status`. A day that no
        calendar has keeps its value, so that validation names the `calendar` rule.
    """
    setting = _setting(release, lexicon)
    opens = lexicon.dates.financial_year.get(release.country or lexicon.dates.country)
    starts = [s.start for s in sentences]
    earlier: deque[Earlier] = deque(maxlen=_REMEMBERED)
    found = _all_dates(release, sentences, setting)
    said_in_all = [said for _, _, said in found]
    release = replace(release, published=written_on(release, said_in_all))
    years, dated = years_named(release.text), days_in_full(said_in_all)
    cues: dict[int, list[Cue]] = {}
    teasers: dict[int, Release] = {}
    candidates = []
    for start, piece, said in found:
        number = bisect_right(starts, piece.start) - 1
        issued = teasers.get(number, release)
        if number not in cues:
            cues[number] = cues_of(sentences[number], lexicon)
        way = looks_ahead(piece, sentences[number], cues[number], issued, lexicon)
        if way is None and piece.shape == "season" and isinstance(said, Month) and said == Month(said.code):
            continue  # ("visitors in the summer" may be those of every summer)
        ahead = way is True
        frame = frame_of(said, number, earlier, issued, ahead=ahead)
        reading = resolve(said, replace(frame, years=years, dated=dated, opens=opens, country=release.country))
        if piece.shape == "same_day" and reading.value is None:
            continue  # ("that" is another word there)
        if number in teasers and reading.resolved == "published":
            reading = replace(reading, resolved="context")
        if _opens_teaser(release.text, start, piece, setting):
            teasers[number] = replace(release, published=reading.first)
        if not joints(lexicon).behind("born", release.text, start, piece.start):
            earlier.append(Earlier(number, reading, said, ahead))
        hedge = qualifier(release.text, start, piece, lexicon)
        candidates.append(Candidate("date", piece.start, piece.end, {"qualifier": hedge, **_fields(reading)}))
    return candidates


def clock_times(release: Release, lexicon: Lexicon) -> list[tuple[int, int]]:
    """The [start, end) of every clock time and recurrence ("24/7"), in text order: digits that are no figure.

    Clock times that are part of a date claim are among them.
    """
    setting = _setting(release, lexicon)
    found = []
    for paragraph in release.paragraphs:
        found += [
            (p.start, p.end)
            for p in clocks(release.text, paragraph.start, paragraph.end, setting)
            if p.shape in {"clock", "recurrence"}
        ]
    return found


def _setting(release: Release, lexicon: Lexicon) -> Setting:
    century = release.published.year + 1 if release.published else lexicon.dates.century
    return Setting(lexicon, release.order, century)


def _fields(reading: Reading) -> dict[str, object]:
    names = ("value", "first", "last", "granularity", "part", "resolved", "readings", "reason")
    return {name: getattr(reading, name) for name in names}


def _all_dates(release: Release, sentences: list[Sentence], setting: Setting) -> list[tuple[int, Piece, Said]]:
    """The dates of a release: the offset at which its paragraph starts, the piece, what it says."""
    found: list[tuple[int, Piece, Said]] = []
    for _, group in groupby(sentences, key=lambda s: s.paragraph):
        paragraph = list(group)
        start = paragraph[0].start
        dates = _dates(release.text, start, paragraph[-1].end, setting)
        found += [(start, p, p.said) for p in dates if p.said and not release.in_apparatus(p.start, p.end)]
    return found


def _dates(text: str, start: int, end: int, setting: Setting) -> list[Piece]:
    """The dates of one paragraph, text[start:end]."""
    found = _standing(text, start, end, pieces(text, start, end, setting), setting)
    return [_opened(text, start, p, last=p is found[-1], setting=setting) for p in found]


# ---------------------------------------------------------------------------------------------------------- standing


def _standing(text: str, start: int, end: int, found: list[Piece], setting: Setting) -> list[Piece]:
    """The pieces that are dates: no clock time, no reference, nothing that only looks like a year or a month."""
    kept: list[Piece] = []
    known = joints(setting.lexicon)
    for number, one in enumerate(found):
        piece = _without_count(text, start, end, one, setting)
        before = kept[-1] if kept else None
        # (one that goes on with a list of its like needs no other sign)
        listed = (
            before is not None and type(before.said) is type(piece.said) and known.join("list", text, before, piece)
        )
        listed = listed or _in_year_row(text, found, number, known)
        if _beside_another(text, start, found, number, known):
            continue
        if piece.said is not None and (listed or _stands(text, start, end, piece, setting)):
            kept.append(piece)
    return kept


def _in_year_row(text: str, found: list[Piece], number: int, known: Joints) -> bool:
    """Whether a year stands beside another as the head of a column: "2022 | 2023", "2024 v. 2023"."""
    beside = pairwise(found[max(0, number - 1) : number + 2])
    return found[number].shape == "year" and any(
        a.shape == b.shape == "year" and known.join("years", text, a, b) for a, b in beside
    )


def _beside_another(text: str, start: int, found: list[Piece], number: int, known: Joints) -> bool:
    """Whether a day is named from the date behind it: "the Sunday before Christmas Eve", "the weekend after 3 June"."""
    piece, behind = found[number], found[number + 1 : number + 2]
    whole = text[piece.start : piece.start + 3].lower() == "the" or word_before(text, start, piece.start) == "the"
    return (
        piece.shape in {"weekday", "this_unit"}
        and whole
        and any(p.shape != "clock" and known.join("beside", text, piece, p) for p in behind)
    )


def _without_count(text: str, start: int, end: int, piece: Piece, setting: Setting) -> Piece:
    """The month alone of "In May 12 people", the weekday alone of "On Monday 12 people"."""
    day = piece.said
    cues = setting.lexicon.dates.cues
    follower = FOLLOWER.match(text, piece.end, end)
    noun = follower is not None and follower[1].islower() and follower[1] not in cues.never_counted
    noun = noun or (piece.shape == "weekday" and "," in text[piece.start : piece.end])  # ("12 on Friday, 29 on Sunday")
    if not (isinstance(day, Day) and noun and text[piece.start].isalpha() and text[piece.end - 1].isdigit()):
        return piece
    name = SPOKEN.match(text, piece.start, end)
    if name is None:
        return piece
    if piece.shape == "weekday" and day.day is not None and day == Day(weekday=day.weekday, day=day.day):
        return Piece(piece.start, name.end(), "weekday", Day(weekday=day.weekday))
    bare = piece.shape == "day" and day.month is not None and day == Day(month=day.month, day=day.day)
    if not bare or word_before(text, start, piece.start) not in cues.behind_month_of_count:
        return piece
    return Piece(piece.start, name.end(), "month", Month(day.month or 0))


def _stands(text: str, start: int, end: int, piece: Piece, setting: Setting) -> bool:
    dates = setting.lexicon.dates
    word = word_before(text, start, piece.start)
    follower = FOLLOWER.match(text, piece.end, end)
    following = follower[1] if follower else ""
    known = joints(setting.lexicon)
    if known.behind("reference_of", text, start, piece.start):
        return False
    figures = piece.shape == "day" and not any(c.isalpha() for c in text[piece.start : piece.end])
    if figures and known.behind("reference", text, start, piece.start):
        return False
    if piece.shape in {"day", "month"} and following in dates.cues.streets and text[piece.end - 1].isalpha():
        return False
    match piece.shape, piece.said:
        case "year", Year(part=None):
            return _is_year(text, start, piece, following, setting)
        case "month", Month(part=None, year=None, shift=None, which=None):
            if word in {"every", "each"}:
                return False
            if known.behind("observed", text, start, piece.start):
                return False
            doubtful = text[piece.start : piece.end].capitalize() in dates.doubtful_months
            return not doubtful or (word in dates.cues.behind_month and not _name_goes_on(text, piece.end, end))
        case "season", Month(part=None, year=None, shift=None, which=None):
            plain = not following or following.lower() in dates.cues.plain_after
            whole = text[piece.start : piece.start + 3].lower() == "the"
            return plain and word in (dates.cues.behind_the_season if whole else dates.cues.behind_season)
        case "weekday", _:
            # ("a sunny Sunday afternoon" is a kind of day)
            kind = known.behind("kind_of_day", text, start, piece.start) and text[piece.start].isupper()
            return not (kind or _names_before(text, start, piece, setting) or following in dates.names_after)
        case "shifted" | "shifted_on", Shifted(clock=clock):
            if text[piece.start : piece.end].lower().endswith("before"):
                return not following or following.lower() in {"and", "when", "to", "but", "in"}
            hedged = word in dates.cues.hedged_ago and clock is None and text[piece.start :][:4].lower() != "the "
            return not hedged and not (
                word in {"in", "over", "within"} and "next" in text[piece.start : piece.end].lower()
            )
        case "ago", _:
            return word not in dates.cues.hedged_ago
        case "this_unit" | "stretch", _:
            return following.lower() != "of" and not (word == "the" and piece.shape == "this_unit")
        case (
            "holiday" | "movable",
            _,
        ):  # ("the Boxing Day Dip" is the name of something, a "Halloween-style mask" no day)
            named = _name_goes_on(text, piece.end, end) or text.startswith("-", piece.end)
            return text[piece.end - 1].isdigit() or not named
        case "relative_day", _:
            return not _nowadays(text, end, piece, setting)
        case "led", UpTo(end=Day(month=None)):
            return False
    return True


def _nowadays(text: str, end: int, piece: Piece, setting: Setting) -> bool:
    """Whether "today" is in "today's world", "today's financial climate"."""
    behind = SPOKEN.findall(text, piece.end, min(end, piece.end + LOOK_BACK))[:3]
    return text.startswith(("'s", "’s"), piece.end) and any(
        w.lower() in setting.lexicon.dates.cues.nowadays for w in behind
    )


def _is_year(text: str, start: int, piece: Piece, following: str, setting: Setting) -> bool:
    """Whether four figures are a year, by the words on either side."""
    cues = setting.lexicon.dates.cues
    word = word_before(text, start, piece.start)
    if word == "(":
        return text[piece.end : piece.end + 1] in {")", ","} or following.lower() in cues.behind_year
    if text[piece.start].isalpha() or following in cues.year_verbs:  # ("the year 2020"; "2021 ended with")
        return not _is_reference(text, start, piece.start, setting)
    if word is None or _is_reference(text, start, piece.start, setting):
        return False
    if word in cues.behind_year:
        if word in cues.weak_behind_year or text[piece.start : piece.end].endswith("00"):
            return not (following[:1].isupper() or following.lower() in cues.not_year_nouns)
        return True
    if word in cues.behind_year_of_noun or word.endswith(("'s", "’s", "s'", "s’")):
        return following[:1].islower() and following.lower() not in cues.not_year_nouns
    return False


def _opens_teaser(text: str, start: int, piece: Piece, setting: Setting) -> bool:
    """Whether a full day stands between a title and the first words of another release: "Man Jailed 3 May 2022 A …"."""
    if not isinstance(piece.said, Day) or piece.said.year is None or not _name_goes_on(text, piece.end, len(text)):
        return False
    before = WORD_BEFORE.search(text, max(start, piece.start - LOOK_BACK), piece.start)
    return (
        before is not None
        and before[1][0].isupper()
        and before[1].lower() not in setting.lexicon.dates.cues.behind_year
    )


def _is_reference(text: str, start: int, end: int, setting: Setting) -> bool:
    """Whether "Act", "Act (Northern Ireland)" or "Act of" stands before text[end]."""
    before = re.sub(r"\([^()]{0,60}\)\s*$|\b(?:of|for)\s+$", "", text[max(start, end - 90) : end])
    return word_before(before, 0, len(before)) in setting.lexicon.dates.cues.references


def _names_before(text: str, start: int, piece: Piece, setting: Setting) -> bool:
    match = WORD_BEFORE.search(text, max(start, piece.start - LOOK_BACK), piece.start)
    return match is not None and match[1] in setting.lexicon.dates.names_before


def _name_goes_on(text: str, position: int, end: int) -> bool:
    """Whether a word with a capital follows, as in a name ("by April Jones")."""
    match = FOLLOWER.match(text, position, end)
    return match is not None and match[1][0].isupper()


def _opened(text: str, start: int, piece: Piece, setting: Setting, *, last: bool) -> Piece:
    """The piece with "since" or "from" before it, as a time without an end; `last` of its paragraph."""
    if piece.said is None or isinstance(piece.said, Range | UpTo | Shifted | Same | Stretch):
        return piece
    known = joints(setting.lexicon)
    opened = Range(piece.said, None)
    if since := known.behind("since", text, start, piece.start):
        return replace(piece, start=since.start(), shape="open", said=opened)
    origin = known.behind("from", text, start, piece.start)
    if onwards := known.between["onwards"].match(text, piece.end):
        return Piece(origin.start() if origin else piece.start, onwards.end(), "open", opened)
    if origin is None or text.startswith(("'s", "’s"), piece.end):
        return piece
    if not last and known.between["until"].match(text, piece.end):
        return piece
    word = word_before(text, start, origin.start())
    whole = not isinstance(piece.said, Day | Month) and not (
        isinstance(piece.said, Offset) and piece.said.unit == "day"
    )
    if word in setting.lexicon.dates.cues.closed_before_from or (whole and word is not None):
        return piece
    return replace(piece, start=origin.start(), shape="open", said=opened)
