"""yente's API, so that its clients work as they are (contract read from yente 916a474, August 2026).

Answers come from the same engine as everywhere; where our answer says more than yente's, it is left out here.
"""
