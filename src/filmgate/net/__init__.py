"""The one guarded door out: every outgoing connection is vetted, pinned and limited here."""
