"""Pure mathematics on DataFrames and arrays: no files, no clock, no hidden randomness."""
