"""Spreadsheets in, DataFrames out; the only DuckDB."""
