"""The team's database: what people and programs decided, on SQLite in the data folder or on PostgreSQL by one URL.

Owns: connections and transactions (`sqlite`, `postgresql`, behind the protocol in `transactions`), the tables and how
they change from version to version (`schema/`), and one file for each thing kept (`records` for the ledger). Refuses:
deciding anything; lists (those are files of `store/`).
"""
