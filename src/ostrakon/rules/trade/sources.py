"""Public documents behind the rules over trade documents."""

from __future__ import annotations

from ostrakon.rules.rule import Source

CHPL = Source("BIS, Common High Priority List, version of 23 February 2024 (50 codes, four tiers)")
EU_XL = Source("Regulation (EU) 833/2014, Annex XL and Article 12gb (number of the annex)", sure=False)
EU_12G = Source("Regulation (EU) 833/2014, Article 12g (no re-export to Russia)")
B1 = Source("FinCEN and BIS, joint alert, 28 June 2022")
B2 = Source("FinCEN and BIS, supplemental alert, 19 May 2023")
B3 = Source("FinCEN and BIS, joint notice FIN-2023-GLOBALEXPORT, 6 November 2023")
B4 = Source("Commerce, Treasury and Justice, tri-seal compliance note, 2 March 2023")
CARGO = Source("Five US agencies, Quint-Seal compliance note 'Know Your Cargo', 11 December 2023")
EU_PRACTICE = Source("EU Best Practices for the implementation of restrictive measures, 3 July 2024")
MARITIME = Source("State, Treasury and Coast Guard, maritime advisory, 14 May 2020")
CAP_ADVISORY = Source("Price Cap Coalition, advisory for the maritime oil industry, 12 October 2023")
UN_PANEL = Source("UN Panel of Experts established pursuant to resolution 1874, reports to 2024")
FATF7 = Source("FATF Recommendation 7 and guidance on proliferation financing, June 2021")
IMO_NUMBER = Source("IMO resolution A.1117(30), ship identification number scheme")
MMSI = Source("ITU Radio Regulations, Appendix 43, and ITU-R M.585, maritime identities")
HS = Source("World Customs Organization, Harmonized System, edition 2022")
OFAC_FRAMEWORK = Source("OFAC, A Framework for OFAC Compliance Commitments, 2 May 2019")
REGIONS = Source("E.O. 13685, E.O. 14065; Regulations (EU) 692/2014 and 2022/263")
FATF_TRADE = Source("FATF and Egmont Group, Trade-Based Money Laundering: Risk Indicators, March 2021")
WOLFSBERG = Source("Wolfsberg Group, Guidance on Sanctions Screening, 2019")
BIS_ADDRESSES = Source("BIS, Entity List entries by address, since June 2024 (15 CFR 744.16)", sure=False)
OWN = Source("own choice")
