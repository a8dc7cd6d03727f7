"""The forms of the tables of models/<name>/: a model each, so that a slip in a table is found when it is read."""

from __future__ import annotations

from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

from factx.claims import Qualifier  # noqa: TC001 (pydantic reads them at run time)

if TYPE_CHECKING:
    from collections.abc import Collection


class Table(BaseModel):
    """A TOML file, or a part of one: a key that no row here names is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Pipeline(Table):
    """pipeline.toml: the spaCy model that is loaded unless another is named."""

    default: str
    plain_tokenizer: list[str]
    aliases: dict[str, str]


class Text(Table):
    """text.toml: what ends a sentence and what does not."""

    abbreviations: list[str]
    before_number: list[str]


class Numbers(Table):
    """numbers.toml: number words with their values."""

    units: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    decimal_comma: list[str]
    scaled_things: list[str]
    suffixes: dict[str, int]
    collective: dict[str, int]
    vulgar: dict[str, str]


class Qualifiers(Table):
    """qualifiers.toml: hedges before and behind a number, longest first when compiled."""

    before: dict[Qualifier, list[str]]
    after: dict[Qualifier, list[str]]
    verbs: dict[Qualifier, list[str]]
    particles: dict[str, list[str]]
    vague: list[str]
    topics: list[str]
    large_only: list[str]


class Scoring(Table):
    """scoring.toml: how wording is folded before a report is compared with a gold file."""

    behind_head: frozenset[str]
    determiners: frozenset[str]
    plurals: frozenset[str]
    participles: frozenset[str]
    singular: dict[str, str]
    verbs: dict[str, str]


class Percentages(Table):
    """percentages.toml: signs, fractions, ratios, multiples."""

    percent: list[str]
    points: list[str]
    not_points: list[str]
    compared: list[str]
    grown: list[str]
    before_verb: list[str]
    not_doubled: list[str]
    times_of: list[str]
    gauges: list[str]
    no_whole: list[str]
    when: list[str]
    levels: list[str]
    times_more: list[str]
    follows_fraction: list[str]
    fraction_of: list[str]
    half_before: list[str]
    half_after: list[str]
    not_out_of: list[str]
    fractions: dict[str, int]
    multiples: dict[str, float]
    times: dict[str, int]


class Direction(Table):
    """One way that a figure can go."""

    forms: list[str]
    nouns: list[str]
    adverbs: list[str]
    comparatives: list[str]


class Changes(Table):
    """change.toml: the words of rising and falling."""

    particle_verbs: list[str]
    moved: list[str]
    increase: Direction
    decrease: Direction

    @cached_property
    def forms(self) -> frozenset[str]:
        """The verbs of both directions."""
        return frozenset([*self.increase.forms, *self.decrease.forms])

    @cached_property
    def nouns(self) -> frozenset[str]:
        """The nouns of both directions."""
        return frozenset([*self.increase.nouns, *self.decrease.nouns])

    @cached_property
    def adverbs(self) -> frozenset[str]:
        """The adverbs of both directions."""
        return frozenset([*self.increase.adverbs, *self.decrease.adverbs])

    @cached_property
    def comparatives(self) -> frozenset[str]:
        """The comparatives of both directions."""
        return frozenset([*self.increase.comparatives, *self.decrease.comparatives])


class Currencies(Table):
    """money.toml: signs and words of currencies."""

    dollar_signs: list[str]
    dollar_words: list[str]
    denominations: list[str]
    of_money: list[str]
    signs: dict[str, str]
    words: dict[str, str]
    factors: dict[str, str]
    dollars: dict[str, str]
    letters: dict[str, str]
    pounds_weigh: list[str]
    sums: list[str]
    home: dict[str, str]
    paid_in: dict[str, list[str]]


class DurationOf(Table):
    """What a duration is of, by the words in its clause."""

    of: str
    cues: list[str]


class Units(Table):
    """units.toml: measures (Pint's names) and times with the ways they are written."""

    sentenced: list[str]
    day_kinds: list[str]
    over_bounds: list[str]
    measures: dict[str, list[str]]
    volumes: dict[str, str]
    ambiguous: dict[str, str]
    metres_before: list[str]
    time: dict[str, list[str]]
    multiples: dict[str, int]
    time_forms: dict[str, str]
    of: list[DurationOf]


class Ages(Table):
    """ages.toml: how ages are written."""

    old: list[str]
    old_months: list[str]
    aged: list[str]
    decades: dict[str, tuple[int, int]]
    possessives: list[str]
    people: list[str]
    superlatives: list[str]
    person_nouns: list[str]
    kin: list[str]
    several: list[str]
    turned: list[str]
    being: list[str]
    of_age: list[str]


class DatelineWords(Table):
    """What a dateline may hold besides its date, and the words that make "today" the publication date."""

    kind_of_text: list[str]
    small: list[str]
    zones: list[str]
    same_day: list[str]


class DatelinePatterns(Table):
    """Regular expressions of dateline.toml; `{month}`, `{date}`, `{clock}`, `{weekday}` stand for the tables' own."""

    dates: list[str]
    clocks: list[str]
    openings: list[str]
    not_title: list[str]
    end_marks: str
    stamp: str
    city: str


class Dateline(Table):
    """dateline.toml: what stands at the top of a release around its prose."""

    labels: dict[Literal["embargo", "published", "updated"], list[str]]
    words: DatelineWords
    months: dict[str, int]
    weekdays: dict[str, int]
    patterns: DatelinePatterns


class PublisherWords(Table):
    """Words with a capital before or behind a form that make no publisher of it."""

    not_place: list[str]
    not_behind: list[str]


class CountryCue(Table):
    """Regular expressions of which any one gives `country` its `weight`."""

    country: str
    weight: int
    any: list[str]


class Publishers(Table):
    """publishers.toml: who issues releases, by name and by form, and what gives the country away."""

    orders: dict[str, Literal["dmy", "mdy"]]
    names: dict[str, dict[str, list[str]]]
    forms: dict[str, list[str]]
    words: PublisherWords
    cues: list[CountryCue]


class Label(Table):
    """A name and a regular expression for digits that are no figure.

    `countries` where only some have them; `in_words` where it may hold no digit, and then it has `needs`. Where there
    are `needs`, any match holds one of them when its letters are small.
    """

    name: str
    pattern: str
    needs: list[str] = []
    countries: list[str] | None = None
    in_words: bool = False


class Labels(Table):
    """labels.toml: what is never a figure."""

    label: list[Label]


class Slip(Table):
    """A rule, what to say of what breaks it, and a regular expression that finds it.

    `hint` is a cheaper one that matches in every text which holds a slip of this rule.
    """

    rule: str
    message: str
    hint: str
    pattern: str


class Slips(Table):
    """slips.toml: what looks like a slip of the writer's."""

    slip: list[Slip]


class Counts(Table):
    """counts.toml: what counts look like besides a number and its noun."""

    plurals: list[str]
    never: list[str]
    acts: list[str]
    list_words: list[str]
    always_one: list[str]
    kinds: list[str]
    one_beside: list[str]
    no_zero: list[str]
    hyphened: list[str]
    prefixes: list[str]
    particles: dict[str, str]
    person_verbs: list[str]
    person_states: list[str]
    no_action: list[str]
    light: list[str]
    zero: list[str]
    zero_words: list[str]
    not_one: list[str]
    emergency: list[str]
    elided_before: list[str]
    elided_before_digits: list[str]
    totals: list[str]
    row_labels_not: list[str]
    row_labels_never: list[str]
    pronouns: list[str]
    lemmas: dict[str, str]

    @cached_property
    def things(self) -> frozenset[str]:
        """What releases count, and the kinds of offence that stand in the singular."""
        return frozenset([*self.zero, *self.kinds])


class Speech(Table):
    """speech.toml: how people are reported as speaking."""

    naming: list[str]
    documents: list[str]
    announcing: list[str]
    issuing: list[str]
    issuer: list[str]
    complement: list[str]
    no_tag: list[str]
    no_fragment: list[str]
    offence: list[str]
    function: list[str]
    verbs: dict[str, list[str]]


class People(Table):
    """people.toml: ranks and roles (each with its short forms), and the words around names."""

    honorifics: list[str]
    particles: list[str]
    suffixes: list[str]
    spokespeople: list[str]
    bodies: list[str]
    he: list[str]
    she: list[str]
    postnominals: list[str]
    roles: list[str]
    relations: list[str]
    names_too: list[str]
    surnames_too: list[str]
    surnames_alone: list[str]
    not_names: list[str]
    headlines: list[str]
    specialisms: list[str]
    modifiers: dict[str, list[str]]
    ranks: dict[str, list[str]]
    titles: dict[str, list[str]]


class Given(Table):
    """given.toml: first names that call for one pronoun."""

    he: list[str]
    she: list[str]


class Organisations(Table):
    """organisations.toml: how organisations, operations, laws and places are named."""

    heads: list[str]
    branched: list[str]
    counties: list[str]
    names: list[str]
    operations: list[str]
    laws: list[str]
    place_heads: list[str]
    makes: list[str]
    places: list[str]


class StatusCues(Table):
    """Words that give a figure one status."""

    auxiliaries: list[str]
    verbs: list[str]
    nouns: list[str]
    phrases: list[str]


class Statuses(Table):
    """status.toml: what makes a figure planned or hypothetical; a negation is seen by the parse."""

    conditions: list[str]
    promises: list[str]
    wishes: list[str]
    appeals: list[str]
    witnessed: list[str]
    penal: list[str]
    past_gerund: list[str]
    planned: StatusCues
    hypothetical: StatusCues


class Periods(Table):
    """periods.toml: what ties a figure to a date."""

    comparing: list[str]
    touching: list[str]
    between: list[str]
    breaks: list[str]
    own_dates: list[str]
    opening: list[str]
    stages: list[str]
    scopes: list[str]
    reporting: list[str]
    beginnings: list[str]


class Checks(Table):
    """checks.toml: the words beside figures that bind them into sums."""

    averages: list[str]
    population: frozenset[str]
    generic: frozenset[str]
    people: frozenset[str]
    accused: frozenset[str]
    macros: dict[str, str]
    cues: dict[str, list[str]]


class Rule(Table):
    """A rule of check/: what it tests, what binds it, when it may raise an alarm, what it has been seen to do."""

    id: str
    test: str
    bound: str
    alarm: str
    example: str
    seen: int
    wrong: int


class Rules(Table):
    """rules.toml: the ledger of the rules."""

    enough: int
    rule: list[Rule]

    def active(self, named: Collection[str] = ()) -> frozenset[str]:
        """The rules that have been seen often enough, and those that are `named`; "all" names every one."""
        return frozenset(r.id for r in self.rule if r.seen >= self.enough or r.id in named or "all" in named)


class DateCues(Table):
    """The words around a date that say whether it is one and which way the sentence looks."""

    ahead: list[str]
    behind: list[str]
    closed_before_from: frozenset[str]
    behind_month: frozenset[str]
    events: frozenset[str]
    never_counted: frozenset[str]
    behind_month_of_count: frozenset[str]
    behind_the_season: frozenset[str]
    behind_season: frozenset[str]
    behind_year: frozenset[str]
    weak_behind_year: frozenset[str]
    year_verbs: frozenset[str]
    behind_year_of_noun: frozenset[str]
    references: frozenset[str]
    hedged_ago: frozenset[str]
    nowadays: frozenset[str]
    streets: frozenset[str]
    plain_after: frozenset[str]
    opening_hours: frozenset[str]
    not_year_nouns: frozenset[str]


class Movable(Table):
    """A time around a holiday: its name by country, and the days from it on which the time begins and ends."""

    holiday: dict[str, str]
    days: tuple[int, int] = (0, 0)


class Dates(Table):
    """dates.toml: what a date looks like (`words` fill the slots of `shapes`) and what stands around it."""

    century: int
    country: str
    doubtful_months: frozenset[str]
    names_before: frozenset[str]
    names_after: frozenset[str]
    financial_year: dict[str, int]
    movable: dict[str, Movable]
    bank_holidays: dict[str, Movable]
    words: dict[str, dict[str, int]]
    shapes: dict[str, list[str]]
    hedges: dict[Qualifier, list[str]]
    clock_hedges: dict[Qualifier, list[str]]
    joints: dict[str, str]
    before: dict[str, str]
    cues: DateCues

    @model_validator(mode="after")
    def _slots(self) -> Self:
        """The names of times that move fill slots too, by their place in `moving`."""
        number = count()
        self.words["movable"] = {name: next(number) for name in self.movable}
        self.words["bank_holiday"] = {name: next(number) for name in self.bank_holidays}
        return self

    @cached_property
    def moving(self) -> tuple[Movable, ...]:
        """Every time that moves."""
        return (*self.movable.values(), *self.bank_holidays.values())
