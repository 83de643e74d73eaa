"""Words that are one syllable of a Chinese or Korean name.

One letter makes another family there (`Tang`, `Zhang`; `Jong`, `Song`), so edit distance says nothing about them: two
different syllables are two different names unless a romanisation makes them the same. The pattern takes in Hanyu
Pinyin and the Revised, McCune-Reischauer and Northern romanisations of Korean; it errs on the generous side.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|kk|tt|pp|ss|jj|ts|hs|ry|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ueng|iao|ian|ing|uai|uan|ang|eng|ong|yeo|yae|yoo|woo|eui|aeng|"
    r"ae|ai|an|ao|ei|en|eo|eu|er|ia|ie|in|iu|oe|oi|on|oo|ou|ua|ue|ui|un|uo|wa|we|wi|wo|ya|ye|yo|yu|a|e|i|o|u)"
    r"(?:ng|[nklmptg])?"
)
LENGTH_MAX = 6


@lru_cache(maxsize=50_000)
def is_syllable(token: str) -> bool:
    """Whether a folded token can be one syllable of a Chinese or Korean name."""
    return 2 <= len(token) <= LENGTH_MAX and _SYLLABLE.fullmatch(token) is not None
