"""Intervals and verdicts, against the table of worked cases."""

from __future__ import annotations
