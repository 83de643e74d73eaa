"""The lists that Ostrakon knows: who publishes them, in which formats, where, and under which terms.

Addresses and terms are from general knowledge of the publishers' sites; `lists update` reports an address
that no longer answers, and a file that was downloaded by hand imports just as well.
"""

from __future__ import annotations

from ostrakon.sources.base import Source

_OFAC = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/"
_US_PUBLIC_DOMAIN = "Work of the United States government: public domain in the United States"

SOURCES: tuple[Source, ...] = (
    Source(
        id="ofac_sdn",
        title="OFAC Specially Designated Nationals and Blocked Persons List",
        publisher="US Department of the Treasury, Office of Foreign Assets Control",
        authority="US",
        formats=("ofac-xml", "ofac-advanced-xml", "ofac-csv"),
        urls=(_OFAC + "SDN.XML",),
        terms=_US_PUBLIC_DOMAIN,
    ),
    Source(
        id="ofac_cons",
        title="OFAC Consolidated Non-SDN List",
        publisher="US Department of the Treasury, Office of Foreign Assets Control",
        authority="US",
        formats=("ofac-xml", "ofac-advanced-xml", "ofac-csv"),
        urls=(_OFAC + "CONSOLIDATED.XML",),
        terms=_US_PUBLIC_DOMAIN,
    ),
    Source(
        id="un_sc",
        title="United Nations Security Council Consolidated List",
        publisher="United Nations Security Council",
        authority="UN",
        formats=("un-xml",),
        urls=("https://scsanctions.un.org/resources/xml/en/consolidated.xml",),
        terms="Free re-use with the United Nations named as the source",
    ),
    Source(
        id="eu_fsf",
        title="EU Consolidated Financial Sanctions List",
        publisher="European Commission, DG FISMA",
        authority="EU",
        formats=("eu-xml", "eu-csv"),
        urls=(
            "https://webgate.ec.europa.eu/fsd/fsf/public/files/xmlFullSanctionsList_1_1/content?token=dG9rZW4tMjAxNw",
        ),
        terms="Re-use allowed with the source named (Commission Decision 2011/833/EU)",
    ),
    Source(
        id="uk_sl",
        title="UK Sanctions List",
        publisher="UK Foreign, Commonwealth and Development Office",
        authority="UK",
        formats=("uk-sl-xml", "uk-sl-csv"),
        urls=("https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.xml",),
        terms="Open Government Licence v3.0",
    ),
    Source(
        id="uk_ofsi",
        title="OFSI Consolidated List of Asset Freeze Targets (closed on 28 January 2026)",
        publisher="HM Treasury, Office of Financial Sanctions Implementation",
        authority="UK",
        formats=("uk-conlist-csv",),
        terms="Open Government Licence v3.0",
    ),
    Source(
        id="ch_seco",
        title="Swiss sanctions list (SECO, whole list)",
        publisher="Swiss State Secretariat for Economic Affairs",
        authority="CH",
        formats=("ch-seco-xml",),
        urls=(
            "https://www.sesam.search.admin.ch/sesam-search-web/pages/downloadXmlGesamtliste.xhtml"
            "?lang=en&action=downloadXmlGesamtlisteAction",
        ),
        terms="Public data of the Swiss federal administration",
    ),
    Source(
        id="us_csl",
        title="US Consolidated Screening List (Commerce, State, Treasury)",
        publisher="US Department of Commerce, International Trade Administration",
        authority="US",
        formats=("us-csl-csv", "us-csl-json"),
        urls=("https://data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.csv",),
        terms=_US_PUBLIC_DOMAIN,
    ),
    Source(
        id="us_dpl",
        title="BIS Denied Persons List",
        publisher="US Department of Commerce, Bureau of Industry and Security",
        authority="US",
        formats=("us-dpl-tsv",),
        urls=("https://www.bis.doc.gov/dpl/dpl.txt",),
        terms=_US_PUBLIC_DOMAIN,
    ),
    Source(
        id="ca_sema",
        title="Consolidated Canadian Autonomous Sanctions List",
        publisher="Global Affairs Canada",
        authority="CA",
        formats=("ca-sema-xml",),
        urls=(
            "https://www.international.gc.ca/world-monde/assets/office_docs/"
            "international_relations-relations_internationales/sanctions/sema-lmes.xml",
        ),
        terms="Open Government Licence - Canada",
    ),
    Source(
        id="os_simple",
        title="OpenSanctions targets.simple.csv",
        publisher="OpenSanctions",
        authority="",
        formats=("os-simple-csv",),
        terms="CC BY-NC 4.0, commercial use needs a licence of OpenSanctions; imported by hand only",
    ),
    Source(
        id="ftm",
        title="FollowTheMoney entities (JSON lines)",
        publisher="whoever wrote the file",
        authority="",
        formats=("ftm-jsonl",),
        terms="As stated by whoever wrote the file",
    ),
)
