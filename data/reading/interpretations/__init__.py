"""Whole readings of a table: what its headings say, completed by what the evidence makes likely."""
