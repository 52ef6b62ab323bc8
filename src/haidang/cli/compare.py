"""`haidang compare`."""

from __future__ import annotations

from datetime import date

import click

from haidang.base.days import parse_day
from haidang.cli.options import format_option, lang_option, open_evidence, pack_option, show, today


def _day(_ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    return None if value is None else parse_day(value, param.opts[0])


@click.command("compare")
@pack_option
@click.option(
    "--from",
    "first",
    metavar="DATE",
    callback=_day,
    help="Earlier day; else the last one before the later day on which the document was reviewed.",
)
@click.option(
    "--to", "as_of", metavar="DATE", callback=_day, help="Later day; else that of the pack's review."
)
@click.option(
    "--document",
    "document_id",
    default="",
    metavar="ID",
    help="Document reviewed; else the one the pack names.",
)
@click.option(
    "--target", "target_ids", multiple=True, metavar="ID", help="Target to set beside others; repeat it."
)
@click.option(
    "--indicator", "indicator_id", default="", metavar="ID", help="Indicator to compare between areas."
)
@click.option("--area", "area_ids", multiple=True, metavar="ID", help="Area to set beside others; repeat it.")
@lang_option
@format_option
def command(
    pack: str,
    first: date | None,
    as_of: date | None,
    document_id: str,
    target_ids: tuple[str, ...],
    indicator_id: str,
    area_ids: tuple[str, ...],
    lang: str,
    form: str,
) -> None:
    """
    Compare two days of one review, or targets, or areas: what changed, and why.

    No model is run: odds are compared where they are recorded for both days.

    \b
    haidang compare --from 2023-07-01 --to 2024-11-14
    haidang compare --to 2023-07-01 --document nq-45-2019
    haidang compare --target NQ45-2025-budget --target QD821-2030-budget
    haidang compare --indicator grdp_growth --area haiphong --area vietnam
    """
    from haidang.flows import compare as flow
    from haidang.flows import side_by_side
    from haidang.telling.compare import tell_comparison
    from haidang.telling.side_by_side import tell_areas, tell_targets
    from haidang.telling.teller import teller

    evidence, t = open_evidence(pack), teller(lang)
    side_by_side.check_one_thing(
        days=first is not None, targets=bool(target_ids), areas=bool(indicator_id or area_ids)
    )
    if target_ids:
        report = tell_targets(
            side_by_side.targets(evidence, target_ids, today=today(), as_of=as_of), evidence, t
        )
    elif indicator_id or area_ids:
        report = tell_areas(
            side_by_side.areas(evidence, indicator_id, area_ids, today=today(), as_of=as_of), evidence, t
        )
    else:
        view = flow.run(evidence, today=today(), as_of=as_of, first=first, document_id=document_id)
        report = tell_comparison(view, evidence, t)
    show(report, form)
