"""The sample portfolio of a made-up company: written by code, the same to the byte on every run."""
