"""Reviewed packets: what reviewers put into them, read back, merged, told and filed."""
