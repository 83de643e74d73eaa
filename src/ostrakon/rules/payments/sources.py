"""Public documents behind the rules over payments."""

from __future__ import annotations

from ostrakon.rules.rule import Source

OFAC_FRAMEWORK = Source("OFAC, A Framework for OFAC Compliance Commitments, 2 May 2019")
OFAC_SPFS = Source("OFAC, alert on the System for Transfer of Financial Messages (SPFS), 21 November 2024")
OFAC_CRYPTO = Source("OFAC, Sanctions Compliance Guidance for the Virtual Currency Industry, October 2021")
OFAC_BANKS = Source("OFAC, guidance for foreign financial institutions under E.O. 14114, December 2023, June 2024")
BIS_FINCEN = Source("FinCEN and BIS, joint alert, 28 June 2022")
EBA = Source("EBA/GL/2024/14 and EBA/GL/2024/15 on restrictive measures, 14 November 2024", sure=False)
WOLFSBERG_SCREENING = Source("Wolfsberg Group, Guidance on Sanctions Screening, 2019")
WOLFSBERG_PAYMENTS = Source("Wolfsberg Group, Payment Transparency Standards, 2023")
FATF16 = Source("FATF Recommendation 16")
FATF7 = Source("FATF Recommendation 7 and guidance on proliferation financing, June 2021")
UN_PANEL = Source("UN Panel of Experts established pursuant to resolution 1874, reports to 2024")
BASEL_COVER = Source("Basel Committee, Due diligence for cover payment messages, 2009")
SWIFT_CBPR = Source("Swift, CBPR+ usage guidelines, release November 2026 (the exact day is to be checked)", sure=False)
UNSCR_2664 = Source("UN Security Council resolution 2664 (2022), humanitarian exemption")
IT_WORKERS = Source("State, Treasury and FBI, guidance on information-technology workers of the DPRK, 16 May 2022")
TRI_SEAL = Source("Commerce, Treasury and Justice, joint note on third-party intermediaries, 2 March 2023")
BIS_FINCEN_2023 = Source("FinCEN and BIS, supplemental joint alert, 19 May 2023")
EO_14114 = Source("Executive Order 14114, 22 December 2023")
OFAC_BLOCKED = Source(
    "31 CFR 510.210, 31 CFR part 561, E.O. 13886, E.O. 13871, E.O. 13902, E.O. 13846 and 31 CFR part 566"
)
