"""`ostrakon lists sources`"""

from __future__ import annotations

import click

from ostrakon.app import settings
from ostrakon.cli.common import emit_json, json_option, store_option
from ostrakon.sources.base import Source
from ostrakon.sources.registry import SOURCES


@click.command("sources")
@store_option
@json_option
def command(*, as_json: bool) -> None:
    """Show the lists that Ostrakon can read: id, publisher, format, official address, terms."""
    if as_json:
        emit_json({"sources": [_as_json(source) for source in SOURCES]})
        return
    for source in SOURCES:
        click.secho(f"{source.id}  {source.title}", bold=True)
        click.echo(f"    {source.publisher} ({source.authority}); formats: {', '.join(source.formats)}")
        for url in settings.list_urls(source.id, source.urls) or ("no address to fetch from: import files",):
            click.echo(f"    {url}{'  (unsure: fetched only when the list is named)' if source.unsure else ''}")
        if source.off_by_default:
            click.echo(
                f"    {source.listing.replace('_', '-')}: screened only where switched on (docs/list-classes.md)"
            )
        elif source.listing != "sanctions":
            click.echo(f"    {source.listing.replace('_', ' ')}, no sanctions")
        if source.terms:
            click.echo(f"    terms: {source.terms}")


def _as_json(source: Source) -> dict[str, object]:
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "authority": source.authority,
        "formats": list(source.formats),
        "urls": list(settings.list_urls(source.id, source.urls)),
        "terms": source.terms,
        "class": source.listing,
        "unsure": source.unsure,
    }
