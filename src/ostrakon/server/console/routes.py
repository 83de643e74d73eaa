"""All pages of the console, in an order in which fixed addresses stand before those with a number in them."""

from __future__ import annotations

from ostrakon.server.console import (
    admin,
    apidocs,
    assets,
    bulk,
    case_actions,
    case_files,
    case_page,
    customers,
    ledger,
    lists,
    login,
    me,
    ownership,
    parties,
    payments,
    policy,
    queue,
    search,
    sign_on,
    texts,
)

ROUTERS = (
    assets.router,
    apidocs.router,
    login.router,
    sign_on.router,
    queue.router,
    bulk.router,
    case_page.router,
    case_actions.router,
    case_files.router,
    search.router,
    customers.router,
    parties.router,
    lists.router,
    ledger.router,
    texts.router,
    payments.router,
    ownership.router,
    policy.router,
    admin.router,
    me.router,
)
