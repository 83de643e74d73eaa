"""People who are known elsewhere: OpenID Connect (authorization code with PKCE), as values.

Owns: what a provider says of itself (`provider`), one attempt to log in with what must come back (`attempt`), whether
an ID token proves who somebody is (`tokens`), which of our roles that person gets (`mapping`). Refuses: the network,
databases, cookies.
"""
