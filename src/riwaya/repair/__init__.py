"""Damage → edits with offsets; the original is never changed."""
