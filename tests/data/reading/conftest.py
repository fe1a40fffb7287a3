"""Properties are tried without a deadline: a first example may wait for the names of months in eight languages."""

from hypothesis import settings

settings.register_profile("reallot", deadline=None)
settings.load_profile("reallot")
