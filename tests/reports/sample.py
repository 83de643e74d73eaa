"""A small report with every part, for tests and for looking at."""

from __future__ import annotations

from ostrakon.model import Designation, Entity, Measure, Name, Origin, PartialDate
from ostrakon.model.subject import GivenIdentifier, Subject
from ostrakon.reports.content import Article, Explained, ListLine, Report, Screened
from ostrakon.reports.waterfall_svg import Threshold
from ostrakon.screening.result import Answer, Evidence, Result

ORIGIN = Origin(source="ofac_sdn", record="20157")
ENTITY = Entity(
    id="ofac-20157",
    schema="Person",
    names=(
        Name(value="KIM Jong Un", origin=ORIGIN),
        Name(value="김정은", origin=ORIGIN, kind="original", language="ko"),
    ),
    designations=(
        Designation(
            authority="US",
            origin=ORIGIN,
            programmes=("DPRK3",),
            measures=(Measure.ASSET_FREEZE, Measure.TRAVEL_BAN),
            listed_on=PartialDate(value="2016-07-06"),
        ),
        Designation(authority="EU", origin=Origin(source="eu_fsf", record="EU.1"), programmes=("PRK",)),
    ),
)
TEXT = "Leaders meet in Pyongyang\n\nKim Jong Un received guests from Russia.\nMr Kim <script>alert(1)</script> spoke."


def result(*, name: str = "KIM Jong Un", bits: float = 14.2, given: str = "Kim Jong-un") -> Result:
    return Result(
        id="ofac-20157",
        caption=name,
        schema="Person",
        score=1 / (1 + 2**-bits),
        bits=bits,
        match=True,
        referents=("eu-EU.1",),
        evidence=(
            Evidence(feature="prior", bits=-15.3, note="one in forty thousand customers is listed"),
            Evidence(feature="name", bits=bits + 15.3 - 5.9, query=given, listed=name, note="all words agree"),
            Evidence(feature="birth_date", bits=9.2, query="1984-01-08", listed="1984-01-08", note="same day"),
            Evidence(feature="country", bits=-3.3, query="CH", listed="KP", note="no country in common"),
            Evidence(feature="identifier", bits=0.0, note="none given"),
        ),
    )


def report(*, payload: str = "") -> Report:
    """A full report; `payload` is put wherever text from outside goes."""
    subject = Subject(
        name=f"Kim Jong-un {payload}",
        query_id=f"C-1{payload}",
        schema="Person",
        birth_date=PartialDate(value="1984-01-08"),
        countries=("ch",),
        identifiers=(GivenIdentifier(type="passport", value=f"X1 {payload}"),),
    )
    hit = result(name=f"KIM Jong Un {payload}", given=f"Kim Jong-un {payload}")
    start = TEXT.index("Kim Jong Un")
    russia = TEXT.index("Russia")
    return Report(
        title="Screening report",
        version="0.1.0",
        snapshot=3,
        policy=f"2026-11 {payload}",
        made_at="2026-11-24T09:00:00+00:00",
        lists=(
            ListLine(
                id="ofac_sdn",
                title=f"OFAC SDN {payload}",
                entities=12345,
                names=30000,
                published="2026-11-23",
                age_days=1,
                extract=True,
            ),
            ListLine(id="un_sc", title="UN Security Council", entities=700, names=3000),
        ),
        customers_file=f"customers.csv{payload}",
        screened=(
            Screened(subject=Subject(name=f"Jane Doe {payload}"), answer=Answer(query_id="C-2", status="clear")),
            Screened(subject=subject, answer=Answer(query_id=f"C-1{payload}", status="hit", results=(hit,))),
            Screened(
                subject=Subject(name="Kim Un"),
                answer=Answer(query_id="C-3", status="review", results=(result(bits=1.2),), notes=(f"n{payload}",)),
            ),
            Screened(answer=Answer(query_id="C-4", status="not_screened", reason=f"line 5: bad {payload}")),
        ),
        article=Article(
            file=f"a.txt{payload}",
            text=f"{TEXT} {payload}",
            language="en",
            date="2026-11-24",
            mentions=(
                {
                    "start": start,
                    "end": start + 11,
                    "kind": "party",
                    "key": "ofac-20157",
                    "entity_ids": ["ofac-20157", "eu-EU.1"],
                    "score": 0.99,
                },
                {"start": russia, "end": russia + 6, "kind": "country", "key": f"c:RU{payload}"},
            ),
        ),
        explained=Explained(
            subject=subject,
            entity_id="ofac-20157",
            caption=f"KIM Jong Un {payload}",
            bits=hit.bits,
            score=hit.score,
            evidence=hit.evidence,
        ),
        entities={"ofac-20157": ENTITY},
        thresholds=(Threshold(word="review", bits=0.0), Threshold(word="hit", bits=6.6)),
        messages=(f"unknown field 'x' {payload}",),
    )
