"""Callbacks: signed, sent after the end is settled, tried up to four times, and logged."""
