"""What was found, told: how much of each kind, what each thing is, and where else the words stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from haidang.base.text import Said, nfc, places_of, say, words_of
from haidang.core.evidence import Evidence
from haidang.core.search.found import KINDS, Group, SearchView
from haidang.core.search.index import Hit
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.report import Column, Report, Section, Table
from haidang.telling.review_data import names
from haidang.telling.teller import Teller
from haidang.telling.words import COMMITMENT, DOCUMENT_TYPE, LEVEL, TIER, TOPIC

KIND_WORDS: Mapping[str, Said] = {
    "target": say("Targets"),
    "indicator": say("Indicators"),
    "document": say("Documents"),
    "area": say("Areas"),
    "body": say("Bodies"),
    "source": say("Sources"),
    "commitment": say("Commitments"),
    "method": say("Methods"),
}
_BEFORE, _AFTER = 60, 100  # letters of a text around the first word found


def tell_search(view: SearchView, evidence: Evidence, t: Teller) -> Report:
    """Tell what was found."""
    about = _tellers(evidence, Phrases(t, evidence.bodies()))
    return Report(
        language=t.language,
        title=t.say("Search: {query}", query=view.query) if view.query else t.say("Search"),
        lead=_lead(view, t),
        notices=tuple(t(notice) for notice in view.notices),
        sections=tuple(_section(group, view, about[group.kind], t) for group in view.groups)
        if view.words
        else (_help(t),),
        footer=(t.say("Data: {title}.", title=evidence.description().title),),
        make_data=lambda: _data(view),
        make_rows=lambda: _rows(view),
    )


def _lead(view: SearchView, t: Teller) -> str:
    if not view.query:
        return ""
    if not view.words:
        return t.say("«{query}» holds no letter and no digit to look for.", query=view.query)
    if not view.count:
        return t.say("Nothing holds all the words of «{query}».", query=view.query)
    return t.say("{count} found for «{query}».", count=t.number(view.count, 0), query=view.query)


def _help(t: Teller) -> Section:
    kinds = ", ".join(t(KIND_WORDS[kind]) for kind in KINDS)
    return Section(
        "help",
        t.say("What can be looked for"),
        (
            t.say(
                "{kinds}: by name, number or identifier, and by the words that stand with them.", kinds=kinds
            ),
            t.say(
                "Diacritics, capitals and hyphens do not matter: «hai phong» finds Hải Phòng, «45 nq tw» finds 45-NQ/TW."
            ),
            t.say("Every word must be found; the beginning of a word is enough."),
            t.say("Found is what was there on the day chosen; without a day, what is there today."),
        ),
    )


def _section(group: Group, view: SearchView, about: Callable[[str], str], t: Teller) -> Section:
    found = [_found(hit, view.words, t) for hit in group.hits]
    columns = [Column("name", t.say("Name")), Column("about", t.say("In short"))]
    if any(found):
        columns.append(Column("found", t.say("Where the words stand")))
    columns.append(Column(f"{group.kind}_id", t.say("Identifier")))
    rows = [
        (t.name(hit.entry.name), about(hit.entry.item_id), *([text] if any(found) else []), hit.entry.item_id)
        for hit, text in zip(group.hits, found, strict=True)
    ]
    left = group.count - len(rows)
    if left:  # a row without an identifier stands for the rest
        rows.append((t.say("and {count} more", count=t.number(left, 0)), *[""] * (len(columns) - 1)))
    title = t.say("{kind}: {count}", kind=KIND_WORDS[group.kind], count=t.number(group.count, 0))
    table = Table(t.say("The closest ones first"), tuple(columns), tuple(rows), view.words)
    return Section(group.kind, title, (), (table,))


def _found(hit: Hit, words: Sequence[str], t: Teller) -> str:
    """Return the piece of text that holds most of the words that name and identifier, as shown, do not hold."""
    entry = hit.entry
    shown = words_of(f"{t.name(entry.name)} {entry.item_id}")
    wanted = [word for word in words if not any(each.startswith(word) for each in shown)]
    if not wanted:
        return ""
    texts = [
        nfc(" ".join(text.split()))
        for text in (entry.name.vi, entry.name.en, entry.name.fr, *entry.codes, *entry.details)
    ]
    best = max(texts, key=lambda text: sum(bool(places_of(text, [word])) for word in wanted))
    places = places_of(best, wanted)
    return _piece(best, places[0][0]) if places else ""


def _piece(text: str, place: int) -> str:
    """Return some words around a place, with marks where more was left out."""
    start = 0 if place <= _BEFORE else text.find(" ", place - _BEFORE) + 1
    end = len(text) if len(text) <= place + _AFTER else text.rfind(" ", place, place + _AFTER)
    end = place + _AFTER if end < 0 else end
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"


def _tellers(evidence: Evidence, phrases: Phrases) -> Mapping[str, Callable[[str], str]]:
    """Return for each kind what tells of a thing by its identifier."""
    targets = {each.target_id: each for each in evidence.targets()}
    commitments = {each.commitment_id: each for each in evidence.commitments()}
    t = phrases.t

    def target(name: str) -> str:
        each = targets[name]
        document = phrases.document(evidence.documents()[each.document_id])
        promise = phrases.promise(each)
        return t.say(
            "{period}: {promise} ({document})", period=each.period, promise=promise, document=document
        )

    def indicator(name: str) -> str:
        each = evidence.indicators()[name]
        topic = TOPIC.get(each.topic, say("other"))
        return t.say("{topic}, in {unit}", topic=topic, unit=phrases.unit(each.unit) or DASH)

    def document(name: str) -> str:
        each = evidence.documents()[name]
        kind, body = DOCUMENT_TYPE[each.type], phrases.body(each.issuer_id)
        if each.issued is None:
            return t.say("{kind}, {body}", kind=kind, body=body)
        return t.say("{kind} of {day}, {body}", kind=kind, day=each.issued, body=body)

    def area(name: str) -> str:
        each = evidence.areas()[name]
        span = phrases.span(each.valid_from, each.valid_to)
        return (
            t(LEVEL[each.level])
            if span == DASH
            else t.say("{level}, {span}", level=LEVEL[each.level], span=span)
        )

    def body(name: str) -> str:
        each = evidence.bodies()[name]
        return phrases.body(each.parent_id) if each.parent_id else DASH

    def source(name: str) -> str:
        each = evidence.sources()[name]
        tier = TIER[each.tier]
        return (
            t.say("{publisher} ({tier})", publisher=each.publisher, tier=tier) if each.publisher else t(tier)
        )

    def commitment(name: str) -> str:
        each = commitments[name]
        return t.say("{kind}, {day}", kind=COMMITMENT[each.kind], day=each.asked)

    return {
        "target": target,
        "indicator": indicator,
        "document": document,
        "area": area,
        "body": body,
        "source": source,
        "commitment": commitment,
        "method": lambda _: t.say("page of a method, in English"),
    }


def _data(view: SearchView) -> dict[str, object]:
    return {
        "format": "haidang-search/1",
        "as_of": view.as_of.day.isoformat(),
        "query": view.query,
        "kind": view.kind or None,
        "count": view.count,
        "groups": [
            {
                "kind": group.kind,
                "count": group.count,
                "items": [
                    {"id": hit.entry.item_id, "name": names(hit.entry.name), "rank": hit.rank.name.lower()}
                    for hit in group.hits
                ],
            }
            for group in view.groups
        ],
    }


def _rows(view: SearchView) -> Table:
    keys = ("kind", "id", "name_vi", "name_en", "name_fr", "rank")
    rows = tuple(
        (
            group.kind,
            hit.entry.item_id,
            hit.entry.name.vi,
            hit.entry.name.en,
            hit.entry.name.fr,
            hit.rank.name.lower(),
        )
        for group in view.groups
        for hit in group.hits
    )
    return Table("search", tuple(Column(key, key) for key in keys), rows)
