"""Credits: accounts and their append-only entries.

Every entry moves three amounts: the balance that may be spent, what is reserved for unfinished tasks, and what was
spent. An account's columns are always the sums of its entries; `verify` proves it. All functions run inside the
caller's transaction, so money moves exactly when the task does.
"""
