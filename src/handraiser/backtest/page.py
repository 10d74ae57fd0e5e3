"""The report as a page by itself, to send and to print."""

from html import escape

from handraiser.backtest.body import body
from handraiser.backtest.markup import NoLinks
from handraiser.backtest.report import Report

STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h1 { margin: 0 0 .5rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; } h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
.lede { font-size: 1.15rem; } .quiet, .small { opacity: .8; } .small { font-size: .9rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .6rem; vertical-align: top; }
th { border-bottom: 2px solid currentColor; } td { border-bottom: 1px solid #8884; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.table-wrap { overflow-x: auto; } .notice { border-left: 4px solid #c60; padding: 0 1rem; }
.tiles { display: flex; flex-wrap: wrap; gap: 1.5rem; margin: 1rem 0; }
.tile .name { display: block; font-size: .85rem; opacity: .8; } .tile .value { font-size: 1.5rem; }
.tile .note { display: block; font-size: .85rem; opacity: .8; } .no-wrap { white-space: nowrap; }
.contents { display: flex; flex-wrap: wrap; gap: .25rem 1rem; } summary { cursor: pointer; margin: .5rem 0; }
@media print { .contents { display: none; } }
@media print { body { margin: 0; max-width: none; } section { break-inside: avoid-page; } a { color: inherit; } }
"""


def page(report: Report, *, changed: str = "") -> str:
    """One HTML file with nothing beside it: no script, no address outside. `changed`: what was changed since."""
    title = f"Backtest: {report.draft.number} against {report.base.number}"
    told = f'<p class="notice is-bad">{escape(changed)}</p>' if changed else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><h1>{escape(title)}</h1>{told}"
        f"{body(report, NoLinks(), {})}<footer class=small>As recorded up to {escape(report.horizon[:16])}</footer></body></html>\n"
    )
