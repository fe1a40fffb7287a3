"""The Reallocate page, read aloud."""
